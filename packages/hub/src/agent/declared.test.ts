import { describe, expect, it } from 'vitest';
import { everyCrash } from './testing/every-crash.ts';
import { bytesOf, reasonOf, TestHome } from './testing/test-home.ts';

const FREE = 1;
const KEY = 2;
const CLOSES = 4;

describe('P10: what the household declared of a door', () => {
  it('not free inside: no visitor is asked in or let in, and the receipt says who said so', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    expect(reasonOf(await home.declare(KEY))).toBe('allowed');
    expect(home.receipts().at(-1)).toMatchObject({ event: 'declared', door: 1, detail: { facts: KEY } });
    expect(reasonOf(await home.ask(visit))).toBe('relock-unavailable');
    expect(reasonOf(await home.slotKnock(visit, 1))).toBe('relock-unavailable');
    expect(home.locks.moves('unlocked')).toEqual([]);
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
  });

  it('takes the lock’s own timer off, and a bolt that nobody asked for stays where it is', async () => {
    const home = await TestHome.paired();
    await home.memberKnock();
    await home.clock.pass(3000);
    expect(home.locks.flat.truth.bolt).toBe(0);
    await home.declare(KEY);
    await home.clock.pass(120_000);
    expect(home.locks.flat.truth.bolt).toBe(0);
    expect(home.locks.moves('locked')).toEqual([]);
    expect(reasonOf(await home.memberKnock(2))).toBe('allowed');
    await home.clock.pass(3000);
    expect(home.locks.flat.truth.bolt).toBe(100);
  });

  it('declared while a courier is inside: the door is not locked behind them by anybody but a member', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.goIn(visit);
    await home.clock.pass(2000);
    await home.declare(KEY);
    home.locks.act({ act: 'pull' });
    await home.clock.pass(60_000);
    expect(home.locks.flat.truth.bolt).toBe(0);
    expect(home.locks.moves('locked')).toEqual([]);
  });

  it('another lock behind the same wires, whose door is not free inside: what its driver says counts from its first word on', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.goIn(visit);
    const rewired = (egressFree: boolean) => {
      home.locks.disconnect();
      home.hub.hardware.lost();
      const [flat, ...others] = home.locks.doors;
      if (flat === undefined) throw new Error('no door');
      home.locks.doors = [{ ...flat, egressFree }, ...others];
      home.locks.connect((message) => home.hub.heard(message));
    };
    rewired(false);
    home.locks.act({ act: 'pull' });
    await home.clock.pass(60_000);
    expect(home.locks.moves('locked')).toEqual([]);
    expect(home.locks.flat.truth.bolt).toBe(0);
    expect(await home.access()).toMatchObject({ facts: KEY, driverFacts: KEY });
    const another = await home.visit();
    await home.arm(another);
    expect(reasonOf(await home.ask(another))).toBe('relock-unavailable');
    rewired(true);
    await home.clock.pass(30_000);
    expect(home.locks.flat.truth.bolt).toBe(100);
    await home.clock.pass(10_000);
    expect(reasonOf(await home.ask(another))).toBe('allowed');
  });

  it('survives the plug, and an older one that a server kept does not come back', async () => {
    const home = await TestHome.paired();
    const free = await home.declarationBytes(FREE + KEY, 1);
    await home.hub.answer('declare', free);
    await home.declare(KEY, 2);
    home.unplug();
    await home.plugIn();
    await home.clock.pass(3000);
    expect(reasonOf(await home.hub.answer('declare', free))).toBe('declaration-old');
    expect(await home.access()).toMatchObject({ facts: KEY, driverFacts: FREE + KEY, declared: 2 });
    expect(reasonOf(await home.declare(FREE + KEY, 3))).toBe('allowed');
    expect(await home.access()).toMatchObject({ facts: FREE + KEY, declared: 3 });
  });

  it('never widens what the driver says', async () => {
    const home = new TestHome();
    home.locks.doors = home.locks.doors.map((door) => ({ ...door, egressFree: false, closesByItself: false }));
    await home.plugIn();
    await home.pair();
    await home.declare(FREE + KEY + CLOSES);
    expect(await home.access()).toMatchObject({ facts: KEY, driverFacts: KEY });
  });

  it('sent again is heard, and makes one receipt', async () => {
    const home = await TestHome.paired();
    const bytes = await home.declarationBytes(KEY);
    const both = await Promise.all([home.hub.answer('declare', bytes), home.hub.answer('declare', bytes)]);
    expect(both.map(reasonOf)).toEqual(['allowed', 'allowed']);
    expect(home.events().filter((event) => event === 'declared')).toHaveLength(1);
  });
});

it('P9, P10: a declaration that the plug tore off counts and is told, or neither', async () => {
  const { writes } = await everyCrash(
    async () => {
      const home = await TestHome.paired();
      return { home, act: () => home.declare(KEY) };
    },
    async (home, what) => {
      const { declared } = await home.access();
      const told = home.receipts().filter(({ event }) => event === 'declared');
      expect(
        told.map(({ door, detail }) => [door, detail?.facts]),
        what,
      ).toEqual(declared === 1 ? [[1, KEY]] : []);
    },
  );
  expect(writes).toBeGreaterThanOrEqual(4);
});

describe('who can open this door', () => {
  it('names every chain that still can, and forgets those that cannot', async () => {
    const home = await TestHome.paired();
    const [now, later] = [await home.visit(), await home.visit({ nbf: home.unixS + 600, exp: home.unixS + 900 })];
    await home.arm(now);
    await home.arm(later);
    const { members, visitors, leftOut, standing } = await home.access();
    expect(members).toHaveLength(1);
    expect(standing).toEqual([]);
    expect(leftOut).toBe(0);
    expect(visitors).toHaveLength(2);
    expect(visitors.filter(({ armed }) => armed)).toMatchObject([{ visitId: now.visitId, usesLeft: 1 }]);
    await home.block(now);
    expect((await home.access()).visitors).toMatchObject([{ visitId: later.visitId, armed: false }]);
    expect((await home.access(2)).visitors).toEqual([]);
  });

  it('a use that was taken is none any more', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.knock(visit);
    expect((await home.access()).visitors).toEqual([]);
  });

  it('of somebody who came today and comes again, the next date', async () => {
    const home = await TestHome.paired();
    const { unixS: nbf } = home;
    const visit = await home.visit({ nbf, exp: nbf + 7200, occurrences: [[0, 30], [60, 30]] }); // prettier-ignore
    await home.arm(visit);
    expect((await home.access()).visitors).toMatchObject([{ armed: true, fromS: nbf }]);
    await home.knock(visit);
    expect((await home.access()).visitors).toMatchObject([{ armed: false, fromS: nbf + 3600, usesLeft: 1 }]);
  });

  it('says how many it left out', async () => {
    const home = await TestHome.paired();
    for (let i = 0; i < 27; i++) await home.hub.answer('chain', new Uint8Array(0), (await home.visit()).links);
    const { visitors, leftOut } = await home.access();
    expect([visitors.length, leftOut]).toEqual([24, 3]);
  });

  it('what the lock lets in by itself stands there too', async () => {
    const home = new TestHome();
    home.locks.doors = home.locks.doors.map((door) => ({ ...door, standing: ['makers-cloud', 'keypad', 'keypad'] }));
    await home.plugIn();
    await home.pair();
    expect((await home.access()).standing).toEqual([1, 3]);
  });

  it('nobody but a member is answered, and nobody but that member can read it', async () => {
    const home = await TestHome.paired();
    const forged = await home.declarationBytes(KEY);
    expect(reasonOf(await home.hub.answer('access', forged))).toBe('malformed');
    expect(reasonOf(await home.hub.answer('access', new Uint8Array(16)))).toBe('malformed');
    await home.nextRoster({ members: [{ role: 1, key: home.carrier.key, sealingKey: new Uint8Array(65) }] });
    await expect(home.access()).rejects.toThrow('signer-unknown');
  });
});

describe('a garage is closed from afar', () => {
  const opened = async () => {
    const home = await TestHome.paired();
    await home.memberKnock(1, 2);
    await home.clock.pass(12_000);
    expect(home.locks.garage.truth.leaf).toBe(100);
    return home;
  };

  it('only after five seconds of warning, which the hub’s state tells', async () => {
    const home = await opened();
    expect(reasonOf(await home.memberKnock(2, 2))).toBe('allowed');
    await home.clock.pass(1000);
    expect(home.locks.garage.truth).toMatchObject({ leaf: 100, moving: 'warning' });
    await home.clock.pass(3500);
    expect(home.locks.garage.truth.leaf).toBe(100);
    await home.clock.pass(12_000);
    expect(home.locks.garage.truth).toMatchObject({ leaf: 0, bolt: 100 });
    expect(home.events()).toContain('locked');
  });

  it('asked twice it warns once', async () => {
    const home = await opened();
    await home.memberKnock(2, 2);
    await home.clock.pass(1000);
    await home.memberKnock(2, 2);
    expect(home.locks.moves('locked')).toHaveLength(1);
  });

  it('never where the household said that it may not, and a flat door never at all', async () => {
    const home = await opened();
    await home.declare(FREE + KEY, 1, 2);
    expect(reasonOf(await home.memberKnock(2, 2))).toBe('door-not-closed');
    await home.clock.pass(900_000);
    expect(home.locks.garage.truth.leaf).toBe(100);
    expect(home.locks.moves('locked')).toEqual([]);
    expect(bytesOf(await home.declare(FREE + KEY + CLOSES, 2, 2)).length).toBeGreaterThan(64);
    expect(reasonOf(await home.memberKnock(2, 2))).toBe('allowed');
  });
});
