import { randomBytes } from 'node:crypto';
import { createClient, routes, type Fetch } from '@latchkey/contract';
import { generateSigningKey, nodeSigner } from '@latchkey/keys/node';
import { encodePublicKey, keyIdOf, type Signer } from '@latchkey/protocol';
import { textOf } from '../ids.ts';
import { AUDIENCE, type TestServer } from './server.ts';

export const random = (length: number) => Uint8Array.from(randomBytes(length));
export const newKey = () => textOf(random(16));
export const sealingKey = () => textOf(Uint8Array.of(4, ...random(64)));
export const newSigner = (): Signer => nodeSigner(generateSigningKey());
export const publicKeyText = (signer: Signer) => textOf(encodePublicKey(signer.key));

/** `fetch` into the server without a socket. */
export const injectFetch =
  ({ app }: Pick<TestServer, 'app'>): Fetch =>
  async (url, init) => {
    const answer = await app.inject({
      method: init.method as 'GET',
      url,
      headers: { host: 'localhost:8400', ...init.headers },
      ...(init.body === undefined ? {} : { payload: init.body }),
    });
    const ok = answer.statusCode < 300;
    return { ok, status: answer.statusCode, text: () => Promise.resolve(answer.payload) };
  };

export const clientOf = (server: Pick<TestServer, 'app'>, token?: string) =>
  createClient({ origin: '', fetch: injectFetch(server), newKey, bearer: () => token });

export type Client = ReturnType<typeof clientOf>;

/** Everything a caller proves: key, challenge, signature. */
export const proofFor = async (call: Client, signer: Signer, role: 'member' | 'courier' | 'carrier') => {
  const { challenge } = await call(routes.newChallenge, { body: {} });
  const message = routes.sessionMessage(AUDIENCE, role, challenge);
  const signature = textOf(await signer.sign(Buffer.from(message)));
  return { publicKey: publicKeyText(signer), challenge, signature, transport: 'bearer' as const };
};

export const aMember = async (server: TestServer) => {
  const signer = newSigner();
  const guest = clientOf(server);
  const proof = await proofFor(guest, signer, 'member');
  const home = await guest(routes.newHome, { body: { ...proof, sealingKey: sealingKey() } });
  return { signer, ...home, token: home.token ?? '', call: clientOf(server, home.token) };
};

export const aCarrier = async (server: TestServer, name = 'Pax Parcels') => {
  const signer = newSigner();
  const guest = clientOf(server);
  const proof = await proofFor(guest, signer, 'carrier');
  const body = { ...proof, sealingKey: sealingKey(), name, domain: 'http://127.0.0.1:8402' };
  const carrier = await guest(routes.newCarrier, { body });
  return { signer, ...carrier, token: carrier.token ?? '', call: clientOf(server, carrier.token) };
};

export const aCourier = async (server: TestServer, name = 'Kim') => {
  const signer = newSigner();
  const guest = clientOf(server);
  const proof = await proofFor(guest, signer, 'courier');
  const record = { signingKey: proof.publicKey, sealingKey: sealingKey(), name, mac: textOf(random(32)) };
  const admission = random(32);
  const admits = textOf(server.effects.primitives.sha256(admission));
  const boxId = textOf(random(16));
  const courier = await guest(routes.newEnrolment, { body: { ...proof, record, admits, boxId } });
  return {
    signer,
    admission: textOf(admission),
    boxId,
    ...courier,
    token: courier.token ?? '',
    call: clientOf(server, courier.token),
  };
};

export const keyIdText = (server: TestServer, signer: Signer) => textOf(keyIdOf(server.effects.primitives, signer.key));
