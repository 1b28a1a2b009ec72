import type { DoorReport } from '../../wire.ts';
import { demoHome } from '../demo-home.ts';
import type { Device, Input, Kept } from '../device.ts';
import { dueAt, newDevice, step, truthOf } from '../device.ts';
import type { Faults } from '../faults.ts';
import { flatDoor } from '../flat-door.ts';
import { garageDoor } from '../garage-door.ts';
import type { Act, Mechanism } from '../mechanism.ts';

/** Drives one device through virtual time exactly as the demo hardware does: a tick whenever one is due. */
export class Bench<S> {
  nowMs = 0;
  readonly said: (DoorReport | { type: 'ack'; id: number; heard: string })[] = [];
  device: Device<S>;
  readonly mechanism: Mechanism<S>;
  #id = 0;

  constructor(mechanism: Mechanism<S>, declared: Device<S>['declared'], kept?: Kept) {
    this.mechanism = mechanism;
    this.device = newDevice(declared, mechanism, kept);
    this.#put({ type: 'tick' });
  }

  #put(input: Input) {
    const { device, out } = step(this.mechanism, this.device, input, this.nowMs, () => 0.5);
    this.device = device;
    this.said.push(...out);
  }

  after(ms: number) {
    const end = this.nowMs + ms;
    for (
      let due = dueAt(this.mechanism, this.device, this.nowMs);
      due <= end;
      due = dueAt(this.mechanism, this.device, due)
    ) {
      this.nowMs = due;
      this.#put({ type: 'tick' });
    }
    this.nowMs = end;
    this.#put({ type: 'tick' });
    return this;
  }

  order(target: 'locked' | 'unlocked', expiresInMs = 5000) {
    this.#id += 1;
    this.#put({ type: 'command', command: { type: 'move', id: this.#id, door: 1, target, expiresInMs } });
    return this.#id;
  }

  repeat(id: number, target: 'locked' | 'unlocked') {
    this.#put({ type: 'command', command: { type: 'move', id, door: 1, target, expiresInMs: 5000 } });
  }

  cancel(id: number) {
    this.#put({ type: 'command', command: { type: 'cancel', id } });
  }

  autoLock(afterS: number | null) {
    this.#put({ type: 'command', command: { type: 'auto-lock', id: 99, door: 1, afterS } });
  }

  hand(act: Act) {
    this.#put({ type: 'act', act });
  }

  fault(faults: Partial<Faults>) {
    this.#put({ type: 'fault', faults });
  }

  get truth() {
    return truthOf(this.mechanism, this.device, this.nowMs);
  }

  get reports() {
    return this.said.filter((m): m is DoorReport => m.type === 'report');
  }

  get last() {
    const report = this.reports.at(-1);
    if (report === undefined) throw new Error('no report yet');
    return report;
  }

  heard(id: number) {
    return this.said.flatMap((m) => (m.type === 'ack' && m.id === id ? [m.heard] : []));
  }
}

export const flat = () => new Bench(flatDoor, demoHome.flat);
export const garage = () => new Bench(garageDoor, demoHome.garage);
