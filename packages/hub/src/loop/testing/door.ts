import { nextDeadline } from '../deadline.ts';
import type { DoorEvent, Effect } from '../event.ts';
import { newDoorLoop, type DoorLoop, type DoorTraits, type Sensors } from '../state.ts';
import { step } from '../step.ts';

export const flatDoor: DoorTraits = {
  door: 1,
  egressFree: true,
  autoLock: true,
  closesByItself: false,
  warnsMs: 0,
  slowestMoveMs: 2000,
};
export const garage: DoorTraits = {
  door: 2,
  egressFree: true,
  autoLock: false,
  closesByItself: true,
  warnsMs: 5000,
  slowestMoveMs: 15_000,
};

export const shut: Sensors = { bolt: 100, contact: 'closed', jam: false, moving: 'none', cause: 'none', autoLockS: 20 };

/** A door in virtual time that remembers everything its loop wanted. */
export class LoopOnABench {
  state: DoorLoop;
  nowMs = 0;
  sensors: Sensors = shut;
  readonly said: (Effect & { readonly atMs: number })[] = [];

  constructor(traits: DoorTraits = flatDoor) {
    this.state = newDoorLoop(traits);
    this.on({ type: 'boot' });
    this.report({});
  }

  on(event: DoorEvent): readonly Effect[] {
    const { state, effects } = step(this.state, event, this.nowMs);
    this.state = state;
    for (const effect of effects) this.said.push({ ...effect, atMs: this.nowMs });
    return effects;
  }

  report(change: Partial<Sensors>): readonly Effect[] {
    this.sensors = { ...this.sensors, ...change };
    return this.on({ type: 'report', sensors: this.sensors });
  }

  /** Time passes with a heartbeat every two seconds; `silent` leaves the heartbeat out. */
  pass(ms: number, silent = false): void {
    const end = this.nowMs + ms;
    for (let beat = this.nowMs + 2000; this.nowMs < end;) {
      const due = Math.min(nextDeadline(this.state, this.nowMs) ?? end, beat, end);
      this.nowMs = due;
      if (due === beat) {
        if (silent) this.on({ type: 'tick' });
        else this.report({});
        beat += 2000;
      } else this.on({ type: 'tick' });
    }
  }

  readonly all = <T extends Effect['type']>(type: T) =>
    this.said.filter(
      (effect): effect is Extract<Effect, { type: T }> & { readonly atMs: number } => effect.type === type,
    );

  readonly receipts = (): string[] => this.all('receipt').map(({ event }) => event);

  /** A courier's visit up to the moment after the intent. */
  knock(visit = 'visit', maxOpenMs = 120_000): void {
    this.on({ type: 'visit-armed', visit });
    this.on({ type: 'asked', visit });
    this.on({ type: 'film', visit, status: 'on-disk' });
    this.on({ type: 'intent', by: 'visit', visit, maxOpenMs });
  }
}

/** When an alarm of this reason rang, in milliseconds of the bench. */
export const rings = (bench: LoopOnABench, reason: string): readonly number[] =>
  bench
    .all('alarm')
    .filter((alarm) => alarm.reason === reason)
    .map(({ atMs }) => atMs);
