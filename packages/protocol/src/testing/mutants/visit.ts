import { FLAG, parcelCommitment, type Assignment, type Grant, type Knock, type Signer } from '../../index.ts';
import type { Dice } from '../dice.ts';
import { p } from '../people.ts';
import { anna, ben, carriers, HUB_ID, kim } from './people.ts';

/** What everybody of one visit says before they sign it. A mutant changes one thing here and signs again. */
export interface Plan {
  /** `short` names an armed chain by its leaf. */
  readonly form: 'chain' | 'short';
  readonly issuer: Signer;
  readonly grant: Grant;
  /** The tracking numbers behind the grant's commitments. */
  readonly numbers: readonly string[];
  readonly below: readonly Step[];
  readonly courier: Signer;
  readonly knock: Knock;
}

export interface Step {
  readonly by: Signer;
  readonly claims: Assignment;
}

export interface Moment {
  readonly unixS: number;
  readonly uptimeMs: number;
}

export const DOOR = 1;
/** The hub's other door, which no grant here names. */
export const OTHER_DOOR = 2;
/** Everything issued up to this second before now is void at the door that every visit comes to. */
export const VOID_BEFORE_S = 200_000;
const HOUR = 3600;

export function planVisit(dice: Dice, now: Moment): Plan {
  const steps = dice.pick([0, 1, 1, 1, 2, 3]);
  const numbers = Array.from({ length: dice.below(4) }, () => trackingNumber(dice)).sort();
  const grant = planGrant(dice, now, steps, numbers);
  const below = planSteps(dice, now, grant, steps);
  return { form: dice.oneIn(4) ? 'short' : 'chain', issuer: dice.oneIn(3) ? ben : anna, grant, numbers, below, courier: kim, knock: planKnock(dice, now, numbers) }; // prettier-ignore
}

function planGrant(dice: Dice, now: Moment, steps: number, numbers: readonly string[]): Grant {
  const cti = dice.bytes(16);
  const depth = [dice.below(steps + 1), dice.between(steps, 3)] as const;
  return {
    ...(numbers.length === 0 && dice.oneIn(3) ? planOccurrences(dice, now) : planWindow(dice, now)),
    iat: now.unixS - HOUR - dice.below(100_000),
    cti,
    holder: steps === 0 ? kim.key : carriers[0].key,
    hubId: HUB_ID,
    doors: dice.oneIn(2) ? [DOOR] : [DOOR, 7, 9],
    uses: dice.between(1, 9),
    flags: dice.below(FLAG.mustRecord + FLAG.mustRelock + 1),
    maxOpenSeconds: dice.between(30, 600),
    depth,
    visitId: dice.bytes(16),
    ...commitments(cti, numbers),
    ...(dice.oneIn(2) ? {} : { maxStaleSeconds: dice.between(45, 900) }),
  };
}

export const commitments = (cti: Uint8Array, numbers: readonly string[]): Pick<Grant, 'parcels'> =>
  numbers.length === 0 ? {} : { parcels: numbers.map((number) => parcelCommitment(p, cti, number)) };

function planWindow(dice: Dice, now: Moment): Pick<Grant, 'nbf' | 'exp'> {
  const nbf = now.unixS + 30 - dice.below(HOUR);
  return { nbf, exp: Math.max(nbf, now.unixS) + 1 + dice.below(HOUR) };
}

function planOccurrences(dice: Dice, now: Moment): Pick<Grant, 'nbf' | 'exp' | 'occurrences'> {
  const nbf = now.unixS - dice.between(10 * 60, HOUR);
  const minute = Math.floor((now.unixS - nbf) / 60);
  const length = dice.between(1, 30);
  const exp = nbf + (minute + length + dice.below(30)) * 60;
  return { nbf, exp, occurrences: [[0, 3], [minute, length]] }; // prettier-ignore
}

function planSteps(dice: Dice, now: Moment, grant: Grant, steps: number): Step[] {
  let [least, most] = grant.depth;
  const { nbf, exp } = grant;
  return Array.from({ length: steps }, (_, index) => {
    const left = steps - index - 1;
    [least, most] = [Math.max(least - 1, 0), dice.between(Math.max(left, least - 1), most - 1)];
    const holder = left === 0 ? kim.key : (carriers[index + 1] ?? kim).key;
    const claims = { nbf, exp, iat: now.unixS - dice.below(HOUR), cti: dice.bytes(8), holder, depth: [least, most] } as const; // prettier-ignore
    return { by: carriers[index] ?? kim, claims };
  });
}

function planKnock(dice: Dice, now: Moment, numbers: readonly string[]): Knock {
  const trackingNumbers = numbers.filter((_, index) => index === 0 || dice.oneIn(2));
  const once = dice.oneIn(5) ? { slot: Math.floor(now.unixS / 30) } : { nonce: dice.bytes(16) };
  return { ...once, door: DOOR, action: 1, ...(trackingNumbers.length === 0 ? {} : { trackingNumbers }) };
}

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export function trackingNumber(dice: Dice): string {
  return Array.from({ length: dice.between(8, 34) }, () => SIGNS[dice.below(SIGNS.length)]).join('');
}

/** Limits of the link above the last one: all of the grant's, because a planned step narrows nothing but the depth. */
export const depthAboveLeaf = (plan: Plan): readonly [number, number] =>
  plan.below.at(-2)?.claims.depth ?? plan.grant.depth;
