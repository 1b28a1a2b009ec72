import type { BoltTarget, DoorDeclaration, DoorReport } from '../wire.ts';
import type { AutoLock } from './auto-lock.ts';
import type { Contact } from './contact.ts';
import { contactReads } from './contact.ts';
import type { Faults } from './faults.ts';
import type { Truth } from './mechanism.ts';

/** The parts of a device that its sensors see. */
export interface Sensed {
  readonly declared: DoorDeclaration;
  readonly faults: Faults;
  readonly contact: Contact;
  readonly autoLock: AutoLock;
  readonly seq: number;
  /** The last order that the lock heard: a liar reports this instead of its bolt. */
  readonly begun: { readonly target: BoltTarget } | null;
}

/** What the lock says about itself. Only a liar says something else than its sensors read. */
export const readingOf = (d: Sensed, truth: Truth, nowMs: number): DoorReport => {
  const lies = d.faults.liar && truth.cause !== 'handle' && truth.cause !== 'key' && lastTarget(d, truth) === 'locked';
  const common: DoorReport = {
    type: 'report',
    door: d.declared.door,
    seq: d.seq,
    bolt: lies ? 100 : wholePercent(truth.bolt),
    contact: contactReads(d.contact, d.faults, nowMs),
    latch: lies ? 'out' : truth.latch,
    jam: lies ? false : truth.jam,
    moving: lies ? 'none' : truth.moving,
    cause: truth.cause,
    battery: d.faults.batteryPercent,
    autoLockS: d.autoLock.afterS,
  };
  if (d.declared.kind === 'flat') return common;
  return { ...common, leaf: wholePercent(truth.leaf), obstructed: truth.obstructed };
};

/** 99.9 is not thrown and 0.1 is not withdrawn: rounding never reaches an end that the bolt has not. */
const wholePercent = (percent: number): number => {
  if (percent <= 0 || percent >= 100) return percent <= 0 ? 0 : 100;
  return Math.min(99, Math.max(1, Math.round(percent)));
};

const lastTarget = (d: Sensed, truth: Truth): BoltTarget | undefined =>
  truth.cause === 'auto-lock' ? 'locked' : d.begun?.target;

export const sameReading = (a: DoorReport | null, b: DoorReport): boolean =>
  a !== null &&
  a.bolt === b.bolt &&
  a.contact === b.contact &&
  a.latch === b.latch &&
  a.jam === b.jam &&
  a.moving === b.moving &&
  a.cause === b.cause &&
  a.battery === b.battery &&
  a.autoLockS === b.autoLockS &&
  a.leaf === b.leaf &&
  a.obstructed === b.obstructed;
