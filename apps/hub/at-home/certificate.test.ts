import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hub } from '@latchkey/hub';
import { ServerLine } from '@latchkey/hub/channel';
import { generateSigningKey, nodeSigner } from '@latchkey/keys/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asPem, keptCertificate, makeCertificate } from './certificate.ts';

const names = ['latchkey.home.arpa', '192.168.1.20', '127.0.0.1', '[fd00::20]'];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificate-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the certificate of the page at home', () => {
  it('reads as X.509, signs itself, and is for its names alone', () => {
    const { certificate, hash } = makeCertificate(names);
    const read = new X509Certificate(Buffer.from(certificate));
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.ca).toBe(false);
    expect(read.subjectAltName).toBe('DNS:latchkey.home.arpa, IP Address:192.168.1.20, IP Address:127.0.0.1, IP Address:FD00:0:0:0:0:0:0:20'); // prettier-ignore
    expect(read.checkHost('latchkey.home.arpa')).toBe('latchkey.home.arpa');
    expect(read.checkHost('evil.example')).toBeUndefined();
    expect(read.checkIP('192.168.1.20')).toBe('192.168.1.20');
    expect(read.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(Buffer.from(hash).toString('hex'));
    expect([read.validFrom, read.validTo]).toEqual(['Jan  1 00:00:00 2020 GMT', 'Dec 31 23:59:59 2049 GMT']);
  });

  it('reads as text of any length, also where the last line is a full one', () => {
    const lengths = Array.from({ length: 60 }, (_, more) => {
      const made = makeCertificate(['x'.repeat(1 + more)]);
      expect(new X509Certificate(asPem(made).cert).raw).toEqual(Buffer.from(made.certificate));
      return Math.ceil(made.certificate.length / 3) % 16;
    });
    expect(lengths).toContain(0);
  });

  it('carries TLS to whoever trusts it', async () => {
    const made = makeCertificate(names);
    const { key, cert } = asPem(made);
    const server = createServer({ key, cert }, (_request, response) => response.end('here'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    const { port } = server.address() as AddressInfo;
    const read = (ca: string | undefined) =>
      new Promise<string>((resolve) => {
        get({ host: '127.0.0.1', port, path: '/', agent: false, ...(ca === undefined ? {} : { ca }) }, (answer) => {
          answer.on('data', (data: Buffer) => resolve(data.toString()));
        }).on('error', (error) => resolve(error.message));
      });
    expect(await read(cert)).toBe('here');
    expect(await read(undefined)).toMatch(/self-signed|self signed/);
    server.close();
  });

  it('stays the same over starts, is made anew for other names or after damage, and is nobody else’s to read', async () => {
    const first = await keptCertificate(folder, names);
    expect(await keptCertificate(folder, names)).toEqual(first);
    const second = await keptCertificate(folder, ['elsewhere']);
    expect(second.hash).not.toEqual(first.hash);
    await writeFile(join(folder, 'certificate.json'), '{"names":');
    const third = await keptCertificate(folder, ['elsewhere']);
    expect(third.hash).not.toEqual(second.hash);
    expect(createHash('sha256').update(third.certificate).digest()).toEqual(Buffer.from(third.hash));
    expect(await readFile(join(folder, 'certificate.json'), 'utf8')).toContain('elsewhere');
  });
});

describe('a server whose certificate nobody vouches for', () => {
  it('gets no line and no word from the hub, which says why once and tries on', async () => {
    const { key, cert } = asPem(makeCertificate(names));
    let heard = 0;
    const server = createServer({ key, cert });
    for (const event of ['request', 'upgrade']) server.on(event, () => (heard += 1));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    const said: unknown[] = [];
    const log = { info: () => undefined, warn: (fields: object) => said.push(fields), error: () => undefined };
    const line = new ServerLine({
      leads: () => ({ url: `https://127.0.0.1:${(server.address() as AddressInfo).port}` }),
      signer: nodeSigner(generateSigningKey()),
      bootId: () => new Uint8Array(16),
      store: { readRecords: () => Promise.resolve(new Uint8Array(0)), remove: () => Promise.resolve() },
      chance: () => 0,
      log,
    });
    // The line never begins, so that nothing of the hub is reached.
    line.start({} as unknown as Hub);
    for (let tries = 0; tries < 2; tries++) await once(server, 'tlsClientError');
    line.stop();
    server.close();
    expect(heard).toBe(0);
    expect(line.connected).toBe(false);
    expect(said).toEqual([{ why: 'its certificate is signed by nobody but itself' }]);
  });
});
