import { describe, expect, it } from 'vitest';
import { CODE_BYTES, DoorCodeReader, doorCodes, joinBytes, MAX_PRESENTATION_BYTES } from './index.ts';
import { p, seeded } from './testing/people.ts';

const bytes = (label: string, length: number) =>
  joinBytes(...Array.from({ length: Math.ceil(length / 32) }, (_, part) => seeded(`${label} ${part}`, 32))).slice(
    0,
    length,
  );
const short = bytes('short', 135);
const long = bytes('long', 527);
const read = (texts: readonly string[], reader = new DoorCodeReader(p)) =>
  texts.map((text) => reader.read(text, 0)).findLast((found) => found !== undefined);

/** With error correction M (ISO/IEC 18004, table 7). */
const LETTERS_OF_VERSION_8 = 221;

describe('a door code', () => {
  it('holds a short presentation in one code that fits version 8 of a QR code', () => {
    const texts = doorCodes(p, short);
    expect(texts).toHaveLength(1);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(LETTERS_OF_VERSION_8);
    expect(texts[0]).toMatch(/^LK1:1\/1:[0-9A-F]{4}:[0-9A-Z $%*+\-./:]+$/);
    expect(read(texts)).toEqual(short);
  });

  it('holds a whole chain in a sequence that is read in any order, seen twice, from the middle on', () => {
    const texts = doorCodes(p, long);
    expect(texts).toHaveLength(4);
    expect(read(texts)).toEqual(long);
    expect(read([...texts.slice(2), ...texts.slice(1), ...texts])).toEqual(long);
    expect(read(texts.slice(1))).toBeUndefined();
  });

  it('holds the longest presentation, and nothing longer', () => {
    const longest = bytes('longest', MAX_PRESENTATION_BYTES);
    expect(read(doorCodes(p, longest))).toEqual(longest);
    expect(Math.max(...doorCodes(p, longest).map((text) => text.length))).toBeLessThanOrEqual(LETTERS_OF_VERSION_8);
    expect(() => doorCodes(p, new Uint8Array(MAX_PRESENTATION_BYTES + 1))).toThrow(RangeError);
    expect(() => doorCodes(p, new Uint8Array(0))).toThrow(RangeError);
  });

  it('of one presentation and another are not mixed', () => {
    const [mine, other] = [doorCodes(p, long), doorCodes(p, bytes('other', 527))];
    const reader = new DoorCodeReader(p);
    expect(read([mine[0] ?? '', other[1] ?? '', mine[2] ?? '', other[3] ?? ''], reader)).toBeUndefined();
    expect(read([mine[1] ?? '', mine[3] ?? ''], reader)).toEqual(long);
  });

  it('whose part is replaced is dropped as a set, and one whose bytes are not what its name says is nothing', () => {
    const texts = doorCodes(p, long);
    const forged = `${(texts[1] ?? '').slice(0, 13)}${(doorCodes(p, bytes('other', 527))[1] ?? '').slice(13)}`;
    const reader = new DoorCodeReader(p);
    expect(read([texts[0] ?? '', texts[1] ?? '', forged, texts[2] ?? '', texts[3] ?? ''], reader)).toBeUndefined();
    expect(read([texts[0] ?? '', forged, texts[2] ?? '', texts[3] ?? ''])).toBeUndefined();
  });

  it('that took longer than 90 s to show begins anew', () => {
    const texts = doorCodes(p, long);
    const reader = new DoorCodeReader(p);
    for (const text of texts.slice(0, 3)) reader.read(text, 0);
    expect(reader.read(texts[3] ?? '', 90_001)).toBeUndefined();
    expect(
      texts
        .slice(0, 3)
        .map((text) => reader.read(text, 90_002))
        .at(-1),
    ).toEqual(long);
  });

  it('keeps four unfinished sets, the newest', () => {
    const sets = Array.from({ length: 5 }, (_, n) => doorCodes(p, bytes(`set ${n}`, CODE_BYTES + 1)));
    const reader = new DoorCodeReader(p);
    for (const [first = ''] of sets) reader.read(first, 0);
    expect(reader.read(sets[4]?.[1] ?? '', 0)).toBeDefined();
    expect(reader.read(sets[0]?.[1] ?? '', 0)).toBeUndefined();
  });

  const [good = ''] = doorCodes(p, short);
  it.each([
    ['another scheme', good.replace('LK1', 'LK2')],
    ['a web address', 'HTTPS://LATCHKEY.EXAMPLE/'],
    ['part nought', good.replace('1/1', '0/1')],
    ['a part past the last', good.replace('1/1', '2/1')],
    ['more parts than a presentation has', good.replace('1/1', '1/17')],
    ['a leading zero', good.replace('1/1', '01/1')],
    ['a part that is too short', good.replace('1/1', '1/2')],
    ['no bytes', good.slice(0, 13)],
    ['small letters', good.toLowerCase()],
    ['a letter more', `${good}A`],
    ['far too much', good.padEnd(5000, 'A')],
  ])('is not made of %s', (_what, text) => {
    expect(new DoorCodeReader(p).read(text, 0)).toBeUndefined();
  });
});
