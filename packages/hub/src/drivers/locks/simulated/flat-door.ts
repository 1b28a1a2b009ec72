import type { BoltTarget, Cause } from '../wire.ts';
import type { Faults } from './faults.ts';
import { weakBatteryPercent } from './faults.ts';
import type { Act, Draw, Mechanism, Truth } from './mechanism.ts';
import { nextOf, shutBelowPercent } from './mechanism.ts';
import type { Motion } from './motion.ts';
import { movingAt, moveTo, placeAt, resting } from './motion.ts';

/**
 * A flat door: motor lock with bolt and latch, a fixed knob outside, a handle inside that withdraws both mechanically
 * in every state, and a cylinder for the key.
 */
export interface FlatDoor {
  readonly bolt: Motion;
  readonly leaf: Motion;
  /** What the motor is about, until its motion ended; `stalls` says how it will end. */
  readonly motor: { readonly target: BoltTarget; readonly stalls: boolean } | null;
  /** Held by the motor until the next throw, or by a hand until an instant. */
  readonly latchHeldUntilMs: number;
  readonly jam: boolean;
  /** A stalled bolt rests against its obstacle from the thrown side: trying again does not take it through. */
  readonly beyondObstacle: boolean;
  readonly cause: Cause;
  readonly broken: boolean;
  readonly rattledMs: number | null;
}

const throwMs = (draw: Draw) => 600 + 300 * draw();
const handMs = 250;
const keyMs = 450;
const swingMs = 650;
const handHoldsLatchMs = 2500;
/** A bolt further out than this meets the strike plate or the frame. */
const clearOfFramePercent = 3;
/** A thrown bolt in the air keeps the leaf this far from its frame. */
const boltOnFramePercent = 7;
const misalignedStallPercent = 35;

const start: FlatDoor = {
  bolt: resting(100),
  leaf: resting(0),
  motor: null,
  latchHeldUntilMs: 0,
  jam: false,
  beyondObstacle: false,
  cause: 'none',
  broken: false,
  rattledMs: null,
};

const shut = (s: FlatDoor, nowMs: number) => placeAt(s.leaf, nowMs) < shutBelowPercent;

/** Where the bolt comes to a stop on its way from `from` to `to`. */
const stopOf = (s: FlatDoor, from: number, to: number, isShut: boolean, faults: Faults): number => {
  const stops = [to];
  const touches = (x: number) => x === from && s.beyondObstacle === to < from;
  const between = (x: number) => touches(x) || (to > from ? x > from && x < to : x < from && x > to);
  if (faults.jamAtPercent !== null && between(faults.jamAtPercent)) stops.push(faults.jamAtPercent);
  if (faults.misaligned && isShut && to > from && between(misalignedStallPercent)) stops.push(misalignedStallPercent);
  return to > from ? Math.min(...stops) : Math.max(...stops);
};

/** A leaf that falls shut while the bolt comes out ends on the bolt, not in the frame. */
const keptOffFrame = (s: FlatDoor, nowMs: number): Motion => {
  const falling = !shut(s, nowMs) && s.leaf.to < boltOnFramePercent && !s.broken;
  if (!falling) return s.leaf;
  return moveTo(placeAt(s.leaf, nowMs), boltOnFramePercent, nowMs, s.leaf.endMs - nowMs);
};

/** A hand on handle or key is stronger than the motor: nobody is locked in while they are on their way out. */
const handHolds = (s: FlatDoor, nowMs: number) => Number.isFinite(s.latchHeldUntilMs) && nowMs < s.latchHeldUntilMs;

const order: Mechanism<FlatDoor>['order'] = (s, target, by, faults, nowMs, draw) => {
  const from = placeAt(s.bolt, nowMs);
  const to = target === 'locked' ? 100 : 0;
  const overpowered = target === 'locked' && handHolds(s, nowMs);
  const dead = faults.batteryPercent <= 0 || overpowered || (faults.liar && target === 'locked');
  if (dead) return { ...s, cause: by };
  const stop = stopOf(s, from, to, shut(s, nowMs), faults);
  const slower = faults.batteryPercent < weakBatteryPercent ? 1.8 : 1;
  const durationMs = (throwMs(draw) * slower * Math.abs(stop - from)) / 100;
  const moved: FlatDoor = {
    ...s,
    bolt: moveTo(from, stop, nowMs, durationMs),
    leaf: target === 'locked' ? keptOffFrame(s, nowMs) : s.leaf,
    motor: { target, stalls: stop !== to },
    latchHeldUntilMs: target === 'locked' ? nowMs : s.latchHeldUntilMs,
    jam: false,
    beyondObstacle: stop !== to && to < from,
    cause: by,
  };
  return advance(moved, nowMs);
};

const advance = (s: FlatDoor, nowMs: number): FlatDoor => {
  if (s.motor === null || movingAt(s.bolt, nowMs)) return s;
  const { target, stalls } = s.motor;
  const holds = target === 'unlocked' && !stalls;
  return { ...s, motor: null, jam: stalls, latchHeldUntilMs: holds ? Infinity : s.latchHeldUntilMs };
};

/** The handle and the key work against motor, jam and empty battery; that is what they are for. */
const byHand = (s: FlatDoor, to: 0 | 100, by: Cause, nowMs: number, durationMs: number): FlatDoor => ({
  ...s,
  bolt: moveTo(placeAt(s.bolt, nowMs), to, nowMs, durationMs),
  motor: null,
  latchHeldUntilMs: to === 0 ? Math.max(finite(s.latchHeldUntilMs), nowMs + handHoldsLatchMs) : nowMs,
  jam: false,
  cause: by,
});

/** A latch held by the motor stays held only until a hand takes over. */
const finite = (ms: number) => (Number.isFinite(ms) ? ms : 0);

const swing = (s: FlatDoor, to: number, nowMs: number): FlatDoor => {
  const leaf = placeAt(s.leaf, nowMs);
  const bolt = placeAt(s.bolt, nowMs);
  const held = leaf < shutBelowPercent && !s.broken && (bolt > clearOfFramePercent || nowMs >= s.latchHeldUntilMs);
  if (held) return to < shutBelowPercent ? s : { ...s, rattledMs: nowMs };
  const boltInTheWay = leaf >= shutBelowPercent && bolt > clearOfFramePercent && !s.broken;
  const reach = boltInTheWay ? Math.max(to, boltOnFramePercent) : to;
  return {
    ...s,
    leaf: moveTo(leaf, reach, nowMs, (swingMs * Math.abs(reach - leaf)) / 100),
    latchHeldUntilMs: handHolds(s, nowMs) ? nowMs : s.latchHeldUntilMs,
  };
};

const act = (s: FlatDoor, what: Act, _faults: Faults, nowMs: number): FlatDoor => {
  switch (what.act) {
    case 'push':
      return swing(s, 100, nowMs);
    case 'pull':
      return swing(s, 0, nowMs);
    case 'swing':
      return swing(s, what.to, nowMs);
    case 'handle':
      return byHand(s, 0, 'handle', nowMs, handMs);
    case 'key':
      return byHand(s, what.to === 'locked' ? 100 : 0, 'key', nowMs, keyMs);
    case 'force':
      return { ...s, broken: true, leaf: moveTo(placeAt(s.leaf, nowMs), 60, nowMs, 300) };
    case 'repair':
      return { ...s, broken: false };
    case 'button':
    case 'obstruct':
      return s;
  }
};

const movingWord = (s: FlatDoor, nowMs: number): Truth['moving'] => {
  if (!movingAt(s.bolt, nowMs)) return 'none';
  return s.bolt.to > s.bolt.from ? 'locking' : 'unlocking';
};

export const flatDoor: Mechanism<FlatDoor> = {
  start,
  found: ({ bolt, leaf, latch, jam, broken }) => ({
    ...start,
    bolt: resting(bolt),
    leaf: resting(leaf),
    latchHeldUntilMs: latch === 'held' ? Infinity : 0,
    jam,
    broken,
  }),
  advance: (s, _faults, nowMs) => advance(s, nowMs),
  order,
  act,
  /** A bolt on its way is not called back. */
  takeBack: () => undefined,
  dueAt: (s, nowMs) => nextOf([s.bolt.endMs, s.leaf.endMs, s.latchHeldUntilMs], nowMs),
  truth: (s, nowMs) => ({
    bolt: placeAt(s.bolt, nowMs),
    leaf: placeAt(s.leaf, nowMs),
    latch: nowMs < s.latchHeldUntilMs ? 'held' : 'out',
    jam: s.jam,
    moving: movingWord(s, nowMs),
    cause: s.cause,
    obstructed: false,
    broken: s.broken,
    rattledMs: s.rattledMs,
  }),
};
