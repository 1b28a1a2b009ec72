import type { BoltTarget, Cause } from '../wire.ts';
import type { Faults } from './faults.ts';
import type { Act, Mechanism, Truth } from './mechanism.ts';
import { nextOf, shutBelowPercent } from './mechanism.ts';
import type { Motion } from './motion.ts';
import { movingAt, moveTo, placeAt, resting } from './motion.ts';

/**
 * A garage door on a drive. The drive is the lock: the leaf is held while it is down and coupled. It closes with nobody
 * beside it only where that is allowed, and then after at least five seconds of light and sound (16 CFR 1211.14).
 */
export interface GarageDoor {
  readonly leaf: Motion;
  readonly drive: 'rest' | 'warning' | 'closing' | 'opening';
  readonly warnsUntilMs: number;
  /** The drive opens again because something was in the way; it ends as a jam. */
  readonly reverses: boolean;
  /** Released from the drive by the cord inside or the key outside: hands move it, the motor does not hold it. */
  readonly released: boolean;
  readonly obstructed: boolean;
  readonly jam: boolean;
  readonly cause: Cause;
  readonly broken: boolean;
  readonly rattledMs: number | null;
}

export const garageTravelMs = 8000;
export const garageWarnsMs = 5000;
/** Where the leaf rests when it never meets its floor switch. */
const misalignedRestPercent = 3;

const start: GarageDoor = {
  leaf: resting(0),
  drive: 'rest',
  warnsUntilMs: 0,
  reverses: false,
  released: false,
  obstructed: false,
  jam: false,
  cause: 'none',
  broken: false,
  rattledMs: null,
};

const travel = (s: GarageDoor, to: number, nowMs: number): Motion => {
  const from = placeAt(s.leaf, nowMs);
  return moveTo(from, to, nowMs, (garageTravelMs * Math.abs(to - from)) / 100);
};

const stalls = (faults: Faults, from: number, to: number) => {
  const at = faults.jamAtPercent;
  return at !== null && at > Math.min(from, to) && at < Math.max(from, to);
};

const open = (s: GarageDoor, faults: Faults, nowMs: number): GarageDoor => {
  const from = placeAt(s.leaf, nowMs);
  const to = stalls(faults, from, 100) ? (faults.jamAtPercent ?? 100) : 100;
  return { ...s, drive: 'opening', leaf: travel(s, to, nowMs), jam: s.reverses };
};

const close = (s: GarageDoor, faults: Faults, nowMs: number): GarageDoor => {
  if (s.obstructed) return { ...s, drive: 'rest', jam: true };
  const from = placeAt(s.leaf, nowMs);
  const floor = faults.misaligned ? misalignedRestPercent : 0;
  const to = stalls(faults, from, floor) ? (faults.jamAtPercent ?? floor) : floor;
  return { ...s, drive: 'closing', leaf: travel(s, to, nowMs), jam: false, reverses: false };
};

/** A leaf that meets something opens again, all the way, and says so. */
const reverse = (s: GarageDoor, faults: Faults, nowMs: number) => open({ ...s, reverses: true }, faults, nowMs);

const warn = (s: GarageDoor, by: Cause, nowMs: number): GarageDoor => ({
  ...s,
  drive: 'warning',
  warnsUntilMs: nowMs + garageWarnsMs,
  leaf: resting(placeAt(s.leaf, nowMs)),
  released: false,
  jam: false,
  cause: by,
});

const advance = (s: GarageDoor, faults: Faults, nowMs: number): GarageDoor => {
  switch (s.drive) {
    case 'rest':
      return s;
    case 'warning':
      return nowMs < s.warnsUntilMs ? s : advance(close(s, faults, s.warnsUntilMs), faults, nowMs);
    case 'closing': {
      if (s.obstructed) return reverse(s, faults, nowMs);
      if (movingAt(s.leaf, nowMs)) return s;
      const arrived = s.leaf.to < shutBelowPercent;
      return arrived ? { ...s, drive: 'rest' } : { ...s, drive: 'rest', jam: true };
    }
    case 'opening':
      if (movingAt(s.leaf, nowMs)) return s;
      return { ...s, drive: 'rest', jam: s.reverses || s.leaf.to < 100, reverses: false };
  }
};

const order: Mechanism<GarageDoor>['order'] = (s, target, by, faults, nowMs) => {
  const dead = faults.batteryPercent <= 0 || (faults.liar && target === 'locked');
  if (dead || s.broken) return { ...s, cause: by };
  const down = placeAt(s.leaf, nowMs) < shutBelowPercent && s.drive !== 'opening';
  if (target === 'unlocked')
    return advance(open({ ...s, released: false, reverses: false, cause: by }, faults, nowMs), faults, nowMs);
  if (down && s.drive === 'rest') return { ...s, released: false, jam: false, cause: by };
  if (s.drive === 'warning' || s.drive === 'closing') return { ...s, cause: by };
  return warn(s, by, nowMs);
};

const swing = (s: GarageDoor, to: number, nowMs: number): GarageDoor => {
  const free = s.released || s.broken;
  if (!free) return { ...s, rattledMs: nowMs };
  const from = placeAt(s.leaf, nowMs);
  return { ...s, leaf: moveTo(from, to, nowMs, (1500 * Math.abs(to - from)) / 100) };
};

const release = (s: GarageDoor, by: Cause, nowMs: number): GarageDoor => ({
  ...s,
  released: true,
  drive: 'rest',
  reverses: false,
  leaf: resting(placeAt(s.leaf, nowMs)),
  cause: by,
});

/** The button on the wall inside: whoever presses it stands there, but the warning is given all the same. */
const button = (s: GarageDoor, faults: Faults, nowMs: number, target: BoltTarget) =>
  order(s, target, 'button', faults, nowMs, () => 0);

const act = (s: GarageDoor, what: Act, faults: Faults, nowMs: number): GarageDoor => {
  switch (what.act) {
    case 'push':
      return swing(s, 100, nowMs);
    case 'pull':
      return swing(s, 0, nowMs);
    case 'swing':
      return swing(s, what.to, nowMs);
    case 'handle':
      return release(s, 'handle', nowMs);
    case 'key':
      return what.to === 'unlocked' ? release(s, 'key', nowMs) : { ...s, released: false, cause: 'key' };
    case 'force':
      return { ...release(s, 'unknown', nowMs), broken: true, leaf: moveTo(placeAt(s.leaf, nowMs), 45, nowMs, 600) };
    case 'repair':
      return { ...s, broken: false };
    case 'obstruct':
      return advance({ ...s, obstructed: what.present }, faults, nowMs);
    case 'button': {
      const isUp = placeAt(s.leaf, nowMs) >= shutBelowPercent;
      return button(s, faults, nowMs, isUp && s.drive !== 'closing' ? 'locked' : 'unlocked');
    }
  }
};

const movingWord = { rest: 'none', warning: 'warning', closing: 'locking', opening: 'unlocking' } as const;

export const garageDoor: Mechanism<GarageDoor> = {
  start,
  found: ({ bolt, leaf, jam, broken, obstructed }) => ({
    ...start,
    leaf: resting(leaf),
    released: bolt < 100 && leaf < shutBelowPercent,
    jam,
    broken,
    obstructed,
  }),
  advance,
  order,
  act,
  takeBack: (s, nowMs) => (s.drive === 'warning' && nowMs < s.warnsUntilMs ? { ...s, drive: 'rest' } : undefined),
  dueAt: (s, nowMs) => nextOf([s.leaf.endMs, s.drive === 'warning' ? s.warnsUntilMs : 0], nowMs),
  truth: (s, nowMs): Truth => {
    const leaf = placeAt(s.leaf, nowMs);
    const held = leaf < shutBelowPercent && !s.released && !s.broken && s.drive === 'rest';
    return {
      bolt: held ? 100 : 0,
      leaf,
      latch: held ? 'out' : 'held',
      jam: s.jam,
      moving: movingWord[s.drive],
      ...(s.drive === 'warning' ? { warnsLeftMs: Math.max(0, s.warnsUntilMs - nowMs) } : {}),
      cause: s.cause,
      obstructed: s.obstructed,
      broken: s.broken,
      rattledMs: s.rattledMs,
    };
  },
};
