import { encodePresentation, parsePresentation, type Presentation } from '../../index.ts';
import type { Dice } from '../dice.ts';

/** Changes of bytes, after which nobody signs again. Whatever the door answers, it does not open. */

type ByteChange = (bytes: Uint8Array, dice: Dice, other: Uint8Array) => Uint8Array;

const copy = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes);
const cut = (bytes: Uint8Array, dice: Dice): readonly [number, number] => {
  const at = dice.below(bytes.length);
  return [at, at + 1 + dice.below(Math.min(64, bytes.length - at))];
};
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const flipBits: ByteChange = (bytes, dice) => {
  const changed = copy(bytes);
  for (let i = dice.oneIn(2) ? 1 : dice.between(2, 8); i > 0; i--) {
    const at = dice.below(bytes.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << dice.below(8));
  }
  return changed;
};
const setByte: ByteChange = (bytes, dice) => {
  const changed = copy(bytes);
  changed[dice.below(bytes.length)] = dice.pick([0, 0x17, 0x18, 0x40, 0x58, 0x80, 0x9f, 0xa0, 0xbf, 0xc0, 0xf4, 0xf6, 0xff, dice.below(256)]); // prettier-ignore
  return changed;
};
const truncate: ByteChange = (bytes, dice) => bytes.slice(0, dice.below(bytes.length));
const lengthen: ByteChange = (bytes, dice) => joined(bytes, dice.bytes(dice.between(1, dice.oneIn(9) ? 2048 : 40)));
const dropRun: ByteChange = (bytes, dice) => {
  const [from, to] = cut(bytes, dice);
  return joined(bytes.subarray(0, from), bytes.subarray(to));
};
const repeatRun: ByteChange = (bytes, dice) => {
  const [from, to] = cut(bytes, dice);
  return joined(bytes.subarray(0, to), bytes.subarray(from));
};
const randomRun: ByteChange = (bytes, dice) => {
  const [from, to] = cut(bytes, dice);
  return joined(bytes.subarray(0, from), dice.bytes(to - from), bytes.subarray(to));
};
const crossOver: ByteChange = (bytes, dice, other) => {
  const at = dice.below(bytes.length);
  return joined(bytes.subarray(0, at), other.subarray(Math.min(other.length, dice.oneIn(2) ? at : dice.below(other.length)))); // prettier-ignore
};

/** Takes whole links apart and puts them together otherwise: nothing of this breaks the form. */
const reassemble: ByteChange = (bytes, dice, other) => {
  const [mine, theirs] = [parsePresentation(bytes), parsePresentation(other)];
  const links = [...linksOf(mine), ...linksOf(theirs)];
  const knock = dice.pick([mine.knock, theirs.knock, ...links]);
  const chosen = Array.from({ length: dice.between(1, 4) }, () => dice.pick([...links, knock]));
  return encodePresentation(dice.pick<Presentation>([
    { kind: 'chain', links: chosen, knock },
    { kind: 'chain', links: [...linksOf(mine)].reverse(), knock: mine.knock },
    { kind: 'chain', links: linksOf(theirs).length === 0 ? chosen : linksOf(theirs), knock: mine.knock },
    { kind: 'member', knock: dice.pick([mine.knock, ...links]) },
    { kind: 'short', leaf16: dice.bytes(16), knock: mine.knock },
  ])); // prettier-ignore
};

const linksOf = (presentation: Presentation): readonly Uint8Array[] =>
  presentation.kind === 'chain' ? presentation.links : [];

const CHANGES: readonly ByteChange[] = [flipBits, flipBits, setByte, truncate, lengthen, dropRun, repeatRun, randomRun, crossOver, reassemble]; // prettier-ignore

export function changeBytes(dice: Dice, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  return dice.pick(CHANGES)(bytes, dice, other);
}
