import { generateSigner, portablePrimitives as p } from '@latchkey/keys';
import { hubIdOf, signOwnPage, toBase64url, type OwnPage, type Signer } from '@latchkey/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificateLines, ownPageOf } from './own-page.ts';

let hub: Signer;
let server: Signer;
beforeAll(async () => {
  [hub, server] = await Promise.all([generateSigner(), generateSigner()]);
});

const nonce = new Uint8Array(16).fill(5);
const origin = 'https://192.168.1.20:8443';
const certificate = new Uint8Array(32).fill(0xab);

const heard = async (change: Partial<OwnPage> = {}, signer = hub) => {
  const claims = { nonce, hubId: hubIdOf(p, hub.key), origin, certificate, ...change };
  const { bytes } = await signOwnPage(p, signer, claims);
  return ownPageOf({
    primitives: p,
    randomBytes: () => nonce,
    household: { hubId: hubIdOf(p, hub.key), hubKey: hub.key },
    tell: (method) => Promise.resolve(method === 'page' ? { ok: true, message: toBase64url(bytes) } : { ok: true }),
  });
};

describe('the address of the app at home', () => {
  it('is what the hub signed a moment ago', async () => {
    expect(await heard()).toMatchObject({ origin, certificate });
  });

  it('is nobody else’s word, and no older one', async () => {
    expect(await heard({}, server)).toBeUndefined();
    expect(await heard({ nonce: new Uint8Array(16) })).toBeUndefined();
    expect(await heard({ hubId: new Uint8Array(16) })).toBeUndefined();
  });

  it('is none where the hub serves none', async () => {
    const household = { hubId: hubIdOf(p, hub.key), hubKey: hub.key };
    const tell = () => Promise.resolve({ ok: false as const, refusal: { reason: 'no-page' } });
    expect(await ownPageOf({ primitives: p, randomBytes: () => nonce, household, tell })).toBeUndefined();
  });

  it('comes with its certificate as browsers show it', () => {
    expect(certificateLines(certificate.slice(0, 10))).toEqual(['AB:AB:AB:AB:AB:AB:AB:AB', 'AB:AB']);
  });
});
