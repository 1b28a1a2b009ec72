import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { nodeAesBlock } from '@latchkey/keys/node';
import { aesCmac, doubledBlock, joinBytes, xorBlock } from '@latchkey/protocol';

/** AES-SIV (RFC 5297) with two keys of 128 bits: AEAD_AES_SIV_CMAC_256, the one that every NTS server has. */

export const SIV_KEY_BYTES = 32;
export const SIV_TAG_BYTES = 16;

const cmac = (key: Uint8Array, message: Uint8Array): Uint8Array => aesCmac(nodeAesBlock, key, message);

/** §2.4, S2V: one tag over all of these, in this order; the plaintext comes last. */
function tagOf(key: Uint8Array, associated: readonly Uint8Array[], plaintext: Uint8Array): Uint8Array {
  let sum = cmac(key, new Uint8Array(SIV_TAG_BYTES));
  for (const part of associated) sum = xorBlock(doubledBlock(sum), cmac(key, part));
  if (plaintext.length < SIV_TAG_BYTES)
    return cmac(key, xorBlock(doubledBlock(sum), joinBytes(plaintext, Uint8Array.of(0x80))));
  const ending = plaintext.length - SIV_TAG_BYTES;
  return cmac(key, joinBytes(plaintext.slice(0, ending), xorBlock(plaintext.slice(ending), sum)));
}

/** §2.5: the tag counts, but for two bits that the addition must not carry out of. */
const counterOf = (tag: Uint8Array): Uint8Array => tag.map((byte, i) => (i === 8 || i === 12 ? byte & 0x7f : byte));

const halves = (key: Uint8Array): readonly [Uint8Array, Uint8Array] => {
  if (key.length !== SIV_KEY_BYTES) throw new RangeError('Two keys of sixteen bytes make one of AES-SIV.');
  return [key.slice(0, 16), key.slice(16)];
};

/** Tag and ciphertext. RFC 5297 calls the nonce the last of what is associated. */
export function sealSiv(key: Uint8Array, associated: readonly Uint8Array[], plaintext: Uint8Array): Uint8Array {
  const [forTag, forText] = halves(key);
  const tag = tagOf(forTag, associated, plaintext);
  const cipher = createCipheriv('aes-128-ctr', forText, counterOf(tag));
  return joinBytes(tag, new Uint8Array(cipher.update(plaintext)));
}

/** Undefined: not sealed with this key over exactly this. */
export function openSiv(
  key: Uint8Array,
  associated: readonly Uint8Array[],
  sealed: Uint8Array,
): Uint8Array | undefined {
  const [forTag, forText] = halves(key);
  if (sealed.length < SIV_TAG_BYTES) return undefined;
  const tag = sealed.slice(0, SIV_TAG_BYTES);
  const decipher = createDecipheriv('aes-128-ctr', forText, counterOf(tag));
  const plaintext = new Uint8Array(decipher.update(sealed.slice(SIV_TAG_BYTES)));
  return timingSafeEqual(tag, tagOf(forTag, associated, plaintext)) ? plaintext : undefined;
}
