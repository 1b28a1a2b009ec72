import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDeadline } from './deadline.ts';
import type { DoorEvent, Effect } from './event.ts';
import { isLocked, mayCloseItself } from './sensors.ts';
import { newDoorLoop, type DoorLoop, type DoorTraits, type Sensors } from './state.ts';
import { step } from './step.ts';
import { flatDoor, garage, shut } from './testing/door.ts';

/** Anything that can happen to a door, in any order, with any reports: also those that no honest lock would make. */

const visit = fc.constantFrom('a', 'b');
const sensors: fc.Arbitrary<Sensors> = fc.record({
  bolt: fc.constantFrom(null, 0, 5, 50, 95, 100, 100, 100),
  contact: fc.constantFrom(null, 'open', 'closed', 'closed'),
  jam: fc.constantFrom(false, false, false, true),
  moving: fc.constantFrom('none', 'none', 'locking', 'unlocking', 'warning'),
  cause: fc.constantFrom('none', 'command', 'auto-lock', 'handle', 'key', 'button', 'unknown'),
  autoLockS: fc.constantFrom(null, 8, 20),
});

const event: fc.Arbitrary<DoorEvent> = fc.oneof(
  fc.record({ type: fc.constant('visit-known' as const), visit }),
  fc.record({ type: fc.constant('visit-armed' as const), visit }),
  fc.record({
    type: fc.constant('visit-over' as const),
    visit,
    why: fc.constantFrom('expired' as const, 'blocked' as const, 'used' as const),
  }),
  fc.record({ type: fc.constant('asked' as const), visit }),
  fc.record({
    type: fc.constant('film' as const),
    visit,
    status: fc.constantFrom('on-disk' as const, 'lost' as const, 'back' as const, 'failed' as const),
  }),
  fc.record({ type: fc.constant('refused' as const), visit }),
  fc.constantFrom<DoorEvent>(
    { type: 'lock-wanted' },
    { type: 'hardware-lost' },
    { type: 'acknowledged' },
    { type: 'tick' },
  ),
  fc.record({ type: fc.constant('slept' as const), forMs: fc.constantFrom(0, 60_000, 28_800_000, 0xffff_ffff) }),
  fc.record({ type: fc.constant('report' as const), sensors }),
  fc.record({ type: fc.constant('report' as const), sensors }),
  fc.record({ type: fc.constant('report' as const), sensors }),
);

const intent: fc.Arbitrary<DoorEvent> = fc.oneof(
  fc.record({
    type: fc.constant('intent' as const),
    by: fc.constant('visit' as const),
    visit,
    maxOpenMs: fc.constant(60_000),
  }),
  fc.record({
    type: fc.constant('intent' as const),
    by: fc.constant('member' as const),
    maxOpenMs: fc.constant(600_000),
  }),
);

const pause = fc.constantFrom(0, 1, 100, 1000, 3000, 6001, 10_000, 30_000, 61_000, 600_000);
const story = (events: fc.Arbitrary<DoorEvent>) => fc.array(fc.tuple(events, pause), { maxLength: 60 });

interface Moment {
  readonly before: DoorLoop;
  readonly state: DoorLoop;
  readonly event: DoorEvent;
  readonly effects: readonly Effect[];
  readonly nowMs: number;
}

/** Plays a story with every tick that the loop asks for in between. */
function play(traits: DoorTraits, told: readonly (readonly [DoorEvent, number])[]): readonly Moment[] {
  let [state, nowMs] = [newDoorLoop(traits), 1000];
  const moments: Moment[] = [];
  const on = (what: DoorEvent) => {
    const before = state;
    const stepped = step(state, what, nowMs);
    state = stepped.state;
    moments.push({ before, state, event: what, effects: stepped.effects, nowMs });
  };
  for (const [what, pauseMs] of told) {
    on(what);
    const untilMs = nowMs + pauseMs;
    for (let due = nextDeadline(state, nowMs); due !== undefined && due <= untilMs; due = nextDeadline(state, nowMs)) {
      nowMs = due;
      on({ type: 'tick' });
    }
    nowMs = untilMs;
  }
  return moments;
}

const both = fc.constantFrom(flatDoor, garage, { ...flatDoor, egressFree: false }, { ...garage, warnsMs: 0 });
const runs = { numRuns: 1500 };

describe('in any interleaving of events', () => {
  it('P1: UNLOCK is ordered exactly once an intent, in the same step, and never else', () => {
    fc.assert(
      fc.property(both, story(fc.oneof(event, intent)), (traits, told) => {
        for (const { event: what, effects } of play(traits, told)) {
          expect(effects.filter(({ type }) => type === 'unlock')).toHaveLength(what.type === 'intent' ? 1 : 0);
        }
      }),
      runs,
    );
  });

  it('LOCK is never ordered onto a door that is not known to be closed, unless it closes itself with its warning', () => {
    fc.assert(
      fc.property(both, story(fc.oneof(event, intent)), (traits, told) => {
        for (const { state, effects, nowMs } of play(traits, told)) {
          if (!effects.some(({ type }) => type === 'lock') || mayCloseItself(traits)) continue;
          expect(state.seen?.contact).toBe('closed');
          expect(nowMs - (state.seen?.atMs ?? 0)).toBeLessThanOrEqual(6000);
        }
      }),
      runs,
    );
  });

  it('P10: the hub by itself neither locks nor times a door without free egress', () => {
    const shutIn = { ...flatDoor, egressFree: false };
    const unasked = event.filter(({ type }) => type !== 'lock-wanted' && type !== 'visit-over');
    fc.assert(
      fc.property(story(fc.oneof(unasked, intent, fc.constant<DoorEvent>({ type: 'boot', recovered: {} }))), (told) => {
        const wanted = play(shutIn, told).flatMap(({ effects }) => effects.map(({ type }) => type));
        expect(wanted.filter((type) => type === 'lock' || type === 'auto-lock')).toEqual([]);
      }),
      runs,
    );
  });

  it('P10: from the moment a door is declared not free, whatever happened before', () => {
    const unasked = event.filter(({ type }) => type !== 'lock-wanted' && type !== 'visit-over');
    const notFree: DoorEvent = { type: 'declared', egressFree: false, closesByItself: false };
    fc.assert(
      fc.property(story(fc.oneof(event, intent)), story(fc.oneof(unasked, intent)), (before, after) => {
        const moments = play(flatDoor, [...before, [notFree, 0], ...after]);
        const since = moments.slice(moments.findIndex((moment) => moment.event === notFree));
        const ordered = since.flatMap(({ effects }) => effects);
        expect(ordered.filter(({ type }) => type === 'lock')).toEqual([]);
        expect(ordered.filter((effect) => effect.type === 'auto-lock' && effect.afterS !== null)).toEqual([]);
      }),
      runs,
    );
  });

  it('P4: a passage becomes *locked* only on a fresh report of a thrown bolt at rest in a closed door', () => {
    fc.assert(
      fc.property(both, story(fc.oneof(event, intent)), (traits, told) => {
        for (const { before, state, nowMs } of play(traits, told)) {
          if (state.passage?.stage !== 'locked' || before.passage?.stage === 'locked') continue;
          expect(state.seen !== undefined && isLocked(state.seen) && nowMs - state.seen.atMs <= 6000).toBe(true);
        }
      }),
      runs,
    );
  });

  it('command ids only rise, so that a lock hears each order once', () => {
    fc.assert(
      fc.property(both, story(fc.oneof(event, intent)), (traits, told) => {
        const ids = play(traits, told).flatMap(({ effects }) =>
          effects.flatMap((effect) =>
            effect.type === 'lock' || effect.type === 'unlock' || effect.type === 'auto-lock' ? [effect.id] : [],
          ),
        );
        expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      }),
      runs,
    );
  });

  it('P3: a block never makes a step order UNLOCK, and after it a visit’s passage never does', () => {
    fc.assert(
      fc.property(story(event), (told) => {
        const start: [DoorEvent, number][] = [
          [{ type: 'visit-armed', visit: 'a' }, 0],
          [{ type: 'intent', by: 'visit', visit: 'a', maxOpenMs: 60_000 }, 100],
          [{ type: 'visit-over', visit: 'a', why: 'blocked' }, 0],
        ];
        const after = play(flatDoor, [...start, ...told]).slice(2);
        expect(after.flatMap(({ effects }) => effects).filter(({ type }) => type === 'unlock')).toEqual([]);
      }),
      runs,
    );
  });

  it('P5: a passage short of LOCKED is never silent for longer than its ladder allows', () => {
    fc.assert(
      fc.property(story(fc.oneof(event, intent)), (told) => {
        const quiet = told.filter(([what]) => what.type !== 'acknowledged');
        let loudMs = 0;
        for (const { state, before, effects, nowMs } of play(flatDoor, quiet)) {
          const begun = before.passage === undefined || state.passage?.sinceMs !== before.passage.sinceMs;
          const over = state.passage === undefined || state.passage.stage === 'locked';
          if (begun || over || effects.some(({ type }) => type === 'alarm')) loudMs = nowMs;
          // maxOpenSeconds of a member and the longest rung, whichever stage it hangs in.
          expect(nowMs - loudMs).toBeLessThanOrEqual(660_000 + 600_000);
        }
      }),
      runs,
    );
  });

  it('whatever a lock reports and however often, what is written of it is bounded: ninety receipts in any minute', () => {
    const worn: fc.Arbitrary<DoorEvent> = fc
      .record({ bolt: fc.constantFrom(0, 100, 100), contact: fc.constantFrom('open' as const, 'closed' as const) })
      .map((reads) => ({ type: 'report', sensors: { ...shut, ...reads } }));
    const often = fc.constantFrom(50, 50, 100, 500, 999, 2000, 5000);
    const reports = fc.array(fc.tuple(worn, often), { minLength: 200, maxLength: 400 });
    const first = fc.constantFrom<DoorEvent>({ type: 'boot' }, { type: 'intent', by: 'member', maxOpenMs: 600_000 });
    const isWritten = ({ type }: Effect) => type === 'receipt' || type === 'alarm' || type === 'unsteady';
    fc.assert(
      fc.property(both, first, reports, (traits, begin, told) => {
        const all = play(traits, [[begin, 0], ...told]);
        const written = all.flatMap(({ effects, nowMs }) => effects.filter(isWritten).map(() => nowMs));
        for (const [i, atMs] of written.entries()) expect((written[i + 90] ?? Infinity) - atMs).toBeGreaterThan(60_000);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  it('is the same whether time is told at each deadline or ten times a second', () => {
    fc.assert(
      fc.property(story(fc.oneof(event, intent)), (told) => {
        const coarse = told.filter(([, pauseMs]) => pauseMs <= 10_000);
        const fine: [DoorEvent, number][] = coarse.flatMap(([what, pauseMs]): [DoorEvent, number][] => [
          [what, Math.min(100, pauseMs)],
          ...Array.from({ length: Math.max(0, Math.ceil(pauseMs / 100) - 1) }, (_, i): [DoorEvent, number] => [
            { type: 'tick' },
            Math.min(100, pauseMs - (i + 1) * 100),
          ]),
        ]);
        const kinds = (moments: readonly Moment[]) =>
          moments.flatMap(({ effects, nowMs }) => effects.map(({ type }) => `${nowMs} ${type}`));
        expect(kinds(play(flatDoor, fine))).toEqual(kinds(play(flatDoor, coarse)));
      }),
      { numRuns: 300 },
    );
  });
});
