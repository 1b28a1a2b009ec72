import { FLAG, type Assignment, type Grant, type Knock, type Reason } from '../../index.ts';
import type { Dice } from '../dice.ts';
import { without } from '../story.ts';
import { KNOWN } from './door.ts';
import type { Change, Mutant, Scene } from './mutant.ts';
import { banned, mallory } from './people.ts';
import { signPlan } from './signing.ts';
import { commitments, depthAboveLeaf, DOOR, OTHER_DOOR, trackingNumber, type Plan } from './visit.ts';

/** Changes of what is said; everybody then signs with the own key. Each has one refusal. */

const signed = async ({ visit }: Scene, plan: Plan, reason: Reason, more: Partial<Mutant> = {}): Promise<Mutant> => {
  const changed = plan.grant !== visit.plan.grant || plan.below !== visit.plan.below;
  const { presentation } = await signPlan(changed ? { ...plan, form: 'chain' } : plan, visit);
  return { presentation, reason, ...more };
};

/** A member who says something else signs another grant: with a cti of its own, or it would be refused for that alone. */
function regrant(plan: Plan, dice: Dice, change: Partial<Grant>): Plan {
  const cti = dice.bytes(16);
  return { ...plan, grant: { ...plan.grant, cti, ...commitments(cti, plan.numbers), ...change } };
}

function changeLeaf(plan: Plan, dice: Dice, change: Partial<Assignment>): Plan {
  const last = plan.below.at(-1);
  if (last === undefined) return regrant(plan, dice, change);
  return { ...plan, below: [...plan.below.slice(0, -1), { ...last, claims: { ...last.claims, ...change } }] };
}

const grants =
  (reason: Reason, change: (scene: Scene, dice: Dice) => Partial<Grant>, more: Partial<Mutant> = {}): Change =>
  (scene, dice) =>
    signed(scene, regrant(scene.visit.plan, dice, change(scene, dice)), reason, more);

const leaves =
  (reason: Reason, change: (scene: Scene, dice: Dice) => Partial<Assignment>): Change =>
  (scene, dice) =>
    signed(scene, changeLeaf(scene.visit.plan, dice, change(scene, dice)), reason);

const knocks =
  (reason: Reason, change: (scene: Scene, dice: Dice) => Partial<Knock>): Change =>
  (scene, dice) => {
    const { plan } = scene.visit;
    return signed(scene, { ...plan, knock: { ...plan.knock, ...change(scene, dice) } }, reason);
  };

const onlyWhen =
  (fits: (scene: Scene) => boolean, change: Change): Change =>
  (scene, dice) =>
    fits(scene) ? change(scene, dice) : Promise.resolve(undefined);

/** Says the knock's moment otherwise: a nonce or a slot, never both. */
const moment =
  (reason: Reason, change: (scene: Scene, dice: Dice) => Pick<Knock, 'nonce'> | Pick<Knock, 'slot'>): Change =>
  (scene, dice) => {
    const { nonce, slot, ...rest } = scene.visit.plan.knock;
    if (nonce === undefined && slot === undefined) return Promise.resolve(undefined);
    return signed(scene, { ...scene.visit.plan, knock: { ...rest, ...change(scene, dice) } }, reason);
  };

const hasParcels = ({ visit }: Scene) => visit.plan.numbers.length > 0;
const isAssigned = ({ visit }: Scene) => visit.plan.below.length > 0;
const slotNow = ({ now }: Scene) => Math.floor(now.unixS / 30);
const ageS = ({ door, now }: Scene) => (now.uptimeMs - (door.freshness.serverMs ?? 0)) / 1000;

/** One claim of the last assignment goes past the link above it. */
const widens = (change: (scene: Scene, dice: Dice) => Partial<Assignment> | undefined): Change =>
  onlyWhen(isAssigned, async (scene, dice) => {
    const { plan } = scene.visit;
    const claims = change(scene, dice);
    if (claims === undefined) return undefined;
    return signed(scene, changeLeaf(plan, dice, claims), 'widened', { link: plan.below.length });
  });

export const PLAN_CHANGES: readonly Change[] = [
  grants('other-hub', (_, dice) => ({ hubId: dice.bytes(16) })),
  grants('door-not-granted', (_, dice) => ({ doors: [OTHER_DOOR, dice.between(3, 255)] })),
  grants('void-after-rollback', ({ door }, dice) => ({ iat: (door.voidUntilS ?? 0) - dice.below(1000) })),
  grants('blocked', () => ({ visitId: KNOWN.blockedVisit })),
  grants('cti-reused', () => ({ cti: KNOWN.foreignCti })),
  grants('cti-reused', ({ visit }, dice) => ({ cti: visit.plan.grant.cti, maxOpenSeconds: dice.between(601, 9999) })),
  grants('expired', ({ now }, dice) => ({ ...past(now.unixS - dice.below(5000)), occurrences: undefined as never }), { link: 0 }), // prettier-ignore
  grants('not-yet-valid', ({ now }, dice) => ({ ...past(now.unixS + dice.between(5031, 9999)), occurrences: undefined as never }), { link: 0 }), // prettier-ignore
  onlyWhen((scene) => !hasParcels(scene), grants('outside-occurrence', ({ now }, dice) => {
    const nbf = now.unixS - dice.between(120, 5000);
    const after = Math.ceil((now.unixS - nbf) / 60) + 1;
    return { nbf, exp: nbf + (after + 10) * 60, occurrences: [[0, 1], [after, dice.between(1, 10)]] };
  })), // prettier-ignore
  onlyWhen(
    hasParcels,
    grants('parcel-not-granted', ({ visit }, dice) => commitments(dice.bytes(16), visit.plan.numbers)),
  ),
  leaves('approval-missing', ({ visit }) => ({ flags: visit.plan.grant.flags | FLAG.memberApproves })),
  leaves('member-not-fresh', ({ visit }) => ({ flags: visit.plan.grant.flags | FLAG.memberFresh })),
  onlyWhen(({ visit, door }) => [...door.nonces.values()].every(({ origin }) => origin === 'asked') && visit.plan.knock.slot === undefined,
    leaves('presence-not-proven', ({ visit }) => ({ flags: visit.plan.grant.flags | FLAG.atDoor }))), // prettier-ignore
  leaves('not-fresh', (scene, dice) => ({ maxStaleSeconds: dice.between(1, Math.ceil(ageS(scene)) - 1) })),
  onlyWhen(
    isAssigned,
    leaves('expired', ({ now }, dice) => past(now.unixS - dice.below(5000))),
  ),
  onlyWhen(
    isAssigned,
    leaves('not-yet-valid', ({ now }, dice) => past(now.unixS + dice.between(5031, 9999))),
  ),
  widens(({ visit }, dice) => ({ exp: visit.plan.grant.exp + dice.between(1, 5000) })),
  widens(({ visit }, dice) => ({ nbf: visit.plan.grant.nbf - dice.between(1, 5000) })),
  widens((_, dice) => ({ doors: [DOOR, OTHER_DOOR, dice.between(10, 255)] })),
  widens(({ visit }, dice) => ({ uses: dice.between(visit.plan.grant.uses + 1, 255) })),
  widens(({ visit }, dice) => ({ maxOpenSeconds: visit.plan.grant.maxOpenSeconds + dice.between(1, 5000) })),
  widens(({ visit }, dice) => ({ maxStaleSeconds: (visit.plan.grant.maxStaleSeconds ?? 60) + dice.between(1, 5000) })),
  widens(({ visit }) => (visit.plan.grant.flags === 0 ? undefined : { flags: 0 })),
  widens(({ visit }, dice) => ({ depth: [0, dice.between(depthAboveLeaf(visit.plan)[1], 3)] })),
  onlyWhen(({ visit }) => visit.plan.below.length < 3, tooShallow),
  knocks('door-unknown', (_, dice) => ({ door: dice.between(3, 255) })),
  knocks('door-not-granted', () => ({ door: OTHER_DOOR })),
  onlyWhen(hasParcels, (scene) => {
    const { trackingNumbers, ...knock } = scene.visit.plan.knock;
    return signed(scene, { ...scene.visit.plan, knock }, trackingNumbers === undefined ? 'unreadable' : 'parcel-missing');
  }), // prettier-ignore
  knocks('parcel-not-granted', ({ visit }, dice) => ({ trackingNumbers: [...(visit.plan.knock.trackingNumbers ?? []), trackingNumber(dice)].sort() })), // prettier-ignore
  moment('nonce-unknown', (_, dice) => ({ nonce: dice.bytes(16) })),
  moment('nonce-not-yours', (_, dice) => ({ nonce: dice.pick([KNOWN.nonce.foreign, KNOWN.nonce.otherDoor]) })),
  moment('nonce-expired', () => ({ nonce: KNOWN.nonce.expired })),
  moment('slot-stale', (scene, dice) => ({ slot: slotNow(scene) - dice.between(2, 1_000_000) })),
  moment('slot-stale', (scene, dice) => ({ slot: slotNow(scene) + dice.between(1, 1_000_000) })),
  usedSlot,
  usedUp,
  anotherCourier,
];

const past = (exp: number) => ({ nbf: exp - 5000, exp });

/** Every link asks for one more below it, down to a leaf that may not knock. */
async function tooShallow(scene: Scene, dice: Dice): Promise<Mutant> {
  const { plan } = scene.visit;
  const steps = plan.below.length;
  const granted = regrant(plan, dice, { depth: [steps + 1, 3] });
  const below = plan.below.map(({ by, claims }, index) => ({ by, claims: { ...claims, depth: [steps - index, 2 - index] as const } })); // prettier-ignore
  return signed(scene, { ...granted, below }, 'leaf-too-shallow');
}

async function usedSlot(scene: Scene): Promise<Mutant> {
  const rest = without(scene.visit.plan.knock, 'nonce');
  const { presentation, links } = await signPlan({ ...scene.visit.plan, knock: { ...rest, slot: slotNow(scene) } }, scene.visit); // prettier-ignore
  const usedSlots = new Set([`${links.at(-1)?.name ?? ''}/${slotNow(scene)}`]);
  return { presentation, reason: 'slot-used', door: { ...scene.door, usedSlots } };
}

/** The last use is gone: the same chain, a new knock. */
async function usedUp(scene: Scene, dice: Dice): Promise<Mutant> {
  const { grant } = scene.visit.plan;
  const uses = new Map(scene.door.ledger.uses).set([...scene.door.ledger.uses.keys()][0] ?? '', grant.uses + dice.below(3)); // prettier-ignore
  return signed(scene, scene.visit.plan, 'used-up', {
    door: { ...scene.door, ledger: { ...scene.door.ledger, uses } },
  });
}

/** The visit is handed to a courier who is blocked, or who knocks over a nonce that Kim asked for. */
async function anotherCourier(scene: Scene, dice: Dice): Promise<Mutant | undefined> {
  const blocked = dice.oneIn(2);
  const courier = blocked ? banned : mallory;
  const asked =
    scene.visit.plan.knock.nonce !== undefined && [...scene.door.nonces.values()].at(-1)?.origin === 'asked';
  if (!blocked && !asked) return undefined;
  const plan = changeLeaf({ ...scene.visit.plan, courier }, dice, { holder: courier.key });
  return signed(scene, plan, blocked ? 'blocked' : 'nonce-not-yours');
}
