/** Every program of ours that speaks TLS to somebody, before servers whose certificates are not to be believed, and before some that speak none that is safe. */
import { EventEmitter, once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer, request, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import type { Hub } from '@latchkey/hub';
import { ServerLine } from '@latchkey/hub/channel';
import { readDomain } from '@latchkey/carrier-sdk';
import { ed25519Signer, generateEd25519Key, generateSigningKey, nodePrimitives, nodeSigner, tlsFault, whyUnreached } from '@latchkey/keys/node'; // prettier-ignore
import { noteKey, verifierKey } from '@latchkey/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyApp } from '../../apps/cli/verify-app.ts';
import { publicLogAt } from '../../apps/hub/public-log.ts';
import { witnessesIn } from '../../apps/server/witnesses.ts';
import { openWebPush, makePushKeys } from '../../packages/server/src/notify/web-push.ts';
import { openOidc } from '../../packages/server/src/operator/oidc.ts';
import { PushReceiver } from '../../packages/server/src/testing/push-service.ts';
import { makePost } from '../../packages/server/src/webhooks/post.ts';
import { issue, makeAuthority, selfSigned, type Pem } from '../world/certificates.ts';

const trusted = makeAuthority('Trusted by this test');
const CERTIFICATES = {
  expired: issue(trusted, { from: '200101', to: '210101' }),
  'not-yet-valid': issue(trusted, { from: '480101' }),
  'other-host': issue(trusted, { host: 'elsewhere.example' }),
  'unknown-issuer': issue(makeAuthority('Nobody’s authority')),
  'self-signed': selfSigned(),
} as const;
/** With a good certificate: what every server spoke once (TLS 1.0 and 1.1, no more since RFC 8996). */
const OLD = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
const NO_TLS = {
  'TLS 1.0': { ...OLD, maxVersion: 'TLSv1' },
  'TLS 1.1': { ...OLD, maxVersion: 'TLSv1.1' },
} as const satisfies Record<string, ServerOptions>;
const noTls = 'it speaks no TLS, or only a version that is no longer safe';
const WORDS: Record<keyof typeof CERTIFICATES | keyof typeof NO_TLS | 'no TLS at all', string> = {
  'TLS 1.0': noTls,
  'TLS 1.1': noTls,
  'no TLS at all': noTls,
  expired: 'its certificate has expired',
  'not-yet-valid': 'its certificate is not valid yet',
  'other-host': 'its certificate is for another host',
  'unknown-issuer': 'its certificate is from an issuer that is not trusted here',
  'self-signed': 'its certificate is signed by nobody but itself',
};
const limitMs = 10_000;

/** Each answers why it did not believe the server at this address. */
const CLIENTS: Record<string, (origin: string) => Promise<string>> = {
  'the hub’s line': async (origin) => {
    const told = new EventEmitter();
    const heard = once(told, 'why') as Promise<string[]>;
    const line = new ServerLine({
      leads: () => ({ url: origin }),
      signer: nodeSigner(generateSigningKey()),
      bootId: () => new Uint8Array(16),
      store: { readRecords: () => Promise.resolve(new Uint8Array(0)), remove: () => Promise.resolve() },
      chance: () => 0,
      log: { info: () => undefined, error: () => undefined, warn: (fields) => told.emit('why', (fields as { why: string }).why) },
    }); // prettier-ignore
    line.start({} as unknown as Hub);
    const [why = ''] = await heard;
    line.stop();
    return why;
  },
  'the hub that reads the public log': (origin) => refusal(publicLogAt(() => ({ url: origin })).readKeys()),
  'the server before a witness': (origin) => refusal(askWitness(origin)),
  'the program that checks a server’s apps': async (origin) =>
    (await refusal(verifyApp({ origin, key: undefined, build: undefined, log: undefined, logAt: undefined, witnesses: [] }))) // prettier-ignore
      .replace(/^.*could not be fetched: /, ''),
  'the SDK before a carrier’s domain': (origin) => refusal(readDomain(fetch, origin)),
  'a webhook': async (origin) => {
    const outcome = await makePost({ loopback: true, limitMs })({ url: `${origin}/hook`, headers: {}, body: '{}' });
    return outcome.kind === 'failed' ? wordsFor(outcome.why) : outcome.kind;
  },
  'a push': async (origin) => {
    const wire = openWebPush({ keys: makePushKeys(), contact: 'mailto:operator@example.com', allowLoopback: true });
    const { publicKey, secret } = new PushReceiver();
    const message = { text: '{}', ttlS: 60, urgency: 'high', topic: 'A' } as const;
    return wordsFor(await wire.send({ endpoint: `${origin}/push`, publicKey, secret }, message));
  },
  'the sign-in of operators': async (origin) => {
    const oidc = openOidc({ issuer: origin, clientId: 'c', clientSecret: 's', scope: 'openid', limitMs });
    const fault = await oidc.begin('https://latchkey.example/', { state: 's', nonce: 'n', verifier: 'v'.repeat(43) }).then(() => undefined, (error: unknown) => error); // prettier-ignore
    return (fault as Error).message === 'misconfigured' ? whyUnreached((fault as Error).cause) : String(fault);
  },
};

const refusal = (asked: Promise<unknown>): Promise<string> => asked.then(() => 'believed', whyUnreached);
const WORDS_OF: Readonly<Record<string, string | undefined>> = WORDS;
const wordsFor = (outcome: string): string =>
  outcome === 'no-tls' ? noTls : (WORDS_OF[outcome.replace('certificate-', '')] ?? outcome);

const askWitness = (origin: string): Promise<unknown> => {
  const { sha256 } = nodePrimitives();
  const { publicKey } = ed25519Signer(generateEd25519Key());
  const key = verifierKey(noteKey(sha256, 'witness.example/1', 4, publicKey));
  const asked = witnessesIn(`${key}@${origin}`, sha256).witnesses;
  return asked === undefined ? Promise.reject(new TypeError('no witness')) : asked.ask(origin, 'old 0\n\n');
};

const servers: Server[] = [];
const origins = new Map<string, string>();
let heard = 0;
const plain = tls.createSecureContext;

beforeAll(async () => {
  // What NODE_EXTRA_CA_CERTS does at a start: one more authority, for every client of this process.
  tls.createSecureContext = (options) => {
    const made = plain(options);
    (made.context as { addCACert: (cert: string) => void }).addCACert(trusted.cert);
    return made;
  };
  const good = issue(trusted);
  const all: Record<string, (Pem & ServerOptions) | undefined> = { ...CERTIFICATES, good, 'no TLS at all': undefined };
  for (const [name, spoken] of Object.entries(NO_TLS)) all[name] = { ...good, ...spoken };
  for (const [name, options] of Object.entries(all)) {
    const answer: RequestListener = (_, response) => {
      heard += 1;
      response.writeHead(404).end();
    };
    const server = options === undefined ? createPlainServer(answer) : createServer(options, answer);
    server.on('upgrade', (_, socket) => {
      heard += 1;
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    servers.push(server);
    origins.set(name, `https://localhost:${String((server.address() as AddressInfo).port)}`);
  }
});
afterAll(() => {
  tls.createSecureContext = plain;
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

const at = (name: string): string => origins.get(name) ?? '';
const names = Object.keys(WORDS) as (keyof typeof WORDS)[];

/** As some did that Nuki's bridge was one of: it believes every certificate, and goes down to what nobody should speak any more. */
const careless = async (origin: string): Promise<void> => {
  const asked = request(origin, { rejectUnauthorized: false, ...OLD }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.resume();
};

describe.each(Object.entries(CLIENTS))('%s', (_, client) => {
  it.each(names)('says no word to a server of this kind: %s, and says why', async (name) => {
    const before = heard;
    expect(await client(at(name))).toBe(WORDS[name]);
    expect(heard).toBe(before);
  });

  it('speaks to one whose certificate is good', async () => {
    const before = heard;
    expect(Object.values(WORDS)).not.toContain(await client(at('good')));
    expect(heard).toBeGreaterThan(before);
  });
});

it.each(names.filter((name) => name !== 'no TLS at all'))(
  'a client that is not careful is noticed: %s',
  async (name) => {
    const before = heard;
    await careless(at(name));
    expect(heard).toBe(before + 1);
  },
);

it('a server that is away is not called one that TLS does not believe', async () => {
  expect(tlsFault(await fetch('https://localhost:1/').catch((error: unknown) => error))).toBeUndefined();
});
