import { TIME_SOURCE } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { TimeSources } from '../nts/time-sources.ts';
import { TimeWorld } from '../nts/testing/time-world.ts';
import { reasonOf, TestHome } from './testing/test-home.ts';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** A home with a visit for today, and two time servers in the same virtual time that its hub asks from the next start on. */
const open = async () => {
  const home = await TestHome.paired();
  const visit = await home.visit({ exp: home.unixS + 40_000 });
  await home.arm(visit);
  await home.clock.pass(61_000);
  const world = new TimeWorld(home.startS, home.clock);
  const [a, b] = [world.serve('a.example'), world.serve('b.example')];
  const named = [...world.servers.keys()].map((host) => ({ host, port: 4460 }));
  home.timeSources = (clock) =>
    new TimeSources(
      named,
      world.effects(() => clock.monotonicMs()),
    );
  /** Off and on again, with a chip that is so far off; absent: it lost its power. */
  const restart = async (offsetS?: number) => {
    home.unplug();
    await home.clock.pass(60_000);
    home.locks.rtc = { lostPower: offsetS === undefined, offsetS: offsetS ?? -home.unixS };
    await home.plugIn();
    await home.resume();
  };
  const knock = async () => reasonOf(await home.knock(visit));
  const errorS = () => (home.hub.core.time.now().unixS ?? NaN) - home.unixS;
  const settings = () => home.receipts().filter(({ event }) => event === 'time-set');
  return { home, world, a, b, restart, knock, errorS, settings };
};

describe('P12: two sources that agree', () => {
  it('end the wait of visitors, stand in the receipts as source 2, and set the chip', async () => {
    const { home, restart, knock, errorS, settings } = await open();
    await restart();
    expect(await knock()).toBe('time-unknown');
    await home.clock.pass(2000);
    expect(home.hub.core.time.source).toBe(TIME_SOURCE.nts);
    expect(errorS()).toBe(0);
    const told = { timeSource: TIME_SOURCE.nts, detail: { timeS: home.unixS - 1, cause: 'two-sources' } };
    expect(settings()).toEqual([expect.objectContaining(told)]);
    expect(home.locks.rtc).toEqual({ lostPower: false, offsetS: 0 });
    await home.clock.pass(6000);
    expect(await knock()).toBe('allowed');
    expect(home.receipts().findLast(({ event }) => event === 'unlock-intended')).toMatchObject({ timeSource: 2 });
  });

  it('are asked ever more rarely until they agree, and taken at once when they do', async () => {
    const { home, world, a, restart, knock, errorS } = await open();
    a.gone = true;
    await restart();
    await home.clock.pass(60_000);
    expect(await knock()).toBe('time-unknown');
    expect(world.asked.length).toBeLessThanOrEqual(5);
    await home.clock.pass(HOUR_MS / 2);
    expect(world.asked.length).toBeLessThan(16);
    expect(await knock()).toBe('time-unknown');
    a.gone = false;
    await home.clock.pass(22 * 60_000);
    expect(errorS()).toBe(0);
  });

  it('one that lies by an hour keeps visitors waiting, and never a member', async () => {
    const { home, b, restart, knock } = await open();
    b.offsetMs = HOUR_MS;
    await restart();
    await home.clock.pass(10 * 60_000);
    expect(await knock()).toBe('time-unknown');
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
  });

  it('and lie together in the past are refused behind the floor', async () => {
    const { home, a, b, restart, knock } = await open();
    for (const server of [a, b]) server.offsetMs = -YEAR_MS;
    await restart();
    await home.clock.pass(10 * 60_000);
    expect(await knock()).toBe('time-unknown');
    expect(home.hub.core.memory.floorS).toBeGreaterThan(home.startS);
  });

  it('a floor is on disk before the clock stands on it', async () => {
    const { home, restart } = await open();
    await restart();
    await home.clock.pass(2000);
    const { unixS = 0 } = home.hub.core.time.now();
    expect(home.hub.core.memory.floorS).toBeGreaterThan(unixS - 3);
  });

  it('a hub that has the time and no line to them keeps it', async () => {
    const { home, a, b, restart, errorS } = await open();
    await restart();
    await home.clock.pass(2000);
    a.gone = b.gone = true;
    await home.clock.pass(HOUR_MS / 2);
    expect(errorS()).toBe(0);
    expect(home.hub.core.time.source).toBe(TIME_SOURCE.nts);
  });

  it('confirm a chip that was right, without a word in the history', async () => {
    const { home, restart, settings } = await open();
    await restart(0);
    expect(home.hub.core.time.source).toBe(TIME_SOURCE.clock);
    await home.clock.pass(2000);
    expect(home.hub.core.time.source).toBe(TIME_SOURCE.nts);
    expect(settings()).toEqual([]);
  });

  it('lift a chip that is behind by half a minute at most, and again in an hour', async () => {
    const { home, restart, errorS, settings } = await open();
    await restart(-45);
    await home.clock.pass(2000);
    expect(errorS()).toBeGreaterThan(-17);
    expect(errorS()).toBeLessThan(-13);
    expect(home.hub.core.time.source).toBe(TIME_SOURCE.clock);
    await home.clock.pass(1.26 * HOUR_MS);
    expect(Math.abs(errorS())).toBeLessThanOrEqual(1);
    expect(home.hub.core.time.source).toBe(TIME_SOURCE.nts);
    expect(settings()).toHaveLength(2);
  });

  it('never turn back one that is ahead: it runs slower until it is right', async () => {
    const { home, restart, errorS } = await open();
    await restart(20);
    let last = 0;
    for (let s = 0; s < 300; s++) {
      await home.clock.pass(1000);
      const { unixS = 0 } = home.hub.core.time.now();
      expect(unixS).toBeGreaterThanOrEqual(last);
      last = unixS;
    }
    expect(Math.abs(errorS())).toBeLessThanOrEqual(1);
  });

  it('two whom one attacker has move a hub that knows the time by half a minute in an hour', async () => {
    const { home, a, b, restart, errorS } = await open();
    for (const server of [a, b]) server.offsetMs = YEAR_MS;
    await restart(0);
    await home.clock.pass(10 * 60_000);
    expect(errorS()).toBeGreaterThan(28);
    expect(errorS()).toBeLessThanOrEqual(31);
  });
});
