import { HEADER_BYTES } from '@latchkey/media';

const CODES = { init: 1, delta: 2, key: 3, checkpoint: 4, close: 5 } as const;

/** A record as the server sees it: the plain header of docs/protocol/recording.md §2, and bytes that only members can open. */
export const aRecord = (type: keyof typeof CODES, seq: number, body = Buffer.from(`sealed ${type} ${seq}`)): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(HEADER_BYTES - 4 + body.length, 0);
  header.writeUInt8(1, 4);
  header.writeUInt8(CODES[type], 5);
  header.writeBigUInt64BE(BigInt(seq), 6);
  return Buffer.concat([header, body]);
};

/** Types and numbers of the records in some bytes, for comparing. */
export const recordNames = (bytes: Uint8Array): string[] => {
  const names: string[] = [];
  const all = Buffer.from(bytes);
  for (let at = 0; at < all.length; at += all.readUInt32BE(at) + 4) {
    const type = Object.entries(CODES).find(([, code]) => code === all.readUInt8(at + 5))?.[0] ?? '?';
    names.push(`${type} ${all.readBigUInt64BE(at + 6)}`);
  }
  return names;
};
