import { encodeCbor, type CborMap, type CborValue, type Reason } from '../../index.ts';
import type { Dice } from '../dice.ts';
import type { Change, Mutant, Scene } from './mutant.ts';
import { anna, ben, mallory } from './people.ts';
import { forge, signPlan, type Forging } from './signing.ts';

/** What our own encoder does not write, under signatures that verify: other kinds, parents, headers, claims and encodings. */

const OWN = -65537;
type Edit = readonly [where: 'outer' | 'own', key: number, value: CborValue | undefined];

const edited = (claims: CborMap, edits: readonly Edit[]): Uint8Array => {
  const own = new Map(claims.get(OWN) as CborMap);
  const outer = new Map(claims).set(OWN, own);
  for (const [where, key, value] of edits) {
    const map = where === 'own' ? own : outer;
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }
  return encodeCbor(outer);
};

const KINDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 23];
const anyLink = ({ visit }: Scene, dice: Dice) => dice.below(visit.links.length);
const lastPart = ({ visit }: Scene) => visit.links.length;
const wrongSignature = (scene: Scene, at: number): Pick<Mutant, 'reason' | 'link'> =>
  at === lastPart(scene) ? { reason: 'knock-signature-wrong' } : { reason: 'signature-wrong', link: at };

const forges =
  (make: (scene: Scene, dice: Dice) => { forging: Forging } & Omit<Mutant, 'presentation'>): Change =>
  async (scene, dice) => {
    const { forging, ...expected } = make(scene, dice);
    return { presentation: await forge(scene.visit, forging), ...expected };
  };

const anyPart = (scene: Scene, dice: Dice) => dice.below(lastPart(scene) + 1);
const malformed = (at: number, reason: Reason = 'claims-malformed') => ({ reason, link: at });

const otherKind = forges((scene, dice) => {
  const at = anyPart(scene, dice);
  const own = at === 0 ? 1 : at === lastPart(scene) ? 3 : 2;
  return { forging: { at, kind: dice.pick(KINDS.filter((kind) => kind !== own)) }, ...wrongSignature(scene, at) };
});

const otherParent = forges((scene, dice) => {
  const at = anyPart(scene, dice);
  const far = scene.other.links.map(({ hash }) => hash);
  const near = scene.visit.links.filter((_, index) => index !== at - 1).map(({ hash }) => hash);
  const none = at === 0 ? [] : [new Uint8Array(0)];
  return { forging: { at, parent: dice.pick([...far, ...near, ...none, dice.bytes(32)]) }, ...wrongSignature(scene, at) }; // prettier-ignore
});

/** Somebody else who has a good key, but not this link's. */
const otherSigner = forges((scene, dice) => {
  const at = lastPart(scene) - dice.below(lastPart(scene));
  return { forging: { at, signer: dice.pick([anna, ben, mallory]) }, ...wrongSignature(scene, at) };
});

const outsider = forges(() => ({ forging: { at: 0, signer: mallory }, reason: 'signer-unknown' }));

const otherKid = forges((scene, dice) => {
  const at = anyPart(scene, dice);
  return { forging: { at, kid: at === 0 ? 'left out' : 'added' }, ...malformed(at, 'link-malformed') };
});

/** Encodings that say the same and are not the deterministic one. */
const ENCODINGS: readonly ((bytes: Uint8Array, dice: Dice) => Uint8Array)[] = [
  (bytes) => Uint8Array.of(0xb8, (bytes[0] ?? 0) & 31, ...bytes.subarray(1)),
  (bytes) => Uint8Array.of(0xbf, ...bytes.subarray(1), 0xff),
  (bytes) => Uint8Array.of(0xd9, 0xd9, 0xf7, ...bytes),
  (bytes, dice) => Uint8Array.of(...bytes, ...dice.bytes(dice.between(1, 8))),
  (bytes) => Uint8Array.of((bytes[0] ?? 0) + 1, ...bytes.subarray(1), 0x01, 0x00),
];

const otherEncoding = forges((scene, dice) => {
  const at = anyPart(scene, dice);
  const write = dice.pick(ENCODINGS);
  return { forging: { at, payload: (claims) => write(encodeCbor(claims), dice) }, ...malformed(at, 'link-malformed') };
});

const wrongType = (dice: Dice): CborValue => dice.pick<CborValue>([true, 'x', -1 - dice.below(1000), [], new Map(), dice.bytes(dice.below(8)), ['y']]); // prettier-ignore

const unknownClaim = forges((scene, dice) => {
  const at = anyPart(scene, dice);
  const edit: Edit = dice.oneIn(2) ? ['outer', dice.between(11, 70_000), wrongType(dice)] : ['own', dice.between(11, 70_000), dice.below(99)]; // prettier-ignore
  return { forging: { at, payload: (claims) => edited(claims, [edit]) }, ...malformed(at) };
});

const EVERYWHERE: readonly Edit[] = [[4, 0], [5, 0], [6, 0], [7, 0], [8, 0], [OWN, 0]].map(([key]) => ['outer', key ?? 0, undefined] as const); // prettier-ignore
const GRANTS_OWN: readonly Edit[] = [1, 2, 3, 4, 5, 6, 7].map((key) => ['own', key, undefined] as const);
const KNOCKS_OWN: readonly Edit[] = [['own', 2, undefined], ['own', 8, undefined], ['outer', OWN, undefined]]; // prettier-ignore

const required = ({ visit }: Scene, at: number): readonly Edit[] => {
  if (at === visit.links.length) return KNOCKS_OWN;
  return at === 0 ? [...EVERYWHERE, ...GRANTS_OWN] : [...EVERYWHERE, ['own', 6, undefined]];
};

const missingClaim = forges((scene, dice) => {
  const at = anyPart(scene, dice);
  return { forging: { at, payload: (claims) => edited(claims, [dice.pick(required(scene, at))]) }, ...malformed(at) };
});

const mistypedClaim = forges((scene, dice) => {
  const at = anyPart(scene, dice);
  const [where, key] = dice.pick(required(scene, at));
  return { forging: { at, payload: (claims) => edited(claims, [[where, key, wrongType(dice)]]) }, ...malformed(at) };
});

const key = (change: readonly (readonly [number, CborValue | undefined])[], x: Uint8Array): CborValue => {
  const map = new Map<number, CborValue>([[1, 2], [-1, 1], [-2, x], [-3, true]]); // prettier-ignore
  for (const [name, value] of change) if (value === undefined) map.delete(name);
    else map.set(name, value); // prettier-ignore
  return new Map([[1, map]]);
};
const KEY_CHANGES = [[[1, 1]], [[1, undefined]], [[-1, 2]], [[-2, new Uint8Array(31)]], [[-3, new Uint8Array(32)]], [[-3, undefined]], [[2, new Uint8Array(1)]], [[3, -7]]] as const; // prettier-ignore

const mangledKey = forges((scene, dice) => {
  const at = anyLink(scene, dice);
  const holder = key(dice.pick<readonly (readonly [number, CborValue | undefined])[]>(KEY_CHANGES), dice.bytes(32));
  return { forging: { at, payload: (claims) => edited(claims, [['outer', 8, holder]]) }, ...malformed(at) };
});

/** A point that nobody holds the key of, or that is none: whoever signs next does so in vain. */
const holderNobody = forges((scene, dice) => {
  const at = anyLink(scene, dice);
  const holder = key([], dice.bytes(32));
  // A ledger that has bound the cti to the grant as it was would refuse for that, and rightly.
  const door = { ...scene.door, ledger: { ...scene.door.ledger, ctis: new Map<string, string>() } };
  return { forging: { at, payload: (claims) => edited(claims, [['outer', 8, holder]]) }, ...wrongSignature(scene, at + 1), door }; // prettier-ignore
});

const tooMany = (count: number, length = 16): CborValue[] => Array.from({ length: count }, () => new Uint8Array(length)); // prettier-ignore
const beyond = (dice: Dice) => 2 ** 32 + dice.below(1_000_000);

const GRANT_LIMITS: readonly ((dice: Dice) => Edit)[] = [
  (dice) => ['outer', 4, beyond(dice)],
  () => ['outer', 4, 1],
  (dice) => ['outer', 6, beyond(dice)],
  (dice) => ['own', 2, [dice.between(256, 9999)]],
  () => ['own', 2, [2, 1]],
  () => ['own', 2, [1, 1]],
  () => ['own', 2, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
  (dice) => ['own', 3, dice.between(256, 9999)],
  () => ['own', 3, 0],
  (dice) => ['own', 4, 32 << dice.below(8)],
  () => ['own', 5, 0],
  () => ['own', 6, [2, 1]],
  (dice) => ['own', 6, [0, dice.between(4, 99)]],
  (dice) => ['own', 8, tooMany(dice.between(17, 20))],
  (dice) => ['own', 8, tooMany(1, dice.below(16))],
  () => ['own', 9, [[0, 0]]],
  () => ['own', 9, [[5, 5], [9, 5]]],
  (dice) => ['own', 9, [[0, dice.between(50_000, 60_000)]]],
  () => ['own', 10, 0],
]; // prettier-ignore

const ASSIGNMENT_LIMITS: readonly ((dice: Dice) => Edit)[] = [
  ...GRANT_LIMITS.slice(0, 13),
  (dice) => ['own', 1, dice.bytes(16)],
  (dice) => ['own', 7, dice.bytes(16)],
  (dice) => ['own', 8, [dice.bytes(16)]],
  () => ['own', 9, [[0, 1]]],
  (dice) => ['outer', 7, dice.bytes(16)],
];

const KNOCK_LIMITS: readonly ((dice: Dice) => Edit)[] = [
  (dice) => ['own', 2, dice.between(256, 9999)],
  () => ['own', 8, 0],
  (dice) => ['own', 8, dice.between(3, 99)],
  () => ['own', 10, []],
  () => ['own', 10, ['B', 'A']],
  () => ['own', 10, ['A', 'A']],
  () => ['own', 10, ['jjd1']],
  (dice) => ['own', 10, ['Z'.repeat(dice.between(35, 60))]],
  () => ['own', 10, Array.from({ length: 17 }, (_, i) => `A${i + 10}`)],
  (dice) => ['outer', 10, dice.bytes(15)],
  (dice) => ['outer', 10, dice.bytes(17)],
];

const pastLimit = forges((scene, dice) => {
  const at = anyPart(scene, dice);
  const limits = at === 0 ? GRANT_LIMITS : at === lastPart(scene) ? KNOCK_LIMITS : ASSIGNMENT_LIMITS;
  return { forging: { at, payload: (claims) => edited(claims, [dice.pick(limits)(dice)]) }, ...malformed(at) };
});

const bothMoments = forges((scene, dice) => {
  const at = lastPart(scene);
  const edits: Edit[] = [['outer', 10, dice.bytes(16)], ['own', 9, dice.below(99)]]; // prettier-ignore
  const neither: Edit[] = [['outer', 10, undefined], ['own', 9, undefined]]; // prettier-ignore
  return { forging: { at, payload: (claims) => edited(claims, dice.oneIn(2) ? edits : neither) }, ...malformed(at) };
});

/** Five links, each signed as it should be. */
const fiveLinks: Change = async ({ visit }) => {
  const [first] = visit.plan.below;
  if (first === undefined) return undefined;
  const below = [...visit.plan.below, ...Array.from({ length: 4 - visit.plan.below.length }, () => first)];
  const { presentation } = await signPlan({ ...visit.plan, form: 'chain', below }, visit);
  return { presentation, reason: presentation.length > 2048 ? 'too-large' : 'unreadable' };
};

/** The short form of a chain that the door does not hold. */
const notArmed: Change = async ({ other }) => {
  const { presentation } = await signPlan({ ...other.plan, form: 'short' }, other);
  return { presentation, reason: 'not-armed' };
};

export const FORM_CHANGES: readonly Change[] = [
  otherKind, otherParent, otherSigner, outsider, otherKid, otherEncoding, unknownClaim, missingClaim, mistypedClaim, mangledKey, holderNobody, pastLimit, bothMoments, fiveLinks, notArmed,
]; // prettier-ignore
