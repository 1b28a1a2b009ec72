import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toHex } from './bytes/bytes.ts';
import { decodeCbor } from './cbor/decode.ts';
import { encodeCbor } from './cbor/encode.ts';
import type { CborMap, CborValue } from './cbor/value.ts';
import { decodeEnvelope, encodeEnvelope, externalAad, protectedHeader, sigStructure } from './cose/envelope.ts';
import { encodePublicKey } from './cose/key.ts';
import { readLink, verifyLink } from './link.ts';
import { attempt } from './malformed.ts';
import { OBJECTS, type ObjectCase } from './testing/objects.ts';
import { mallory, p } from './testing/people.ts';

const FOLDER = new URL('../../../vectors/objects/', import.meta.url);

async function vectorOf({ name, rules, key, parent, make }: ObjectCase): Promise<string> {
  const link = await make();
  const vector = {
    comment: `${name} reads, verifies and encodes to the same bytes`,
    kind: rules.number,
    key: toHex(encodePublicKey(key)),
    parent: toHex(parent),
    bytes: toHex(link.bytes),
    sigStructure: toHex(link.toBeSigned),
    hash: toHex(link.hash),
  };
  return `${JSON.stringify(vector, null, 1)}\n`;
}

if (process.env['WRITE_VECTORS'] === '1') {
  mkdirSync(FOLDER, { recursive: true });
  for (const made of OBJECTS) writeFileSync(new URL(`${made.name}.json`, FOLDER), await vectorOf(made));
}

/** The object with another payload or header, under its old signature: the form is judged before any signature. */
const rebuilt = (
  bytes: Uint8Array,
  change: { readonly payload?: CborValue; readonly kid?: Uint8Array | undefined },
): Uint8Array => {
  const { protectedBytes, payload, signature } = decodeEnvelope(bytes);
  const header = 'kid' in change ? protectedHeader(change.kid) : protectedBytes;
  return encodeEnvelope(header, change.payload === undefined ? payload : encodeCbor(change.payload), signature);
};

const payloadOf = (bytes: Uint8Array): Map<number, CborValue> =>
  new Map(decodeCbor(decodeEnvelope(bytes).payload) as CborMap);

describe.each(OBJECTS.map((made) => [made.name, made] as const))('%s', (name, made) => {
  const { rules, key, parent, make } = made;

  it('reads, verifies and encodes to the same bytes', async () => {
    expect(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')).toBe(await vectorOf(made));
    const { bytes } = await make();
    const read = readLink(p, rules, bytes, parent);
    if (!read.ok) throw new Error(read.problem.problem);
    expect(verifyLink(p, read.link, key)).toBe(true);
    expect(verifyLink(p, read.link, mallory.key)).toBe(false);
    const { protectedBytes, signature, payload } = decodeEnvelope(bytes);
    expect(encodeCbor(rules.codec.encode(read.link.claims))).toEqual(payload);
    expect(encodeEnvelope(protectedBytes, payload, signature)).toEqual(bytes);
    expect(sigStructure(protectedBytes, externalAad(rules.number, parent), payload)).toEqual(read.link.toBeSigned);
  });

  it('verifies under no other parent and as no other kind', async () => {
    const { bytes } = await make();
    const other = readLink(p, rules, bytes, p.sha256(parent));
    expect(other.ok && verifyLink(p, other.link, key)).toBe(false);
    for (const { rules: foreign } of OBJECTS) {
      if (foreign.number === rules.number) continue;
      const posing = readLink(p, foreign, bytes, parent);
      expect(posing.ok && verifyLink(p, posing.link, key)).toBe(false);
    }
  });

  it('is refused with a claim more, outside or inside', async () => {
    const { bytes } = await make();
    const outside = payloadOf(bytes).set(99, 1);
    const inside = payloadOf(bytes);
    inside.set(-65537, new Map(inside.get(-65537) as CborMap).set(99, 1));
    for (const payload of [outside, inside])
      expect(readLink(p, rules, rebuilt(bytes, { payload }), parent).ok).toBe(false);
  });

  it('is refused, or is another object, with any claim less', async () => {
    const { bytes } = await make();
    const shapes = [...payloadOf(bytes).keys()].map((key) => {
      const fewer = payloadOf(bytes);
      fewer.delete(key);
      return fewer;
    });
    for (const payload of shapes) {
      const read = readLink(p, rules, rebuilt(bytes, { payload }), parent);
      expect(read.ok && verifyLink(p, read.link, key)).toBe(false);
    }
  });

  it('is refused with a wrong type, an empty string or a huge number in place of any claim', async () => {
    const { bytes } = await make();
    for (const wrong of [true, 'text', new Uint8Array(0), 2 ** 40, -1, [], new Map<number, CborValue>()] as const) {
      for (const name of [...payloadOf(bytes).keys()]) {
        const read = readLink(p, rules, rebuilt(bytes, { payload: payloadOf(bytes).set(name, wrong) }), parent);
        expect(read.ok).toBe(false);
      }
    }
  });

  it('is refused cut off or lengthened', async () => {
    const { bytes } = await make();
    expect(readLink(p, rules, Uint8Array.from([...bytes, 0]), parent).ok).toBe(false);
    for (let length = 0; length < bytes.length; length++)
      expect(readLink(p, rules, bytes.subarray(0, length), parent).ok).toBe(false);
  });

  it('has a kid exactly where members sign, and a size limit', async () => {
    const { bytes, kid } = await make();
    if (rules.kid !== 'either')
      expect(
        readLink(p, rules, rebuilt(bytes, { kid: kid === undefined ? new Uint8Array(8) : undefined }), parent).ok,
      ).toBe(false);
    const long = new Uint8Array(rules.maxBytes + 1);
    expect(readLink(p, rules, long, parent)).toMatchObject({ ok: false, problem: { at: 'size' } });
    expect(bytes.length).toBeLessThanOrEqual(rules.maxBytes);
  });
});

it('an envelope has its lengths in their shortest form', () => {
  const good = encodeEnvelope(protectedHeader(undefined), new Uint8Array(20), new Uint8Array(64));
  expect(attempt(() => decodeEnvelope(good)).ok).toBe(true);
  const short = [0x84, 0x43, 0xa1, 0x01, 0x26, 0xa0];
  const signature = [0x58, 64, ...new Uint8Array(64)];
  for (const payload of [
    [0x58, 20, ...new Uint8Array(20)],
    [0x59, 0, 20, ...new Uint8Array(20)],
    [0x5a, 0, 0, 0, 20, ...new Uint8Array(20)],
    [0x5f, 0x40, 0xff],
    [0x60],
  ]) {
    // prettier-ignore
    expect(attempt(() => decodeEnvelope(Uint8Array.from([...short, ...payload, ...signature]))).ok).toBe(false);
  }
});

it('vectors/objects holds these and no others', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(OBJECTS.map(({ name }) => `${name}.json`).sort());
});
