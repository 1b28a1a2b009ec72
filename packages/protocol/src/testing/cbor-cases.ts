import { encodeCbor, type CborValue } from '../index.ts';
import type { Dice } from './dice.ts';

/** Bytes at the edge of being one deterministic item: well-formed ones, damaged ones, and noise. */

const EDGES = [0, 1, 22, 23, 24, 25, 255, 256, 65_535, 65_536, 0xffffffff, 0x100000000, Number.MAX_SAFE_INTEGER - 1];
const HEADS = [0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1f, 0x20, 0x38, 0x3b, 0x40, 0x58, 0x5f, 0x60, 0x78, 0x7f, 0x80, 0x98, 0x9f, 0xa0, 0xa1, 0xb8, 0xbf, 0xc0, 0xd8, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa, 0xfb, 0xff]; // prettier-ignore
const LETTERS = ['a', 'Z', '0', ' ', 'ß', 'é', '€', '語', '😀', '\u0000', '\u0301', '\ufeff'];

export function cborCase(dice: Dice): Uint8Array {
  if (dice.oneIn(8)) return noise(dice);
  let bytes = encodeCbor(item(dice, 0));
  for (let times = dice.below(4); times > 0; times--) bytes = damage(dice, bytes);
  return bytes;
}

const noise = (dice: Dice): Uint8Array =>
  Uint8Array.from({ length: dice.between(1, 24) }, () => (dice.oneIn(2) ? dice.pick(HEADS) : dice.below(256)));

function integer(dice: Dice): number {
  const size = dice.oneIn(2) ? dice.pick(EDGES) : dice.below(2 ** dice.between(1, 31));
  return dice.oneIn(3) ? -1 - size : size;
}

function item(dice: Dice, depth: number): CborValue {
  switch (dice.below(depth > 4 ? 4 : 6)) {
    case 0:
      return integer(dice);
    case 1:
      return dice.oneIn(2);
    case 2:
      return Array.from({ length: dice.below(dice.oneIn(9) ? 30 : 5) }, () => dice.pick(LETTERS)).join('');
    case 3:
      return dice.bytes(dice.below(dice.oneIn(9) ? 300 : 12));
    case 4:
      return Array.from({ length: dice.below(5) }, () => item(dice, depth + 1));
    default:
      return new Map(Array.from({ length: dice.below(5) }, () => [integer(dice), item(dice, depth + 1)] as const));
  }
}

const cat = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part])); // prettier-ignore

function damage(dice: Dice, bytes: Uint8Array): Uint8Array {
  const at = dice.below(bytes.length + 1);
  const first = bytes[at] ?? 0;
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
  switch (dice.below(7)) {
    case 0:
      return cat(before, [first ^ (1 << dice.below(8))], after);
    case 1:
      return cat(before, [dice.pick(HEADS)], after);
    case 2:
      return cat(before, after);
    case 3:
      return cat(before, [first, dice.below(256)], after);
    // A head said longer than need be: 17 becomes 18 17, 18 ff becomes 19 00 ff.
    case 4:
      return (first & 31) < 24 ? cat(before, [(first & 0xe0) | 24, first & 31], after) : cat(before, [first + 1, 0], after); // prettier-ignore
    // Two runs of the same length change places, as map entries out of order do.
    case 5: {
      const length = dice.between(1, 4);
      return cat(before, bytes.subarray(at + length, at + 2 * length), bytes.subarray(at, at + length), bytes.subarray(at + 2 * length)); // prettier-ignore
    }
    default:
      return bytes.subarray(0, at);
  }
}
