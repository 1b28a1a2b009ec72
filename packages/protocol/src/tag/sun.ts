import { joinBytes, NO_BYTES, sameBytes, sameSecret } from '../bytes/bytes.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import type { Primitives } from '../primitives.ts';
import { aesCmac, type AesBlock } from './cmac.ts';

/**
 * Secure Unique NFC messages of an NTAG 424 DNA (NXP AN12196, *Secure Dynamic Messaging*, AES mode): docs/protocol/door-nonce.md. A chip
 * makes a new one each time a phone reads it.
 */

/** Encrypted PICCData, then the truncated MAC. */
export const SUN_BYTES = 24;
const PICC_BYTES = 16;
const UID_BYTES = 7;
const COUNTER_BYTES = 3;
/** The chip stops at this reading; its counter never turns over. */
export const LAST_COUNTER = 0xff_ffff;

/** PICCDataTag: the UID and the counter are mirrored, and the UID has seven bytes. No other tag of ours says anything else. */
const PICC_TAG = 0xc7;
/** Session vector 2 for the MAC key, 128 bits. */
const SV2 = Uint8Array.of(0x3c, 0xc3, 0x00, 0x01, 0x00, 0x80);

/** One chip's own: no other chip has these keys (P13). */
export interface TagSecrets {
  readonly uid: Uint8Array;
  /** SDMMetaReadKey: hides which tag it is and how often it was read. */
  readonly metaKey: Uint8Array;
  /** SDMFileReadKey: its session keys make the MACs. */
  readonly macKey: Uint8Array;
}

/** The reading's number if this very tag made this message, undefined for every other message. The message is the attacker's. */
export function readSun(aes: AesBlock, tag: TagSecrets, sun: Uint8Array): number | undefined {
  if (sun.length !== SUN_BYTES) return undefined;
  // CBC over one block with a zero IV is the block itself.
  const data = aes.decrypt(tag.metaKey, sun.slice(0, PICC_BYTES));
  const uid = data.slice(1, 1 + UID_BYTES);
  if (data[0] !== PICC_TAG || !sameBytes(uid, tag.uid)) return undefined;
  const counter = data
    .slice(1 + UID_BYTES, 1 + UID_BYTES + COUNTER_BYTES)
    .reduceRight((sum, byte) => sum * 256 + byte, 0);
  return sameSecret(sunMac(aes, tag, counter), sun.slice(PICC_BYTES)) ? counter : undefined;
}

/** What the chip makes of its reading number `counter`; `padding` is the five random bytes of its own. */
export function makeSun(aes: AesBlock, tag: TagSecrets, counter: number, padding: Uint8Array): Uint8Array {
  const data = joinBytes(Uint8Array.of(PICC_TAG), tag.uid, counterBytes(counter), padding);
  return joinBytes(aes.encrypt(tag.metaKey, data), sunMac(aes, tag, counter));
}

/** SDMMAC: CMAC under the session key of this reading, every second byte of it. Ours covers nothing but the session: `input` is for others' tags. */
export function sunMac(
  aes: AesBlock,
  { uid, macKey }: Pick<TagSecrets, 'uid' | 'macKey'>,
  counter: number,
  input = NO_BYTES,
): Uint8Array {
  const sessionKey = sunSessionKey(aes, { uid, macKey }, counter);
  return aesCmac(aes, sessionKey, input).filter((_, i) => i % 2 === 1);
}

export const sunSessionKey = (
  aes: AesBlock,
  { uid, macKey }: Pick<TagSecrets, 'uid' | 'macKey'>,
  counter: number,
): Uint8Array => aesCmac(aes, macKey, joinBytes(SV2, uid, counterBytes(counter)));

/** The door-side nonce that a reading is, at this door and no other: sixteen bytes. */
export const sunNonce = (p: Primitives, door: number, sun: Uint8Array): Uint8Array =>
  p.sha256(joinBytes(encodeUtf8('lk1-sun'), Uint8Array.of(door), sun)).slice(0, 16);

/** Least significant byte first. */
const counterBytes = (counter: number): Uint8Array =>
  Uint8Array.of(counter & 0xff, (counter >> 8) & 0xff, (counter >> 16) & 0xff);
