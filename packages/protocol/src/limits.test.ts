import { describe, expect, it } from 'vitest';
import type { CborMap, CborValue } from './cbor/value.ts';
import {
  ASK,
  ASSIGNMENT as ASSIGNMENT_RULES,
  GRANT as GRANT_RULES,
  KNOCK as KNOCK_RULES,
  type Grant,
  type Knock,
} from './claims/grant.ts';
import { ACCESS } from './claims/access.ts';
import { BLOCK, DECLARATION, DIVERT, QUESTION, ROSTER } from './claims/household.ts';
import type { KindRules } from './link.ts';
import { attempt } from './malformed.ts';
import { signGrant } from './objects.ts';
import { OBJECTS } from './testing/objects.ts';
import { anna, p, seeded } from './testing/people.ts';
import { ASSIGNMENT, GRANT, KNOCK, NOON } from './testing/story.ts';

/** The limits of every claim, at the edge and one past it, as a reader sees them. */

type Change = readonly [where: 'outer' | 'own', key: number, value: CborValue | undefined];

const OWN = -65537;

function changed(payload: CborValue, changes: readonly Change[]): CborValue {
  const outer = new Map(payload as CborMap);
  const own = new Map(outer.get(OWN) as CborMap);
  for (const [where, key, value] of changes) {
    const map = where === 'own' ? own : outer;
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }
  return outer.set(OWN, own);
}

function reads<C>(rules: KindRules<C>, claims: C, changes: readonly Change[]): boolean {
  return attempt(() => rules.codec.decode(changed(rules.codec.encode(claims), changes), 'claims')).ok;
}

const many = (count: number, length = 16): CborValue[] =>
  Array.from({ length: count }, (_, i) => seeded(`many ${i}`, length));
const run = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const own = (key: number, value: CborValue | undefined): Change => ['own', key, value];
const outer = (key: number, value: CborValue | undefined): Change => ['outer', key, value];
const times = (starts: readonly (readonly [number, number])[]): Change[] => [own(8, undefined), own(9, starts)];

describe('a grant', () => {
  const cases: readonly (readonly [string, boolean, readonly Change[]])[] = [
    ['as it is', true, []],
    ['with eight doors', true, [own(2, run(8))]],
    ['with nine doors', false, [own(2, run(9))]],
    ['with no door', false, [own(2, [])]],
    ['with a door twice', false, [own(2, [1, 1])]],
    ['with doors out of order', false, [own(2, [2, 1])]],
    ['with door 255', true, [own(2, [255])]],
    ['with door 256', false, [own(2, [256])]],
    ['with 255 uses', true, [own(3, 255)]],
    ['with 256 uses', false, [own(3, 256)]],
    ['with no use', false, [own(3, 0)]],
    ['with all flags', true, [own(4, 31)]],
    ['with an unknown flag', false, [own(4, 32)]],
    ['open for no second', false, [own(5, 0)]],
    ['open for 2^32 seconds', false, [own(5, 2 ** 32)]],
    ['with depth [3, 3]', true, [own(6, [3, 3])]],
    ['with depth [0, 4]', false, [own(6, [0, 4])]],
    ['with depth [2, 1]', false, [own(6, [2, 1])]],
    ['with a depth of three numbers', false, [own(6, [0, 1, 2])]],
    ['with sixteen parcels', true, [own(8, many(16))]],
    ['with seventeen parcels', false, [own(8, many(17))]],
    ['with an empty list of parcels', false, [own(8, [])]],
    ['with a short commitment', false, [own(8, many(1, 15))]],
    ['with parcels and occurrences', false, [own(9, [[0, 30]])]],
    ['with 64 occurrences', true, times(run(64).map((i) => [i, 1] as const))],
    ['with 65 occurrences', false, times(run(65).map((i) => [i, 1] as const))],
    ['with touching occurrences', true, times([[0, 30], [30, 30]])],
    ['with overlapping occurrences', false, times([[0, 31], [30, 30]])],
    ['with an occurrence of no minute', false, times([[0, 0]])],
    ['with an occurrence up to the end', true, times([[90, 30]])],
    ['with an occurrence past the end', false, times([[90, 31]])],
    ['with no second of silence allowed', false, [own(10, 0)]],
    ['that ends as it begins', false, [outer(4, NOON)]],
    ['that ends at 2^32 − 1', true, [outer(4, 2 ** 32 - 1)]],
    ['that ends at 2^32', false, [outer(4, 2 ** 32)]],
    ['without an end', false, [outer(4, undefined)]],
    ['with a cti of fifteen bytes', false, [outer(7, seeded('short', 15))]],
  ]; // prettier-ignore
  it.each(cases)('%s reads: %s', (_name, good, changes) => expect(reads(GRANT_RULES, GRANT, changes)).toBe(good));
});

describe('an assignment', () => {
  const cases: readonly (readonly [string, boolean, readonly Change[]])[] = [
    ['of twelve hours', true, [outer(4, NOON + 43_200)]],
    ['of twelve hours and a second', false, [outer(4, NOON + 43_201)]],
    ['without a depth', false, [own(6, undefined)]],
    ['with a visit of its own', false, [own(7, seeded('visit'))]],
    ['with parcels of its own', false, [own(8, many(1))]],
    ['with a cti of sixteen bytes', false, [outer(7, seeded('long'))]],
  ];
  it.each(cases)('%s reads: %s', (_name, good, changes) =>
    expect(reads(ASSIGNMENT_RULES, ASSIGNMENT, changes)).toBe(good),
  );
});

describe('a knock', () => {
  const cases: readonly (readonly [string, boolean, readonly Change[]])[] = [
    ['with neither nonce nor slot', false, [outer(10, undefined)]],
    ['with a slot instead', true, [outer(10, undefined), own(9, 1)]],
    ['with a tap instead', true, [outer(10, undefined), own(11, seeded('tap', 24))]],
    ['with a nonce and a tap', false, [own(11, seeded('tap', 24))]],
    ['with a slot and a tap', false, [outer(10, undefined), own(9, 1), own(11, seeded('tap', 24))]],
    ['with a tap too short', false, [outer(10, undefined), own(11, seeded('tap', 23))]],
    ['with a tap too long', false, [outer(10, undefined), own(11, seeded('tap', 25))]],
    ['with action 3', false, [own(8, 3)]],
    ['with action 0', false, [own(8, 0)]],
    ['with a number of 34 letters', true, [own(10, ['Z'.repeat(34)])]],
    ['with a number of 35 letters', false, [own(10, ['Z'.repeat(35)])]],
    ['with a number in small letters', false, [own(10, ['jjd1'])]],
    ['with a number and a new line', false, [own(10, ['JJD1\n'])]],
    ['with numbers out of order', false, [own(10, ['B', 'A'])]],
    ['with a number twice', false, [own(10, ['A', 'A'])]],
    ['with an empty list of numbers', false, [own(10, [])]],
    [
      'with seventeen numbers',
      false,
      [
        own(
          10,
          run(17).map((i) => `A${String(i).padStart(2, '0')}`),
        ),
      ],
    ],
  ];
  it.each(cases)('%s reads: %s', (_name, good, changes) =>
    expect(reads<Knock>(KNOCK_RULES, KNOCK, changes)).toBe(good),
  );
});

describe('other kinds', () => {
  const claimsOf = async (name: string): Promise<unknown> =>
    (await OBJECTS.find((made) => made.name === name)?.make())?.claims;
  const cases: readonly (readonly [string, string, KindRules<unknown>, readonly Change[]])[] = [
    ['an ask without its random', '12-ask', ASK, [outer(10, undefined)]],
    ['a block of a visit with a key’s length', '04-block', BLOCK, [own(2, new Map<number, CborValue>([[1, 0], [2, seeded('x', 8)]]))]],
    ['a block of an unknown kind of target', '04-block', BLOCK, [own(2, new Map<number, CborValue>([[1, 5], [2, new Uint8Array(0)]]))]],
    ['a carrier’s block of everything', '04-block-carrier', BLOCK, [outer(4, NOON), own(2, new Map<number, CborValue>([[1, 4], [2, new Uint8Array(0)]]))]],
    ['a divert to another day that names no day, readable or sealed', '07-divert', DIVERT, [own(5, undefined), own(4, undefined)]],
    ['a divert to a neighbour with a day', '07-divert', DIVERT, [own(3, 2)]],
    ['a declaration of number 0', '14-declaration', DECLARATION, [own(3, 0)]],
    ['a declaration of a fact that nobody knows', '14-declaration', DECLARATION, [own(4, 8)]],
    ['a question without its nonce', '15-question', QUESTION, [outer(10, undefined)]],
    ['an answer with seventeen members', '16-access', ACCESS, [own(10, run(17).map((i) => new Map<number, CborValue>([[1, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, i)], [2, 1]])))]],
    ['an answer with a member twice', '16-access', ACCESS, [own(10, run(2).map(() => new Map<number, CborValue>([[1, seeded('x', 8)], [2, 1]])))]],
    ['an answer without members', '16-access', ACCESS, [own(10, [])]],
    ['an answer that leaves somebody out where there was room', '16-access', ACCESS, [own(12, 1)]],
    ['an answer with a way in that nobody knows', '16-access', ACCESS, [own(9, [6])]],
    ['an answer with a way in twice', '16-access', ACCESS, [own(9, [1, 1])]],
    ['a roster of epoch 0', '00-roster-first', ROSTER, [own(2, 0)]],
    ['a roster of nobody', '00-roster-first', ROSTER, [own(3, [])]],
  ]; // prettier-ignore
  it.each(cases)('%s does not read', async (_name, from, rules, changes) => {
    const claims = await claimsOf(from);
    expect(reads(rules, claims, [])).toBe(true);
    expect(reads(rules, claims, changes)).toBe(false);
  });
});

it('our own mistakes are exceptions, before anything is signed', async () => {
  const wrong: readonly Partial<Grant>[] = [
    { doors: [2, 1] },
    { uses: 0.5 },
    { flags: 32 },
    { cti: seeded('short', 15) },
    { exp: NOON },
  ];
  for (const change of wrong) await expect(signGrant(p, anna, { ...GRANT, ...change })).rejects.toThrow(RangeError);
});
