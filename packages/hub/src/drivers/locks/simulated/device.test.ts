import { describe, expect, it } from 'vitest';
import type { DoorReport } from '../wire.ts';
import { doorReport } from '../wire.ts';
import { demoHome } from './demo-home.ts';
import type { Device, Input } from './device.ts';
import { dueAt, newDevice, step, truthOf } from './device.ts';
import { flatDoor } from './flat-door.ts';
import { garageDoor } from './garage-door.ts';
import type { Mechanism, Act } from './mechanism.ts';
import type { Faults } from './faults.ts';

/** Drives one device through virtual time exactly as the demo hardware does: a tick whenever one is due. */
class Bench<S> {
  nowMs = 0;
  readonly said: (DoorReport | { type: 'ack'; id: number; heard: string })[] = [];
  device: Device<S>;
  readonly mechanism: Mechanism<S>;
  #id = 0;

  constructor(mechanism: Mechanism<S>, declared: Parameters<typeof newDevice>[0]) {
    this.mechanism = mechanism;
    this.device = newDevice(declared, mechanism);
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

const flat = () => new Bench(flatDoor, demoHome.flat);
const garage = () => new Bench(garageDoor, demoHome.garage);

describe('a flat door', () => {
  it('is withdrawn by its motor in 600 to 900 ms and then gives way to a push', () => {
    const door = flat();
    door.order('unlocked');
    expect(door.after(550).truth).toMatchObject({ latch: 'out', moving: 'unlocking' });
    expect(door.after(400).truth).toMatchObject({ bolt: 0, latch: 'held', moving: 'none' });
    door.hand({ act: 'push' });
    door.after(1000);
    expect(door.last).toMatchObject({ bolt: 0, contact: 'open', cause: 'command' });
  });

  it('does not give way to a push while it is locked, and shows the attempt', () => {
    const door = flat().after(100);
    door.hand({ act: 'push' });
    expect(door.after(1000).truth).toMatchObject({ leaf: 0, rattledMs: 100 });
    expect(door.last.contact).toBe('closed');
  });

  it('P10: opens from inside by its handle, jammed, mid-throw and with an empty battery', () => {
    for (const trouble of [{ jamAtPercent: 50 }, { batteryPercent: 0 }, { misaligned: true }, {}]) {
      const door = flat();
      door.fault(trouble);
      door.order('locked');
      door.after(300);
      door.hand({ act: 'handle' });
      door.after(300);
      door.hand({ act: 'push' });
      expect(door.after(1000).truth.leaf).toBe(100);
      expect(door.last).toMatchObject({ contact: 'open', cause: 'handle', jam: false });
    }
  });

  it('P10: does not throw the bolt against a hand that holds the handle', () => {
    const door = flat();
    door.hand({ act: 'handle' });
    door.after(500).order('locked');
    expect(door.after(1000).truth).toMatchObject({ bolt: 0, latch: 'held' });
    door.after(2000).order('locked');
    expect(door.after(1000).last.bolt).toBe(100);
  });

  it('stalls where it is jammed and says so', () => {
    const door = flat();
    door.order('unlocked');
    door.after(2000);
    door.fault({ jamAtPercent: 62 });
    door.order('locked');
    door.after(2000);
    expect(door.last).toMatchObject({ bolt: 62, jam: true, moving: 'none' });
  });

  it('does not get through what it is jammed at by trying again, but goes back', () => {
    const door = flat();
    door.fault({ jamAtPercent: 62 });
    for (let i = 0; i < 3; i += 1) {
      door.order('unlocked');
      expect(door.after(2000).last).toMatchObject({ bolt: 62, jam: true });
    }
    door.order('locked');
    expect(door.after(2000).last).toMatchObject({ bolt: 100, jam: false });
    door.hand({ act: 'key', to: 'unlocked' });
    door.after(3000);
    for (let i = 0; i < 3; i += 1) {
      door.order('locked');
      expect(door.after(2000).last).toMatchObject({ bolt: 62, jam: true });
    }
    door.order('unlocked');
    expect(door.after(2000).last).toMatchObject({ bolt: 0, jam: false });
  });

  it('meets the strike when it is misaligned, but only while the leaf is shut', () => {
    const door = flat();
    door.order('unlocked');
    door.after(2000);
    door.fault({ misaligned: true });
    door.order('locked');
    expect(door.after(2000).last).toMatchObject({ bolt: 35, jam: true });
    door.order('unlocked');
    door.after(2000).hand({ act: 'push' });
    door.after(1000).order('locked');
    expect(door.after(2000).last).toMatchObject({ bolt: 100, jam: false, contact: 'open' });
  });

  it('throws into the air if told to, and the leaf then rests on the bolt instead of in the frame', () => {
    const door = flat();
    door.order('unlocked');
    door.after(2000).hand({ act: 'push' });
    door.after(1000).order('locked');
    door.after(1000).hand({ act: 'pull' });
    door.after(1000);
    expect(door.truth).toMatchObject({ bolt: 100, leaf: 7 });
    expect(door.last).toMatchObject({ bolt: 100, contact: 'open' });
  });

  it('cannot end locked by throwing while the leaf falls shut', () => {
    const door = flat();
    door.order('unlocked');
    door.after(2000).hand({ act: 'push' });
    door.after(1000).hand({ act: 'pull' });
    door.after(200).order('locked');
    expect(door.after(3000).truth.leaf).toBe(7);
  });

  it('shows a forced leaf as open behind a thrown bolt', () => {
    const door = flat();
    door.hand({ act: 'force' });
    expect(door.after(1000).last).toMatchObject({ bolt: 100, contact: 'open', cause: 'none' });
    door.hand({ act: 'pull' });
    door.after(1000).hand({ act: 'push' });
    expect(door.after(1000).truth.leaf).toBe(100);
  });

  it('hears one command once, and a cancel that overtakes it wins', () => {
    const door = flat();
    const id = door.order('unlocked');
    door.after(2000);
    door.order('locked');
    door.after(2000).repeat(id, 'unlocked');
    expect(door.after(2000).last.bolt).toBe(100);
    door.cancel(77);
    door.repeat(77, 'unlocked');
    expect(door.after(2000).last.bolt).toBe(100);
  });

  it('lets a command expire that its radio delivers too late', () => {
    const door = flat();
    door.fault({ radioDelayMs: 3000 });
    const late = door.order('unlocked', 2000);
    expect(door.after(4000).last.bolt).toBe(100);
    expect(door.heard(late)).toEqual(['expired']);
    const inTime = door.order('unlocked', 5000);
    expect(door.after(5000).last.bolt).toBe(0);
    expect(door.heard(inTime)).toEqual(['accepted']);
  });

  it('takes back a command that still waits in the radio, and says too late for one that began', () => {
    const door = flat();
    door.fault({ radioDelayMs: 1000 });
    const id = door.order('unlocked');
    door.after(500).cancel(id);
    expect(door.after(3000).last.bolt).toBe(100);
    door.fault({ radioDelayMs: 0 });
    const begun = door.order('unlocked');
    door.after(100).cancel(begun);
    expect(door.after(2000).heard(begun)).toEqual(['accepted', 'too-late']);
  });

  it('numbers reports without a gap, and a lost report leaves one', () => {
    const door = flat();
    door.order('unlocked');
    door.after(5000);
    const numbers = door.reports.map((r) => r.seq);
    expect(numbers).toEqual(numbers.map((_, i) => i));
    const before = numbers.length;
    door.fault({ losesReports: true });
    door.after(10_000);
    expect(door.reports).toHaveLength(before);
    door.fault({ losesReports: false });
    expect(door.after(2000).last.seq).toBeGreaterThan(before);
  });

  it('says something at least every two seconds, and every report fits the wire', () => {
    const door = flat();
    door.fault({ bouncing: true });
    door.order('unlocked');
    door.after(1500).hand({ act: 'push' });
    door.after(20_000);
    expect(door.reports.length).toBeGreaterThan(10);
    for (const report of door.reports) expect(doorReport.safeParse(report).success).toBe(true);
  });

  it('chatters when its contact bounces, and settles on the truth', () => {
    const door = flat();
    door.fault({ bouncing: true });
    door.order('unlocked');
    door.after(2000).hand({ act: 'push' });
    door.after(2000).hand({ act: 'pull' });
    const before = door.reports.length;
    door.after(2000);
    const seen = door.reports.slice(before).map((r) => r.contact);
    expect(seen.at(-1)).toBe('closed');
    expect(seen.filter((c, i) => i > 0 && c !== seen[i - 1]).length).toBeGreaterThan(1);
  });

  it('lies: reports the bolt thrown that never moved', () => {
    const door = flat();
    door.order('unlocked');
    door.after(2000);
    door.fault({ liar: true });
    door.order('locked');
    door.after(3000);
    expect(door.last).toMatchObject({ bolt: 100, jam: false, contact: 'closed' });
    expect(door.truth.bolt).toBe(0);
  });
});

describe('its own relocking timer', () => {
  const opened = (afterS: number) => {
    const door = flat();
    door.autoLock(afterS);
    door.order('unlocked');
    door.after(2000).hand({ act: 'push' });
    door.after(1000);
    return door;
  };

  it('shows in the reports that it is armed', () => {
    const door = flat();
    door.autoLock(7);
    expect(door.after(100).last.autoLockS).toBe(7);
    door.autoLock(null);
    expect(door.after(100).last.autoLockS).toBeNull();
  });

  it('throws the bolt after the door has closed, with the hub gone', () => {
    const door = opened(5);
    door.after(60_000).hand({ act: 'pull' });
    expect(door.after(4000).last.bolt).toBe(0);
    expect(door.after(3000).last).toMatchObject({ bolt: 100, contact: 'closed', cause: 'auto-lock' });
  });

  it('never throws it while its contact says open, for three days', () => {
    const door = opened(5).after(3 * 86_400_000);
    expect(door.last).toMatchObject({ bolt: 0, contact: 'open' });
  });

  it('relocks a door that nobody opened', () => {
    const door = flat();
    door.autoLock(5);
    door.order('unlocked');
    expect(door.after(7000).last).toMatchObject({ bolt: 100, cause: 'auto-lock' });
  });

  it('tries again after a jam, and ends locked once the jam is gone', () => {
    const door = opened(5);
    door.fault({ jamAtPercent: 40 });
    door.hand({ act: 'pull' });
    expect(door.after(8000).last).toMatchObject({ bolt: 40, jam: true });
    door.fault({ jamAtPercent: null });
    expect(door.after(7000).last).toMatchObject({ bolt: 100, jam: false });
  });
});

describe('a garage door', () => {
  const up = () => {
    const door = garage();
    door.order('unlocked');
    return door.after(9000);
  };

  it('travels up in eight seconds and is held by nothing from the first moment', () => {
    const door = garage();
    door.order('unlocked');
    expect(door.after(4000).last).toMatchObject({ bolt: 0, contact: 'open', moving: 'unlocking' });
    expect(door.truth.leaf).toBeCloseTo(50);
    expect(door.after(4100).last).toMatchObject({ leaf: 100, moving: 'none', jam: false });
  });

  it('warns for five seconds before it closes, and is locked only when it is down', () => {
    const door = up();
    door.order('locked');
    expect(door.after(4900).truth).toMatchObject({ leaf: 100, moving: 'warning' });
    expect(door.after(4100).last).toMatchObject({ bolt: 0, contact: 'open', moving: 'locking' });
    expect(door.after(4100).last).toMatchObject({ bolt: 100, contact: 'closed', moving: 'none' });
  });

  it('does not close by itself where that is not allowed', () => {
    const door = new Bench(garageDoor, { ...demoHome.garage, closesByItself: false });
    door.order('unlocked');
    const id = door.after(9000).order('locked');
    expect(door.after(20_000).truth.leaf).toBe(100);
    expect(door.heard(id)).toEqual(['not-allowed']);
  });

  it('opens again when something stands in its way, and reports the jam', () => {
    const door = up();
    door.order('locked');
    door.after(9000).hand({ act: 'obstruct', present: true });
    expect(door.after(10_000).last).toMatchObject({ leaf: 100, jam: true, obstructed: true });
  });

  it('stays up when something stands in its way before it starts', () => {
    const door = up();
    door.hand({ act: 'obstruct', present: true });
    door.order('locked');
    expect(door.after(20_000).last).toMatchObject({ leaf: 100, jam: true });
  });

  it('stops warning when the command is taken back', () => {
    const door = up();
    const id = door.order('locked');
    door.after(3000).cancel(id);
    expect(door.after(20_000).truth).toMatchObject({ leaf: 100, moving: 'none' });
  });

  it('P10: is freed by its cord in every state, and is not locked until it is coupled again', () => {
    const door = garage();
    door.hand({ act: 'handle' });
    expect(door.after(100).last).toMatchObject({ bolt: 0, contact: 'closed', cause: 'handle' });
    door.hand({ act: 'push' });
    door.after(2000).hand({ act: 'pull' });
    expect(door.after(2000).last).toMatchObject({ bolt: 0, contact: 'closed' });
    door.hand({ act: 'key', to: 'locked' });
    expect(door.after(100).last.bolt).toBe(100);
  });

  it('does not give way while it is coupled', () => {
    const door = garage();
    door.hand({ act: 'push' });
    expect(door.after(3000).truth.leaf).toBe(0);
  });
});
