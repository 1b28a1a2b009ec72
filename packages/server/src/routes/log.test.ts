import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@latchkey/contract';
import { es256Signer, generateEs256Key } from '@latchkey/keys/node';
import { leafHash, openCheckpoint, readProof, tilePath, verifierKey, verifyProof, type TileId } from '@latchkey/log';
import { releaseKey, releaseText, signRelease } from '@latchkey/log/release';
import type { Link, Receipt } from '@latchkey/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releasedPolicy } from '../http/headers.ts';
import { textOf } from '../ids.ts';
import { clientOf } from '../testing/caller.ts';
import { sha256, testLogKey, trustedOf } from '../testing/log.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aPairedHome, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let ada: PairedHome;
beforeEach(async () => {
  server = await startTestServer({ settings: { rateFactor: 1000 } });
  ada = await aPairedHome(server, await server.listen(0));
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const get = (url: string) => server.app.inject({ url, headers: { host: 'localhost:8400' } });
const trusted = async () => trustedOf((await clientOf(server)(routes.readLogKey, {})).log);
const checkpoint = async () => {
  const opened = openCheckpoint(await trusted(), (await get('/log/checkpoint')).payload);
  if (!opened.ok) throw new TypeError(opened.problem);
  return opened.checkpoint;
};

/** Time for the log to append, and for what it waits for. */
const passed = async () => {
  server.clock.advance(1_000);
  await new Promise((resolve) => setImmediate(resolve));
};

const receipts = async (count: number): Promise<Link<Receipt>[]> => {
  const links: Link<Receipt>[] = [];
  for (let n = 0; n < count; n++) {
    const link = await ada.hub.receipt({ event: n % 2 === 0 ? 'door-opened' : 'door-closed' });
    await ada.hub.send(link);
    links.push(link);
  }
  await passed();
  return links;
};

const tile = async (id: TileId, kind: 'hashes' | 'entries' = 'hashes') => {
  const answer = await get(`/log/${tilePath(id, kind)}`);
  return { status: answer.statusCode, bytes: new Uint8Array(answer.rawPayload) };
};

describe('the log', () => {
  it('has every receipt that was kept, in a signed tree that grows', async () => {
    expect((await get('/log/checkpoint')).statusCode).toBe(404);
    const first = await receipts(3);
    expect(await checkpoint()).toMatchObject({ origin: 'localhost:8400/log', size: 3, seenBy: [] });
    const more = await receipts(2);
    expect((await checkpoint()).size).toBe(5);
    const { bytes } = await tile({ level: 0, index: 0, width: 5 });
    const entries = await tile({ level: 0, index: 0, width: 5 }, 'entries');
    for (const [n, { hash }] of [...first, ...more].entries()) {
      expect(bytes.slice(n * 32, n * 32 + 32)).toEqual(leafHash(sha256, hash));
      expect(entries.bytes.slice(n * 34, n * 34 + 34)).toEqual(Uint8Array.of(0, 32, ...hash));
    }
  });

  it('proves a receipt to somebody who only remembers its key, and no receipt that it does not have', async () => {
    const links = await receipts(7);
    for (const link of links) {
      const answer = await get(`/api/log/proofs/${textOf(link.hash)}`);
      const proof = readProof(answer.payload);
      if (proof === undefined) throw new TypeError(answer.payload);
      expect(verifyProof(sha256, await trusted(), 0, link.hash, proof)).toMatchObject({ ok: true });
      const stranger = trustedOf(verifierKey(testLogKey().key));
      expect(verifyProof(sha256, stranger, 0, link.hash, proof)).toEqual({ ok: false, problem: 'not-signed' });
    }
    const unsent = await ada.hub.receipt({ event: 'door-opened' });
    expect((await get(`/api/log/proofs/${textOf(unsent.hash)}`)).statusCode).toBe(204);
  });

  it('serves a narrower tile as the beginning of a wider one, and none that its tree does not have', async () => {
    await receipts(4);
    const wide = await tile({ level: 0, index: 0, width: 4 });
    expect((await tile({ level: 0, index: 0, width: 2 })).bytes).toEqual(wide.bytes.slice(0, 64));
    for (const none of [
      { level: 0, index: 0, width: 5 },
      { level: 0, index: 0, width: 256 },
      { level: 0, index: 1, width: 1 },
      { level: 1, index: 0, width: 1 },
      { level: 63, index: 0, width: 1 },
    ])
      expect((await tile(none)).status).toBe(404);
    for (const wrong of ['0/0', '0/000.p/0', '0/..%2f000', '0/000.p/4/', '*'])
      expect([400, 404]).toContain((await get(`/log/tile/${wrong}`)).statusCode);
  });

  it('keeps both of two histories that a hub signed', async () => {
    const [one] = await receipts(1);
    const told = await ada.hub.receipt({ event: 'door-opened' }, one);
    const denied = await ada.hub.receipt({ event: 'door-closed' }, one);
    for (const link of [told, denied]) await ada.hub.send(link);
    await passed();
    expect((await checkpoint()).size).toBe(3);
    expect((await get(`/api/log/proofs/${textOf(denied.hash)}`)).statusCode).toBe(200);
  });

  it('names nobody: no id of hub, home or visit is in anything public', async () => {
    await receipts(3);
    const all = Buffer.concat([
      (await tile({ level: 0, index: 0, width: 3 }, 'entries')).bytes,
      (await get('/log/checkpoint')).rawPayload,
    ]).toString('latin1');
    for (const id of [ada.hub.hubId, ada.homeId])
      expect(all).not.toContain(Buffer.from(id, 'base64url').toString('latin1'));
  });

  it('has the release of the apps that this server serves, once however often it starts', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'released-'));
    for (const part of ['assets', 'home', 'courier', 'console', 'verify']) await mkdir(join(folder, part));
    const { spki, sign } = es256Signer(generateEs256Key());
    const key = releaseKey(sha256, 'makers.example/release', spki);
    const files = new Map([['/home/', { path: '/home/', sha256: `${'A'.repeat(43)}=`, bytes: 1 }]]);
    const text = releaseText({ version: '1', order: 1, key, policy: releasedPolicy, files });
    await writeFile(join(folder, 'home', 'release.txt'), signRelease(text, [{ key, sign }]));
    const { store, logKey } = server.effects;
    for (let times = 0; times < 2; times++) {
      const again = await startTestServer({
        settings: { webFolder: folder },
        effects: { store, ...(logKey && { logKey }) },
      });
      again.clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
      await again.close();
    }
    // This server started when the log was empty; what another one made of it meanwhile it listens to first.
    server.clock.advance(10_000);
    await receipts(1);
    const entry = sha256(new TextEncoder().encode(text));
    const proof = readProof((await get(`/api/log/proofs/${textOf(entry)}`)).payload);
    expect(proof && verifyProof(sha256, await trusted(), 0, entry, proof)).toMatchObject({ ok: true });
    expect((await checkpoint()).size).toBe(2);
    await rm(folder, { recursive: true });
  });

  it('that another key signed is not continued, and the server says so', async () => {
    await receipts(2);
    const other = await startTestServer({ effects: { store: server.effects.store, logKey: testLogKey() } });
    await receipts(1);
    other.clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(other.logged()).toContain('another key signed the log');
    await other.close();
    expect((await checkpoint()).root).toHaveLength(32);
  });

  it('is whole after more than a tile', async () => {
    const links = await receipts(260);
    const head = await checkpoint();
    expect(head.size).toBe(260);
    const upper = await tile({ level: 1, index: 0, width: 1 });
    expect(upper.bytes).toHaveLength(32);
    const proof = readProof((await get(`/api/log/proofs/${textOf(links[100]?.hash ?? new Uint8Array())}`)).payload);
    if (proof === undefined) throw new TypeError('no proof');
    expect(verifyProof(sha256, await trusted(), 0, links[100]?.hash ?? new Uint8Array(), proof).ok).toBe(true);
  });
});
