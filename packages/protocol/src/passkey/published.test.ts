import { describe, expect, it } from 'vitest';
import { fromHex, toBase64url } from '../index.ts';
import { p } from '../testing/people.ts';
import { sharedData } from '../testing/shared-data.ts';
import { assertionProblem, passkeyPage } from './assertion.ts';
import { es256FromCose, rawSignature } from './authenticator.ts';

/** The test vectors of WebAuthn Level 3 §16. For testing only, so they are not among the project's own. */
interface Published {
  readonly title: string;
  readonly blocks: readonly Readonly<Record<string, string>>[];
}

const file = sharedData('crypto/webauthn/webauthn_l3_test_vectors.json');
const vectors = (file.present ? (file.json() as readonly Published[]) : []).filter(
  ({ blocks }) => blocks[1]?.['authenticatorData'] !== undefined,
);
const bytesOf = (hex: string | undefined): Uint8Array => fromHex(hex ?? '') ?? new Uint8Array(0);
const page = passkeyPage(p, 'example.org', 'https://example.org');

/** The credential's COSE key stands at the end of authenticator data, or in front of its extensions. */
const keyIn = (attestation: Uint8Array) => {
  for (let at = 0; at + 77 <= attestation.length; at++) {
    const key = es256FromCose(attestation.subarray(at, at + 77));
    if (key !== undefined) return key;
  }
  return undefined;
};

const judge = ({ blocks: [made = {}, shown = {}] }: Published) => {
  const key = keyIn(bytesOf(made['attestationObject']));
  const signature = rawSignature(bytesOf(shown['signature']));
  if (key === undefined) return 'another algorithm';
  if (signature === undefined) throw new Error('DER that was not read');
  const said = {
    authenticatorData: bytesOf(shown['authenticatorData']),
    clientDataJSON: bytesOf(shown['clientDataJSON']),
    signature,
  };
  return assertionProblem(p, said, { key, page }, toBase64url(bytesOf(shown['challenge']))) ?? 'taken';
};

/** By what the vectors are: ES256, not in a frame, with a person who proved to be there (bit 2 of the flags). */
const expected = ({ title, blocks: [, shown = {}] }: Published) => {
  if (!/ES256|Apple|U2F/.test(title)) return 'another algorithm';
  if (/crossOrigin|topOrigin/.test(title)) return 'passkey-other-page';
  return ((bytesOf(shown['authenticatorData'])[32] ?? 0) & 5) === 5 ? 'taken' : 'passkey-nobody';
};

describe.skipIf(!file.present)(`the vectors of WebAuthn Level 3, ${file.title}`, () => {
  it.each(vectors.map((vector) => [vector.title, vector] as const))('%s', (_title, vector) => {
    expect(judge(vector)).toBe(expected(vector));
  });

  it('are all there, and some are taken', () => {
    expect(vectors).toHaveLength(15);
    expect(vectors.filter((vector) => judge(vector) === 'taken').length).toBeGreaterThan(0);
  });
});

describe('a signature in DER', () => {
  const small = [0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x07];

  it('is r ‖ s, filled up from the left', () => {
    const raw = rawSignature(Uint8Array.from(small)) ?? new Uint8Array(0);
    expect([raw.length, raw[31], raw[63], raw.filter((byte) => byte !== 0).length]).toEqual([64, 5, 7, 2]);
    const high = [0x02, 0x21, 0x00, ...Array<number>(32).fill(0xff)];
    expect(rawSignature(Uint8Array.from([0x30, 0x46, ...high, ...high]))).toEqual(new Uint8Array(64).fill(0xff));
  });

  it.each<readonly [string, readonly number[]]>([
    ['nothing', []],
    ['another type', [0x31, ...small.slice(1)]],
    ['a wrong length', [0x30, 0x07, ...small.slice(2)]],
    ['something behind', [...small, 0]],
    ['one integer', [0x30, 0x03, 0x02, 0x01, 0x05]],
    ['an empty integer', [0x30, 0x05, 0x02, 0x00, 0x02, 0x01, 0x07]],
    ['a negative integer', [0x30, 0x06, 0x02, 0x01, 0x85, 0x02, 0x01, 0x07]],
    ['a needless zero', [0x30, 0x07, 0x02, 0x02, 0x00, 0x05, 0x02, 0x01, 0x07]],
    ['33 bytes', [0x30, 0x26, 0x02, 0x21, 0x01, ...Array<number>(32).fill(0), 0x02, 0x01, 0x07]],
    ['an integer that goes on behind the end', [0x30, 0x06, 0x02, 0x05, 0x05, 0x02, 0x01, 0x07]],
  ])('is refused with %s', (_what, der) => {
    expect(rawSignature(Uint8Array.from(der))).toBeUndefined();
  });
});

it('only an ES256 key in its one form is one', () => {
  const good = Uint8Array.from([...bytesOf('a5010203262001215820'), ...new Uint8Array(32).fill(1), ...bytesOf('225820'), ...new Uint8Array(32).fill(3)]);
  expect(es256FromCose(good)).toEqual({ x: new Uint8Array(32).fill(1), yOdd: true });
  expect(es256FromCose(good.with(76, 2))?.yOdd).toBe(false);
  for (const at of [0, 4, 9, 42, 44]) expect(es256FromCose(good.with(at, 0))).toBeUndefined();
  expect(es256FromCose(good.subarray(0, 76))).toBeUndefined();
}); // prettier-ignore
