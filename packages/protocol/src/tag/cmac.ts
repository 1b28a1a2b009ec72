import { joinBytes } from '../bytes/bytes.ts';

/** AES-128 on one block of sixteen bytes; all that the rules about tags ask of a cryptographic library. `@latchkey/keys/node` has one. */
export interface AesBlock {
  readonly encrypt: (key: Uint8Array, block: Uint8Array) => Uint8Array;
  readonly decrypt: (key: Uint8Array, block: Uint8Array) => Uint8Array;
}

export const AES_BLOCK_BYTES = 16;
/** What a carry out of the topmost bit folds back into (RFC 4493 §2.3). */
const FOLD = 0x87;

/** AES-CMAC (RFC 4493); 16 bytes. */
export function aesCmac({ encrypt }: Pick<AesBlock, 'encrypt'>, key: Uint8Array, message: Uint8Array): Uint8Array {
  const whole = doubledBlock(encrypt(key, new Uint8Array(AES_BLOCK_BYTES)));
  const blocks = Math.max(1, Math.ceil(message.length / AES_BLOCK_BYTES));
  let mac: Uint8Array = new Uint8Array(AES_BLOCK_BYTES);
  for (let n = 0; n < blocks - 1; n++) mac = encrypt(key, xorBlock(mac, blockAt(message, n)));
  const last = blockAt(message, blocks - 1);
  const ending =
    last.length === AES_BLOCK_BYTES
      ? xorBlock(last, whole)
      : xorBlock(joinBytes(last, Uint8Array.of(0x80)), doubledBlock(whole));
  return encrypt(key, xorBlock(mac, ending));
}

const blockAt = (message: Uint8Array, n: number): Uint8Array =>
  message.slice(n * AES_BLOCK_BYTES, (n + 1) * AES_BLOCK_BYTES);

/** Sixteen bytes; what is missing on either side counts as zeros. */
export const xorBlock = (a: Uint8Array, b: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: AES_BLOCK_BYTES }, (_, i) => (a[i] ?? 0) ^ (b[i] ?? 0));

/** Sixteen bytes, shifted left by one bit in GF(2^128): makes the subkeys. */
export const doubledBlock = (block: Uint8Array): Uint8Array => {
  const shifted = block.map((byte, i) => ((byte << 1) | ((block[i + 1] ?? 0) >> 7)) & 0xff);
  const last = AES_BLOCK_BYTES - 1;
  if (((block[0] ?? 0) & 0x80) !== 0) shifted[last] = (shifted[last] ?? 0) ^ FOLD;
  return shifted;
};
