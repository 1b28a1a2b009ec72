import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoHome } from './demo-home.ts';
import type { Device, Input, Stepped } from './device.ts';
import { dueAt, newDevice, step, truthOf } from './device.ts';
import type { Faults } from './faults.ts';
import type { FlatDoor } from './flat-door.ts';
import { flatDoor } from './flat-door.ts';
import type { Act } from './mechanism.ts';
import { shutBelowPercent } from './mechanism.ts';

type Deed = { readonly afterMs: number; readonly input: Input };

const percent = fc.oneof(fc.constantFrom(0, 1, 34, 35, 36, 99, 100), fc.integer({ min: 0, max: 100 }));
const hands: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act>({ act: 'push' }, { act: 'pull' }, { act: 'handle' }),
  fc.constantFrom<Act>({ act: 'key', to: 'locked' }, { act: 'key', to: 'unlocked' }),
  percent.map((to): Act => ({ act: 'swing', to })),
);
/** Everything but a lie and a stuck contact: what an honest lock can suffer. */
const honestTrouble: fc.Arbitrary<Partial<Faults>> = fc.record(
  {
    jamAtPercent: fc.option(percent),
    misaligned: fc.boolean(),
    losesReports: fc.boolean(),
    losesCommands: fc.boolean(),
    radioDelayMs: fc.constantFrom(0, 700, 4999, 5000),
    batteryPercent: fc.constantFrom(0, 8, 92),
  },
  { requiredKeys: [] },
);
const order = (target: fc.Arbitrary<'locked' | 'unlocked'>) =>
  fc.tuple(fc.nat(1_000_000), target).map(([id, to]): Input => ({
    type: 'command',
    command: { type: 'move', id, door: 1, target: to, expiresInMs: 5000 },
  }));
const acts = hands.map((act): Input => ({ type: 'act', act }));
const faults = honestTrouble.map((f): Input => ({ type: 'fault', faults: f }));
const autoLock = fc.option(fc.integer({ min: 1, max: 20 })).map((afterS): Input => ({
  type: 'command',
  command: { type: 'auto-lock', id: 7, door: 1, afterS },
}));
const gaps = fc.constantFrom(0, 1, 49, 50, 300, 651, 900, 2000, 4000, 9000);
const story = (...inputs: fc.Arbitrary<Input>[]) =>
  fc.array(fc.record({ afterMs: gaps, input: fc.oneof(...inputs) }), { maxLength: 25 });

/** Plays a story and looks at the door after every single step of it. */
const play = (
  deeds: readonly Deed[],
  look: (d: Device<FlatDoor>, nowMs: number, out: Stepped<FlatDoor>['out']) => void,
) => {
  let device = newDevice(demoHome.flat, flatDoor);
  let nowMs = 0;
  const put = (input: Input) => {
    const stepped = step(flatDoor, device, input, nowMs, () => 0.37);
    device = stepped.device;
    look(device, nowMs, stepped.out);
  };
  for (const { afterMs, input } of deeds) {
    const end = nowMs + afterMs;
    for (let due = dueAt(flatDoor, device, nowMs); due < end; due = dueAt(flatDoor, device, nowMs)) {
      nowMs = due;
      put({ type: 'tick' });
    }
    nowMs = end;
    put(input);
  }
  return { device, nowMs };
};

describe('any story at a flat door', () => {
  it('P4: an honest lock never reports thrown and closed of a door that is not', () => {
    fc.assert(
      fc.property(story(order(fc.constantFrom('locked', 'unlocked')), acts, faults, autoLock), (deeds) => {
        play(deeds, (device, nowMs, out) => {
          for (const said of out) {
            const claimsLocked = said.type === 'report' && said.bolt === 100 && said.contact === 'closed';
            if (!claimsLocked) continue;
            const { bolt, leaf } = truthOf(flatDoor, device, nowMs);
            expect(bolt).toBe(100);
            expect(leaf).toBeLessThan(shutBelowPercent);
          }
        });
      }),
      { numRuns: 400 },
    );
  });

  it('orders to lock, however often, late, lost or repeated, never move the bolt inwards', () => {
    fc.assert(
      fc.property(story(order(fc.constant('locked')), faults, autoLock), (deeds) => {
        const unlocked: Deed[] = [
          { afterMs: 0, input: { type: 'act', act: { act: 'key', to: 'unlocked' } } },
          { afterMs: 1000, input: { type: 'tick' } },
        ];
        let furthest = 0;
        play([...unlocked, ...deeds], (device, nowMs) => {
          if (nowMs < 1000) return;
          const { bolt } = truthOf(flatDoor, device, nowMs);
          expect(bolt).toBeGreaterThanOrEqual(furthest);
          furthest = bolt;
        });
      }),
      { numRuns: 300 },
    );
  });

  it('P10: whatever happened before, the inside handle and a push open the door', () => {
    fc.assert(
      fc.property(story(order(fc.constantFrom('locked', 'unlocked')), acts, faults, autoLock), (deeds) => {
        const out: Deed[] = [
          { afterMs: 0, input: { type: 'command', command: { type: 'auto-lock', id: 8, door: 1, afterS: null } } },
          { afterMs: 9000, input: { type: 'act', act: { act: 'handle' } } },
          { afterMs: 300, input: { type: 'act', act: { act: 'push' } } },
          { afterMs: 800, input: { type: 'tick' } },
        ];
        const { device, nowMs } = play([...deeds, ...out], () => {});
        expect(truthOf(flatDoor, device, nowMs).leaf).toBe(100);
      }),
      { numRuns: 300 },
    );
  });

  it('names the next due time always ahead, so that no clockwork stands still or spins', () => {
    fc.assert(
      fc.property(story(order(fc.constantFrom('locked', 'unlocked')), acts, faults, autoLock), (deeds) => {
        let steps = 0;
        const { nowMs } = play(deeds, (device, at) => {
          steps += 1;
          expect(dueAt(flatDoor, device, at)).toBeGreaterThan(at);
        });
        expect(steps).toBeLessThanOrEqual(deeds.length * 12 + nowMs / 10);
      }),
      { numRuns: 200 },
    );
  });
});
