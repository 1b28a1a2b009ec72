import { joinBytes } from './bytes.ts';
import type { Primitives } from '../primitives.ts';

const BLOCK_BYTES = 64;

/** HMAC-SHA-256 (RFC 2104) over the primitives' hash; 32 bytes. */
export function hmacSha256(p: Primitives, key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? p.sha256(key) : key);
  const inner = p.sha256(
    joinBytes(
      block.map((byte) => byte ^ 0x36),
      message,
    ),
  );
  return p.sha256(
    joinBytes(
      block.map((byte) => byte ^ 0x5c),
      inner,
    ),
  );
}
