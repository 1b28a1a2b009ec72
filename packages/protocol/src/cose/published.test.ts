import { readdirSync, readFileSync } from 'node:fs';
import { portablePrimitives } from '@latchkey/keys';
import { nodePrimitives } from '@latchkey/keys/node';
import { decode as decodeByCbor2, Tag } from 'cbor2';
import { describe, expect, it } from 'vitest';
import { fromBase64url } from '../bytes/base64url.ts';
import { fromHex, toHex } from '../bytes/bytes.ts';
import { attempt } from '../malformed.ts';
import type { PublicKey } from '../primitives.ts';
import { decodeEnvelope, sigStructure } from './envelope.ts';

const FOLDER = new URL('../../../../vectors/published/', import.meta.url);
const jsonIn = (path: string): unknown => JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8'));
const bytesOf = (hex: string): Uint8Array => fromHex(hex.toLowerCase()) ?? new Uint8Array(0);

interface Wycheproof {
  readonly numberOfTests: number;
  readonly testGroups: readonly {
    readonly publicKey: { readonly uncompressed: string };
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly msg: string;
      readonly sig: string;
      readonly result: 'valid' | 'invalid';
    }[];
  }[];
}

const pointOf = (uncompressed: Uint8Array): PublicKey => ({
  x: uncompressed.slice(1, 33),
  yOdd: ((uncompressed[64] ?? 0) & 1) === 1,
});

describe.each([
  ['node:crypto', nodePrimitives()],
  ['noble', portablePrimitives],
])('ES256 by %s against Wycheproof', (_name, primitives) => {
  const file = jsonIn('wycheproof-ecdsa-p256-sha256-p1363.json') as Wycheproof;

  it('says valid of every valid signature, high s included, and invalid of every other', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const { publicKey, tests } of file.testGroups) {
      const key = pointOf(bytesOf(publicKey.uncompressed));
      for (const { tcId, comment, msg, sig, result } of tests) {
        count++;
        if (primitives.verify(key, bytesOf(msg), bytesOf(sig)) !== (result === 'valid'))
          wrong.push(`${tcId} ${comment}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(file.numberOfTests);
  });

  it('says no, and does not throw, for a point off the curve', () => {
    const x = new Uint8Array(32).fill(0xff);
    expect(primitives.verify({ x, yOdd: false }, new Uint8Array(1), new Uint8Array(64).fill(1))).toBe(false);
    expect(primitives.verify({ x: new Uint8Array(32), yOdd: true }, new Uint8Array(1), new Uint8Array(63))).toBe(false);
  });
});

/** Base64url, or hex under names of their own. */
interface CoseExampleKey {
  readonly x?: string;
  readonly y?: string;
  readonly x_hex?: string;
  readonly y_hex?: string;
}

interface CoseExample {
  readonly title: string;
  readonly fail?: boolean;
  readonly input: {
    readonly sign0?: { readonly key: CoseExampleKey; readonly external?: string };
  };
  readonly intermediates: { readonly ToBeSign_hex: string };
  readonly output: { readonly cbor: string };
}

const coordinate = (text: string | undefined, hex: string | undefined): Uint8Array =>
  (text === undefined ? fromHex(hex ?? '') : fromBase64url(text)) ?? new Uint8Array(0);

describe('the COSE working group’s Sign1 examples', () => {
  const examples = readdirSync(new URL('cose-sign1/', FOLDER)).map(
    (name) => jsonIn(`cose-sign1/${name}`) as CoseExample,
  );

  it.each(examples.map((example) => [example.title, example] as const))(
    '%s',
    (_title, { fail = false, input, intermediates, output }) => {
      const { sign0 } = input;
      if (sign0 === undefined) throw new Error('not a Sign1 example');
      const decoded = decodeByCbor2<Tag | unknown[]>(bytesOf(output.cbor));
      const [header, , payload, signature] = (decoded instanceof Tag ? decoded.contents : decoded) as [
        Uint8Array,
        unknown,
        Uint8Array,
        Uint8Array,
      ];
      // RFC 9052 §3: a protected map that is empty counts as an empty string. This profile has none.
      const counted = toHex(header) === 'a0' ? new Uint8Array(0) : header;
      const toBeSigned = sigStructure(counted, bytesOf(sign0.external ?? ''), payload);
      if (!fail) expect(toHex(toBeSigned)).toBe(intermediates.ToBeSign_hex.toLowerCase());
      const x = coordinate(sign0.key.x, sign0.key.x_hex);
      const y = coordinate(sign0.key.y, sign0.key.y_hex);
      expect(nodePrimitives().verify({ x, yOdd: ((y[31] ?? 0) & 1) === 1 }, toBeSigned, signature)).toBe(!fail);
    },
  );

  it('are not objects of this profile: tags, unprotected headers and foreign algorithms are refused', () => {
    for (const { output } of examples) expect(attempt(() => decodeEnvelope(bytesOf(output.cbor))).ok).toBe(false);
  });
});
