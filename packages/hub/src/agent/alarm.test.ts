import { describe, expect, it } from 'vitest';
import { ACTION } from '@latchkey/protocol';
import { demoHome } from '../drivers/locks/simulated/index.ts';
import { reasonOf, TestHome } from './testing/test-home.ts';

/** The door may stand open for so many seconds. */
const inside = (maxOpenSeconds = 120) => TestHome.withCourierInside({ maxOpenSeconds });

const alarms = (home: TestHome) =>
  home
    .receipts()
    .filter(({ event }) => event === 'attention')
    .map(({ detail }) => detail?.cause);
const siren = (home: TestHome) =>
  home.locks.ordered.flatMap((message) => (message.type === 'siren' ? [message.on] : [])).at(-1);

describe('P5: a visit ends locked or loudly', () => {
  it('every message from the hub to the lock is lost when the door closes: the lock’s own timer throws the bolt within 10 s', async () => {
    const { home } = await inside();
    home.locks.fault({ losesCommands: true });
    home.locks.act({ act: 'pull' });
    await home.clock.pass(10_500);
    expect(home.locks.flat.truth).toMatchObject({ bolt: 100, leaf: 0, cause: 'auto-lock' });
    await home.clock.pass(6000);
    expect(home.events()).toContain('complete');
    expect(alarms(home)).toEqual([]);
  });

  it('a jam: the siren and the household after 30 s, no second opening, quiet once it locks', async () => {
    const { home } = await inside();
    home.locks.fault({ jamAtPercent: 60 });
    home.locks.act({ act: 'pull' });
    await home.clock.pass(30_000);
    expect(alarms(home)).toEqual([]);
    await home.clock.pass(20_000);
    expect(alarms(home)).toEqual(['jammed']);
    expect(siren(home)).toBe(true);
    await home.clock.pass(60_000);
    expect(alarms(home).filter((cause) => cause === 'jammed')).toHaveLength(2);
    home.locks.fault({ jamAtPercent: null });
    await home.clock.pass(70_000);
    expect(home.locks.flat.truth.bolt).toBe(100);
    expect(siren(home)).toBe(false);
    expect(home.events()).toContain('complete');
    expect(home.locks.flat.openings).toBe(1);
  });

  it('a lock that lies about its bolt is not found out by it, but a contact that opens under it is', async () => {
    const home = await TestHome.paired();
    home.locks.act({ act: 'force' });
    await home.clock.pass(2000);
    expect(alarms(home)).toEqual(['forced']);
    expect(home.events()).toContain('forced');
  });

  it('P4: a door that was forced and is pushed shut again is not locked, whatever its bolt says, until that has moved', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    home.locks.act({ act: 'force' });
    await home.clock.pass(2000);
    home.locks.act({ act: 'pull' });
    await home.clock.pass(120_000);
    expect(home.locks.flat.truth).toMatchObject({ bolt: 100, leaf: 0, broken: true });
    expect(home.events()).not.toContain('locked');
    expect(alarms(home).filter((cause) => cause === 'forced')).toHaveLength(2);
    expect(alarms(home)).toContain('jammed');
    expect(reasonOf(await home.knock(visit))).toBe('sensor-unsteady');
    home.locks.act({ act: 'repair' });
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.goThrough();
    expect(home.events()).toContain('locked');
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
  });

  it.each([
    ['whose battery is empty', { batteryPercent: 0 }],
    ['whose bolt jams on its way back', { jamAtPercent: 50 }],
  ])('P4: a lock %s lets nobody in, and no receipt says that the visit is complete', async (_, faults) => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    home.locks.fault(faults);
    await home.knock(visit);
    await home.clock.pass(60_000);
    expect(home.events()).not.toContain('complete');
    const refused = home.receipts().find(({ event }) => event === 'refused');
    expect([refused?.detail?.reason, refused?.visitId]).toEqual(['lock-unreachable', visit.visitId]);
    expect(home.locks.indicator).toBe(false);
    home.locks.fault({ batteryPercent: 90, jamAtPercent: null });
    expect(reasonOf(await home.knock(visit))).toBe('used-up');
  });

  it('a door that stays open alarms at maxOpenSeconds until a member acts there, and is never locked open', async () => {
    const { home } = await inside(60);
    await home.clock.pass(60_000);
    expect(alarms(home)).toEqual(['left-open']);
    await home.clock.pass(61_000);
    expect(alarms(home)).toContain('dwell');
    expect(reasonOf(await home.memberKnock(ACTION.lock))).toBe('door-not-closed');
    await home.clock.pass(100);
    const said = (wanted: string) => home.receipts().find(({ event }) => event === wanted);
    expect(said('acknowledged')).toMatchObject({ event: 'acknowledged', detail: { cause: 'left-open' } });
    // It is of the visit, as the alarm is: otherwise its courier would never hear it and stay.
    expect(said('acknowledged')?.visitId).toEqual(said('attention')?.visitId);
    expect(said('acknowledged')?.visitId).toBeDefined();
    expect(siren(home)).toBe(false);
    const heard = alarms(home).length;
    await home.clock.pass(3_600_000);
    expect(alarms(home)).toHaveLength(heard);
    expect(home.locks.moves('locked')).toEqual([]);
  });

  it('the lock falls silent inside a visit: alarmed, and never called locked', async () => {
    const { home } = await inside();
    home.locks.fault({ losesReports: true });
    home.locks.act({ act: 'pull' });
    await home.clock.pass(25_000);
    expect(alarms(home)).toContain('silent');
    expect(home.events()).not.toContain('locked');
  });
});

describe('a garage', () => {
  it('closes by itself behind the courier, warned, before its time is over', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit({ doors: [2], maxOpenSeconds: 90 });
    await home.arm(visit);
    expect(reasonOf(await home.knock(visit, { door: 2 }))).toBe('allowed');
    await home.clock.pass(20_000);
    expect(home.locks.garage.truth.leaf).toBe(100);
    await home.clock.pass(75_000);
    expect(home.locks.garage.truth).toMatchObject({ leaf: 0, bolt: 100 });
    await home.clock.pass(10_000);
    expect(home.events()).toContain('complete');
    expect(alarms(home)).toEqual([]);
  });

  it('with something in its light barrier alarms, and closes once it is free', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit({ doors: [2], maxOpenSeconds: 60 });
    await home.arm(visit);
    await home.knock(visit, { door: 2 });
    await home.clock.pass(20_000);
    home.locks.act({ act: 'obstruct', present: true }, 2);
    await home.clock.pass(60_000);
    expect(alarms(home)).toContain('left-open');
    expect(home.locks.garage.truth.leaf).toBeGreaterThan(0);
    home.locks.act({ act: 'obstruct', present: false }, 2);
    await home.clock.pass(150_000);
    expect(home.locks.garage.truth.leaf).toBe(0);
    expect(home.events()).toContain('complete');
  });
});

it('P1: no command of one door has the number of another’s, over starts too: every lock hears each *cancel*', async () => {
  const home = await TestHome.paired();
  home.locks.doors = [
    { ...demoHome.flat, door: 0 },
    { ...demoHome.flat, door: 10 },
  ];
  const ids: number[] = [];
  for (let starts = 0; starts < 3; starts++) {
    home.unplug();
    await home.plugIn();
    for (const door of [0, 10]) {
      expect(reasonOf(await home.memberKnock(ACTION.unlock, door))).toBe('allowed');
      await home.clock.pass(500);
    }
    ids.push(...home.locks.ordered.splice(0).flatMap((one) => ('id' in one && one.type !== 'cancel' ? [one.id] : [])));
  }
  expect(ids.length).toBeGreaterThan(11);
  expect(new Set(ids).size).toBe(ids.length);
});
