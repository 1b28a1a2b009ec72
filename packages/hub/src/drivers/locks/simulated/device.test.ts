import { describe, expect, it } from 'vitest';
import { doorReport } from '../wire.ts';
import { demoHome } from './demo-home.ts';
import { keptOf } from './device.ts';
import type { FlatDoor } from './flat-door.ts';
import { flatDoor } from './flat-door.ts';
import { Bench, flat } from './testing/bench.ts';

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

describe('a door that was found as somebody left it', () => {
  const again = (before: Bench<FlatDoor>) =>
    new Bench(flatDoor, demoHome.flat, keptOf(flatDoor, before.device, before.nowMs));

  it('stands open as before, with its timer armed, and relocks when it is pulled shut', () => {
    const before = flat();
    before.autoLock(5);
    before.order('unlocked');
    before.after(2000).hand({ act: 'push' });
    const door = again(before.after(1000));
    expect(door.last).toMatchObject({ bolt: 0, contact: 'open', autoLockS: 5 });
    door.hand({ act: 'pull' });
    expect(door.after(8000).last).toMatchObject({ bolt: 100, contact: 'closed', cause: 'auto-lock' });
  });

  it('is still jammed half-way', () => {
    const before = flat();
    before.fault({ jamAtPercent: 40 });
    before.order('unlocked');
    expect(again(before.after(2000)).last).toMatchObject({ bolt: 40, jam: true });
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
