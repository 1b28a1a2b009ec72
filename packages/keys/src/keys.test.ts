import { describe, expect, it } from 'vitest';
import { encodePublicKey } from '@latchkey/protocol';
import {
  compressedPoint,
  generateSealingKeys,
  generateSigner,
  generateSigningKeys,
  importContentKey,
  openAead,
  openSealed,
  packSealed,
  portablePrimitives,
  publicKeyFromRaw,
  rawSealingKey,
  sealAead,
  sealTo,
  signerFromCryptoKey,
  uncompressedPoint,
  unpackSealed,
} from './index.ts';
import { generateSigningKey, nodePrimitives, nodeSigner } from './node.ts'; // prettier-ignore

const text = new TextEncoder();

describe('a signer', () => {
  it('of WebCrypto and one of Node are verified by both primitives', async () => {
    const message = text.encode('open');
    for (const signer of [await generateSigner(), nodeSigner(generateSigningKey())]) {
      const signature = await signer.sign(message);
      expect(signature.length).toBe(64);
      for (const primitives of [portablePrimitives, nodePrimitives()]) {
        expect(primitives.verify(signer.key, message, signature)).toBe(true);
        expect(primitives.verify(signer.key, text.encode('Open'), signature)).toBe(false);
      }
    }
  });

  it('is never taken for another whose key begins alike, nor for what its bytes became', async () => {
    const signer = nodeSigner(generateSigningKey());
    const message = text.encode('open');
    const signature = await signer.sign(message);
    const primitives = nodePrimitives();
    const { x, yOdd } = signer.key;
    for (let last = 0; last < 16; last++) {
      const own = { x: new Uint8Array(x), yOdd };
      expect(primitives.verify(own, message, signature)).toBe(true);
      own.x[31] = (own.x[31] ?? 0) ^ (last + 1);
      expect(primitives.verify(own, message, signature)).toBe(false);
      expect(primitives.verify({ x, yOdd: !yOdd }, message, signature)).toBe(false);
    }
    expect(primitives.verify(signer.key, message, signature)).toBe(true);
  });

  it('of WebCrypto does not let its private half go', async () => {
    const pair = await generateSigningKeys();
    expect(pair.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', pair.privateKey)).rejects.toThrow();
    expect(encodePublicKey((await signerFromCryptoKey(pair)).key).length).toBe(42);
  });

  it('with halves that do not belong together is refused before use', async () => {
    const [one, two] = [await generateSigningKeys(), await generateSigningKeys()];
    await expect(signerFromCryptoKey({ publicKey: one.publicKey, privateKey: two.privateKey })).rejects.toThrow(
      'does not work',
    );
  });

  it('of Node refuses other curves', () => {
    expect(() => nodeSigner({ kty: 'OKP', crv: 'Ed25519', x: '', d: '' })).toThrow();
  });
});

describe('a point', () => {
  it('survives compression', async () => {
    const keys = await generateSealingKeys();
    const raw = await rawSealingKey(keys.publicKey);
    const key = publicKeyFromRaw(raw);
    expect(compressedPoint(key).length).toBe(33);
    expect(uncompressedPoint(key)).toEqual(raw);
    expect(() => uncompressedPoint({ x: new Uint8Array(32).fill(255), yOdd: true })).toThrow(RangeError);
    expect(() => publicKeyFromRaw(raw.slice(1))).toThrow(RangeError);
  });
});

describe('a sealed text', () => {
  const info = text.encode('latchkey note');
  const aad = text.encode('visit 1');

  it('is opened by its recipient alone, for its purpose and its visit', async () => {
    const keys = await generateSealingKeys();
    const sealed = await sealTo(await rawSealingKey(keys.publicKey), text.encode('behind the bin'), info, aad);
    const packed = unpackSealed(packSealed(sealed));
    if (packed === undefined) throw new Error('unpacked to nothing');
    expect(new TextDecoder().decode(await openSealed(keys, packed, info, aad))).toBe('behind the bin');
    expect(await openSealed(keys, sealed, info, text.encode('visit 2'))).toBe(undefined);
    expect(await openSealed(keys, sealed, text.encode('other'), aad)).toBe(undefined);
    expect(await openSealed(await generateSealingKeys(), sealed, info, aad)).toBe(undefined);
    expect(unpackSealed(new Uint8Array(80))).toBe(undefined);
  });

  it('is not made for a point off the curve', async () => {
    await expect(
      sealTo(Uint8Array.from([4, ...new Uint8Array(64).fill(1)]), new Uint8Array(1), info),
    ).rejects.toThrow();
  });
});

describe('AES-256-GCM', () => {
  it('opens what it sealed, and nothing else', async () => {
    const key = await importContentKey(new Uint8Array(32).fill(1));
    const nonce = new Uint8Array(12);
    const sealed = await sealAead(key, nonce, text.encode('frame'), text.encode('header'));
    expect(new TextDecoder().decode(await openAead(key, nonce, sealed, text.encode('header')))).toBe('frame');
    expect(await openAead(key, nonce, sealed, text.encode('Header'))).toBe(undefined);
    await expect(importContentKey(new Uint8Array(16))).rejects.toThrow(RangeError);
  });
});
