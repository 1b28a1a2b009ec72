import { readFileSync } from 'node:fs';
import { decode as decodeByCbor2, encode as encodeByCbor2 } from 'cbor2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../bytes/bytes.ts';
import { attempt } from '../malformed.ts';
import { fuzzCbor, STRICT } from '../testing/cbor-fuzz.ts';
import { sharedData } from '../testing/shared-data.ts';
import { decodeCbor } from './decode.ts';
import { encodeCbor } from './encode.ts';
import type { CborValue } from './value.ts';

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
const accepts = (bytes: Uint8Array): boolean => attempt(() => decodeCbor(bytes)).ok;

const EDGES = [0, 1, 23, 24, 255, 256, 65_535, 65_536, 0xffffffff, 0x100000000, Number.MAX_SAFE_INTEGER];
const integer = fc.oneof(
  fc.constantFrom(...EDGES, ...EDGES.map((edge) => -1 - edge).filter(Number.isSafeInteger)),
  fc.maxSafeInteger(),
);
const value: fc.Arbitrary<CborValue> = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    integer,
    fc.boolean(),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(fc.tuple(integer, tie('value')), { maxLength: 6 }).map((entries) => new Map(entries)),
  ),
})).value;

describe('deterministic CBOR', () => {
  it('decodes what it encodes, and encodes what it decodes', () => {
    fc.assert(
      fc.property(value, (item) => {
        const bytes = encodeCbor(item);
        expect(decodeCbor(bytes)).toEqual(item);
        expect(encodeCbor(decodeCbor(bytes))).toEqual(bytes);
      }),
    );
  });

  it('writes the bytes that cbor2 writes in its deterministic mode, and reads what cbor2 reads', () => {
    fc.assert(
      fc.property(value, (item) => {
        const bytes = encodeCbor(item);
        expect(toHex(encodeByCbor2(item, { cde: true }))).toBe(toHex(bytes));
        expect(decodeByCbor2(bytes, STRICT)).toEqual(item);
      }),
    );
  });

  it('accepts no bytes that cbor2 refuses, and reads those that both accept alike: 20,000 damaged ones', () => {
    const outcome = fuzzCbor(1, 20_000);
    expect(outcome.wrong).toEqual([]);
    expect(outcome.cases).toBe(20_000);
    // Both answers must be common, or nothing was compared.
    expect(Math.min(outcome.both, outcome.neither)).toBeGreaterThan(5000);
    expect(outcome.cbor2Alone).toBeGreaterThan(20);
  });

  it.each([
    ['an integer in too long a form', '1817'],
    ['a two-byte integer that fits one', '190018'],
    ['a length in too long a form', '580100'],
    ['an eight-byte integer that fits four', '1b00000000ffffffff'],
    ['an integer past 2^53 − 1', '1b0020000000000000'],
    ['a negative integer past −2^53', '3b001fffffffffffff'],
    ['an indefinite byte string', '5f4100ff'],
    ['an indefinite map', 'bf0001ff'],
    ['a break alone', 'ff'],
    ['a repeated key', 'a200010001'],
    ['keys out of order', 'a201000000'],
    ['a negative key before a positive', 'a220000000'],
    ['a text key', 'a1616100'],
    ['a tag', 'c100'],
    ['null', 'f6'],
    ['undefined', 'f7'],
    ['a half float', 'f93c00'],
    ['a double', 'fb3ff0000000000000'],
    ['a simple value in two bytes', 'f814'],
    ['a reserved head', '1c'],
    ['a cut-off string', '4401'],
    ['an array longer than its bytes', '9affffffff'],
    ['a map longer than its bytes', 'baffffffff'],
    ['bytes after the end', '0000'],
    ['nothing', ''],
    ['overlong UTF-8', '62c080'],
    ['a surrogate in UTF-8', '63eda080'],
    ['a point past U+10FFFF', '64f4908080'],
    ['cut-off UTF-8', '61e2'],
    ['nesting past the limit', `${'81'.repeat(9)}00`],
  ])('refuses %s', (_what, hex) => {
    expect(accepts(bytesOf(hex))).toBe(false);
  });

  it('allows nesting up to the limit', () => {
    expect(accepts(bytesOf(`${'81'.repeat(8)}00`))).toBe(true);
  });
});

const appendix = sharedData('crypto/cbor/appendix_a.json');
describe.skipIf(!appendix.present)(appendix.title, () => {
  it('of the examples of RFC 8949 it reads only those of its subset, and those exactly', () => {
    const cases = appendix.json() as { hex: string; roundtrip: boolean }[];
    const read = cases.filter(({ hex }) => accepts(bytesOf(hex)));
    for (const { hex, roundtrip } of read) {
      expect(roundtrip).toBe(true);
      expect(toHex(encodeCbor(decodeCbor(bytesOf(hex))))).toBe(hex);
    }
    expect(read.length).toBeGreaterThan(25);
    expect(cases.filter(({ hex, roundtrip }) => !roundtrip && accepts(bytesOf(hex)))).toEqual([]);
  });
});

describe('the examples that the CBOR working group published', () => {
  const file = new URL('../../../../vectors/published/rfc8949.jsonl', import.meta.url);
  const cases = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { encoded: string; roundtrip: boolean; description: string });
  const read = cases.filter(({ encoded }) => accepts(bytesOf(encoded)));

  it('are all here, and the subset of lk1 among them is read', () => {
    expect(cases).toHaveLength(169);
    expect(read.length).toBeGreaterThan(40);
  });

  it.each(read)('$description ($encoded) is read as cbor2 reads it, and written back byte for byte', ({ encoded }) => {
    const value = decodeCbor(bytesOf(encoded));
    expect(toHex(encodeCbor(value))).toBe(encoded);
    expect(decodeByCbor2(bytesOf(encoded), STRICT)).toEqual(value);
  });

  it.each(cases.filter(({ roundtrip }) => !roundtrip))('$description ($encoded), not preferred, is refused', (one) => {
    expect(accepts(bytesOf(one.encoded))).toBe(false);
  });
});
