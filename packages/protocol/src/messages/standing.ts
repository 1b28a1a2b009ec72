import { decodeCbor } from '../cbor/decode.ts';
import { encodeCbor } from '../cbor/encode.ts';
import { isCborArray } from '../cbor/value.ts';
import { attempt } from '../malformed.ts';

/** How the hub stands with its server: docs/protocol/29-move.md. Each has its number by its place. */
const LINES = ['away', 'up', 'refused'] as const;
export type LineStanding = (typeof LINES)[number];

/** The hub's answer to an empty `move` over its own page: unsigned, for words on a screen and the parent of the next move. */
export interface Standing {
  /** Hash of the newest move, 32 bytes; empty before the first. */
  readonly previous: Uint8Array;
  readonly server: string;
  readonly line: LineStanding;
}

export const encodeStanding = ({ previous, server, line }: Standing): Uint8Array =>
  encodeCbor([previous, server, LINES.indexOf(line)]);

/** Undefined for whatever is none. A number that is not known yet is `away`. */
export const readStanding = (bytes: Uint8Array): Standing | undefined => {
  const read = attempt(() => decodeCbor(bytes));
  if (!read.ok || !isCborArray(read.value) || read.value.length !== 3) return undefined;
  const [previous, server, line] = read.value;
  if (!(previous instanceof Uint8Array) || typeof server !== 'string' || typeof line !== 'number') return undefined;
  return { previous, server, line: LINES[line] ?? 'away' };
};
