import { toBase64url, type Primitives } from '@latchkey/protocol';

/** 16 bytes that only the announcement itself decides: the same row, uploaded again from anywhere, is the same shipment. */
export const referenceOf = ({ sha256 }: Pick<Primitives, 'sha256'>, said: string): string =>
  toBase64url(sha256(new TextEncoder().encode(said)).subarray(0, 16));
