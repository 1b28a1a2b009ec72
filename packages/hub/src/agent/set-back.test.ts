import { kidOf, TIME_SOURCE, verifyReceiptChain } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { CAPABILITY } from './answers/state.ts';
import { Ahead, YEARS_S } from './testing/ahead-home.ts';
import { p, reasonOf, type Visit } from './testing/test-home.ts';
import { settle } from './testing/virtual-clock.ts';

const HOUR_MS = 3_600_000;

/** A chip that jumped five years ahead, a visit for today, and the display that somebody beside the hub has woken. */
const ahead = async () => {
  const home = await Ahead.paired();
  const visit = await home.visit({ exp: home.unixS + 40_000 });
  await home.outage();
  await home.press();
  return { home, visit };
};

const knocks = async (home: Ahead, visit: Visit): Promise<string> => {
  await home.arm(visit);
  return reasonOf(await home.knock(visit));
};

const setBacks = (home: Ahead) => home.receipts().filter(({ event }) => event === 'clock-set-back');

describe('P12: an admin beside the hub sets its clock back', () => {
  it('and permissions of today count again, by what was used and blocked before', async () => {
    const home = await Ahead.paired();
    const exp = home.unixS + 40_000;
    const [used, blocked, visit] = [await home.visit({ exp }), await home.visit({ exp }), await home.visit({ exp })];
    expect(await knocks(home, used)).toBe('allowed');
    await home.goThrough();
    expect(reasonOf(await home.block(blocked))).toBe('allowed');
    await home.outage();
    expect(await knocks(home, visit)).toBe('expired');
    await home.press();
    expect(reasonOf(await home.setBack(home.cleo))).toBe('allowed');
    expect(home.aheadS).toBe(0);
    expect(await knocks(home, used)).toBe('used-up');
    expect(await knocks(home, blocked)).toBe('blocked');
    expect(await knocks(home, visit)).toBe('allowed');
  });

  it('is told by a receipt of the new time, in a story that verifies, and stays over a start; the chip is right', async () => {
    const { home } = await ahead();
    const floor = home.hub.core.time.floorS;
    await home.setBack(home.cleo);
    const [told] = setBacks(home);
    const kid = kidOf(p, home.cleo.key);
    expect(told).toMatchObject({ iat: home.unixS, timeSource: TIME_SOURCE.member, detail: { kid, timeS: home.unixS, fromMs: floor * 1000 } }); // prettier-ignore
    expect(home.locks.rtc).toEqual({ lostPower: false, offsetS: 0 });
    await home.outage(0);
    expect(home.aheadS).toBe(0);
    expect(home.hub.core.time.source).toBe(TIME_SOURCE.clock);
    expect(home.hub.core.memory.floorS).toBeLessThanOrEqual(home.unixS);
    const chain = [...home.hub.core.memory.receipts].map(({ bytes }) => bytes);
    expect(verifyReceiptChain(p, home.hubSigner.key, chain).ok).toBe(true);
  });

  it('also where the chip was put right and is behind the floor: the state says which', async () => {
    const { home, visit } = await ahead();
    const jumped = home.hub.core.memory.floorS;
    await home.outage(0);
    expect(home.aheadS).toBeUndefined();
    expect(reasonOf(await home.tellTime())).toBe('behind-floor');
    const { iat, floor = 0, capability } = await home.state();
    expect([iat, capability]).toEqual([undefined, CAPABILITY]);
    expect(floor).toBeGreaterThanOrEqual(jumped);
    await home.press();
    expect(reasonOf(await home.setBack(home.anna))).toBe('allowed');
    expect((await home.state()).floor).toBeUndefined();
    expect(await knocks(home, visit)).toBe('allowed');
  });

  it('says of a visit that the wrong time ended that it is armed again, once it is told of it again', async () => {
    const home = await Ahead.paired();
    const visit = await home.visit({ exp: home.unixS + 40_000 });
    await home.arm(visit);
    await home.outage();
    const armed = () => home.receipts().filter(({ event }) => event === 'armed').length;
    expect(reasonOf(await home.arm(visit))).toBe('expired');
    await home.press();
    await home.setBack(home.cleo);
    expect(armed()).toBe(1);
    expect(reasonOf(await home.arm(visit))).toBe('allowed');
    expect(armed()).toBe(2);
  });

  it('spends what the display shows: another one needs another press', async () => {
    const { home } = await ahead();
    await home.setBack(home.anna);
    expect(home.display).toBeUndefined();
    expect(reasonOf(await home.setBack(home.anna, { iat: home.unixS - 3600 }))).toBe('presence-none');
    await home.press();
    expect(reasonOf(await home.setBack(home.anna, { iat: home.unixS - 3600 }))).toBe('allowed');
  });

  it('is over the floor that it names, and sets no hub back that is right', async () => {
    const home = await Ahead.paired();
    await home.clock.pass(61_000);
    await home.press();
    expect(reasonOf(await home.setBack(home.anna))).toBe('floor-not-ahead');
    expect(reasonOf(await home.setBack(home.anna, { floor: home.unixS + YEARS_S }))).toBe('floor-moved');
    expect(setBacks(home)).toEqual([]);
  });

  it('waits until nobody visits', async () => {
    const home = await Ahead.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.goIn(visit);
    await home.press();
    expect(reasonOf(await home.setBack(home.anna, { iat: home.unixS - 3600 }))).toBe('visit-running');
  });
});

describe('what an attacker gets of it', () => {
  it('far away, or with the letters alone: nothing', async () => {
    const { home } = await ahead();
    expect(reasonOf(await home.setBack(home.robin))).toBe('signer-not-admin');
    expect(reasonOf(await home.setBack(home.hubSigner))).toBe('signer-unknown');
    expect(reasonOf(await home.setBack(home.anna, { shown: '0123 4567 89AB' }))).toBe('presence-wrong');
    await home.clock.pass(121_000);
    expect(reasonOf(await home.setBack(home.anna))).toBe('presence-none');
    expect(home.aheadS).toBeGreaterThanOrEqual(YEARS_S);
    expect(setBacks(home)).toEqual([]);
  });

  it('a message that is held back counts for two minutes, in this start', async () => {
    const { home } = await ahead();
    const held = await home.setBackBytes(home.anna);
    await home.clock.pass(121_000);
    expect(reasonOf(await home.hub.answer('set-back', held))).toBe('presence-none');
    await home.press();
    expect(reasonOf(await home.hub.answer('set-back', held))).toBe('presence-wrong');
    await home.outage();
    await home.press();
    expect(reasonOf(await home.hub.answer('set-back', held))).toBe('start-over');
  });

  it('one that is repeated, at once or after months, hears the first answer and sets nothing', async () => {
    const { home } = await ahead();
    const bytes = await home.setBackBytes(home.anna);
    const first = await home.hub.answer('set-back', bytes);
    for (const ms of [100, HOUR_MS]) {
      await home.clock.pass(ms);
      await home.press();
      expect(await home.hub.answer('set-back', bytes)).toEqual(first);
      expect(home.aheadS).toBe(0);
    }
    await home.outage(YEARS_S);
    await home.press();
    expect(reasonOf(await home.hub.answer('set-back', bytes))).toBe('start-over');
    expect(setBacks(home)).toHaveLength(1);
  });

  it('what was granted before a rollback under the wrong clock stays void, and what is granted afterwards counts', async () => {
    const { home, visit } = await ahead();
    const { seq, head } = home.hub.core.memory;
    expect(reasonOf(await home.resume({ seq: seq + 5, head }))).toBe('allowed');
    await home.press();
    await home.setBack(home.anna);
    expect(await knocks(home, visit)).toBe('void-after-rollback');
    await home.clock.pass(1000);
    expect(await knocks(home, await home.visit({ iat: home.unixS }))).toBe('allowed');
  });
});

describe('P12: on its way to the disk', () => {
  /** Does something while the record is being written. */
  const meanwhile = (home: Ahead, work: () => unknown) => {
    const { disk } = home;
    const append = disk.append.bind(disk);
    disk.append = async (bytes) => {
      disk.append = append;
      await work();
      await settle();
      return append(bytes);
    };
  };

  it('nothing brings the time before back: not the chip, not a minute’s floor, not a member, not a knock', async () => {
    const { home, visit } = await ahead();
    const unixS = home.unixS + YEARS_S;
    const heard: (number | undefined)[] = [];
    meanwhile(home, async () => {
      heard.push(home.aheadS);
      home.hub.heard({ type: 'rtc', lostPower: false, unixS });
      void home.tellTime(unixS);
      void home.ask(visit);
      void home.memberKnock();
      await home.clock.pass(61_000);
      heard.push(home.aheadS);
    });
    const said = await home.setBackBytes(home.anna);
    expect(reasonOf(await home.hub.answer('set-back', said))).toBe('allowed');
    expect(heard).toEqual([undefined, undefined]);
    await home.clock.pass(61_000);
    expect(home.hub.core.memory.floorS).toBeLessThanOrEqual(home.unixS);
    await home.outage(0);
    expect(home.hub.core.memory.floorS).toBeLessThanOrEqual(home.unixS);
    expect(home.aheadS).toBe(0);
  });

  it('a disk that does not keep it leaves no time at all: visitors wait, members do not', async () => {
    const { home, visit } = await ahead();
    const floor = home.hub.core.memory.floorS;
    home.disk.append = () => Promise.reject(new Error('no room'));
    expect(reasonOf(await home.setBack(home.anna))).toBe('storage-short');
    expect(home.aheadS).toBeUndefined();
    expect(home.hub.core.memory.floorS).toBe(floor);
    expect(reasonOf(await home.ask(visit))).toBe('time-unknown');
  });
});
