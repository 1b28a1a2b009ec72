/** The hub's journal against a plug that is pulled while somebody is removed, or looks. `tests/system/crash.test.ts` has the visits. */
import { toHex } from '@latchkey/protocol';
import { describe, expect, it, vi } from 'vitest';
import { everyCrash } from '../testing/every-crash.ts';
import { LookedAt } from '../testing/looked-at.ts';
import { hexKid, Shared } from '../testing/shared-home.ts';
import type { TestHome } from '../testing/test-home.ts';
import { bytesOf, reasonOf, type Visit } from '../testing/test-home.ts';
import { settle } from '../testing/virtual-clock.ts';
import { isKnownAndSafe, TEN_SECONDS_MS, waits } from '../testing/known-and-safe.ts';

vi.setConfig({ testTimeout: 120_000 });

describe('P9, P11: the plug pulled at every write of a removal, and again at every write of the start', () => {
  const removes = async (home: Shared) => {
    const members = (home.roster?.claims.members ?? []).filter(({ key }) => hexKid({ key }) !== hexKid(home.robin));
    await home.rosterOf(home.anna, members);
  };
  /** The knock's turn comes while the roster is on its way to the disk, and the camera takes its time to begin anew. */
  const removesWhile = (home: Shared, knocks: () => unknown) => {
    const [film, { disk }] = [home.films.get(1) ?? expect.unreachable(), home];
    const [start, append] = [film.start.bind(film), disk.append.bind(disk)];
    film.start = async (what) => {
      await new Promise<void>((resolve) => home.clock.after(100, resolve));
      return start(what);
    };
    disk.append = async (bytes) => {
      disk.append = append;
      void Promise.resolve(knocks()).catch(() => undefined);
      await settle();
      return append(bytes);
    };
    return removes(home);
  };
  /** A visitor with the answer to their question in hand, and the knock that they make of it. */
  const aboutToKnock = async () => {
    const home = await Shared.paired();
    const visit = await home.visit();
    await home.arm(visit);
    const knock = await home.knockBytes(visit, bytesOf(await home.ask(visit)));
    await home.clock.pass(500);
    return { home, visit, knock };
  };
  const isGone = ({ hub, robin }: Shared): boolean => !hub.core.memory.roster.members.has(hexKid(robin));

  /** All of it or nothing; and what holds is receipted, and told to a server that never heard of it. */
  const isWholeAndTold = async (home: Shared, what: string) => {
    const { memory } = home.hub.core;
    const told = home.receipts().findLast(({ event }) => event === 'roster');
    expect(told?.detail, what).toMatchObject({ epoch: memory.roster.epoch, rosterHash: memory.roster.head });
    const newest = Buffer.from(memory.rosters.links.at(-1) ?? []).toString('base64url');
    expect(
      home.server.said.findLast(({ type }) => type === 'roster'),
      what,
    ).toEqual({ type: 'roster', roster: newest });
    expect(home.receipts().filter(({ event, detail }) => event === 'roster' && detail?.epoch === memory.roster.epoch), what).toHaveLength(1); // prettier-ignore
    expect((await home.knockOf(home.robin)).ok, what).toBe(!isGone(home));
  };

  /** No opening after a removal is filmed under a key that the removed device has. */
  const isFilmedAnew = (home: Shared, what: string) => {
    const told = home.receipts();
    const removed = told.findIndex(({ event, detail }) => event === 'roster' && detail?.epoch === 3);
    const idsOf = (wanted: string) =>
      told.slice(removed).flatMap(({ event, detail }) => (event === wanted && detail?.recordingId !== undefined ? [toHex(detail.recordingId)] : [])); // prettier-ignore
    if (removed !== -1) expect(idsOf('recording-started'), what).toEqual(expect.arrayContaining(idsOf('unlock-intended'))); // prettier-ignore
  };

  it('while nobody visits: he is removed and it is confirmed, or neither', async () => {
    const build = async () => {
      const home = await Shared.paired();
      return { home, act: () => removes(home) };
    };
    const { writes, again } = await everyCrash(build, isWholeAndTold, TEN_SECONDS_MS);
    expect(Math.min(writes, again)).toBeGreaterThan(2);
  });

  it('while a film runs, and somebody knocks after it: the visit ends known and safe, or goes on, under a key of those who remain', async () => {
    const visits = new WeakMap<TestHome, Visit>();
    const visitOf = (home: TestHome) => visits.get(home) ?? expect.unreachable();
    const build = async () => {
      const { home, visit, knock } = await aboutToKnock();
      visits.set(home, visit);
      return { home, act: () => removes(home), next: [() => home.hub.answer('knock', knock), ...waits(3000)] };
    };
    const look = async (home: Shared, what: string) => {
      isKnownAndSafe(home, what);
      const spent = home.hub.core.memory.uses.taken.size;
      const before = home.locks.moves('unlocked').length;
      expect(spent, what).toBeGreaterThanOrEqual(before);
      expect(reasonOf(await home.resume()), what).toBe('allowed');
      await home.clock.pass(6000);
      expect(reasonOf(await home.knock(visitOf(home))), what).toBe(spent === 0 ? 'allowed' : 'used-up');
      isFilmedAnew(home, what);
      if (spent === 0) await home.goThrough();
      await isWholeAndTold(home, what);
    };
    const { writes, again } = await everyCrash(build, look, TEN_SECONDS_MS);
    expect(Math.min(writes, again)).toBeGreaterThan(4);
  });

  it('in whose moment somebody knocks, and is called off: the use is taken or there again, and opens once', async () => {
    const visits = new WeakMap<TestHome, Visit>();
    const visitOf = (home: TestHome) => visits.get(home) ?? expect.unreachable();
    let calledOff = 0;
    const build = async () => {
      const { home, visit, knock } = await aboutToKnock();
      visits.set(home, visit);
      return { home, act: () => removesWhile(home, () => home.hub.answer('knock', knock)), next: waits(1500) };
    };
    const look = async (home: Shared, what: string) => {
      isKnownAndSafe(home, what);
      expect(home.locks.moves('unlocked'), what).toEqual([]);
      const spent = home.hub.core.memory.uses.taken.size > 0;
      if (home.events().includes('unlock-cancelled')) calledOff += spent ? 0 : 1;
      expect(reasonOf(await home.resume()), what).toBe('allowed');
      await home.clock.pass(6000);
      expect(reasonOf(await home.knock(visitOf(home))), what).toBe(spent ? 'used-up' : 'allowed');
      await home.clock.pass(500);
      expect(home.locks.moves('unlocked'), what).toHaveLength(spent ? 0 : 1);
      home.receipts();
    };
    const { writes, again } = await everyCrash(build, look, TEN_SECONDS_MS);
    expect(Math.min(writes, again)).toBeGreaterThan(4);
    expect(calledOff).toBeGreaterThan(0);
  });
});

describe('P8: the plug pulled at every write of a look, and again at every write of the start', () => {
  it('that ends by itself: no camera runs after the start, whoever began it is told that it ended, and waits', async () => {
    const build = async () => {
      const home = await LookedAt.paired();
      return { home, act: () => home.lookAt({ seconds: 3 }), next: waits(4500) };
    };
    const look = (home: LookedAt, what: string) => {
      expect(home.film, what).toMatchObject({ recording: false, armed: false });
      expect(home.locks.indicator, what).toBe(false);
      const told = home.events().filter((event) => event === 'look-began' || event === 'look-ended');
      expect(told, what).toEqual(told.length === 0 ? [] : ['look-began', 'look-ended']);
      expect(home.hub.core.memory.looks.open, what).toBeUndefined();
      isKnownAndSafe(home, what);
    };
    const { writes, again } = await everyCrash(build, look, TEN_SECONDS_MS);
    expect(Math.min(writes, again)).toBeGreaterThan(3);
  });

  it('that the hub’s button ends: looks are off, and it is said that they are, or neither', async () => {
    const build = async () => {
      const home = await LookedAt.paired();
      await home.lookAt();
      return { home, act: () => home.hub.heard({ type: 'button', heldMs: 200 }) };
    };
    const look = async (home: LookedAt, what: string) => {
      expect(home.film, what).toMatchObject({ recording: false, armed: false });
      expect(
        home.events().filter((event) => event === 'look-ended'),
        what,
      ).toHaveLength(1);
      const off = home.events().includes('looks-off');
      expect(reasonOf(await home.lookAt({}, home.anna)), what).toBe(off ? 'looks-off' : 'allowed');
    };
    const { writes, again } = await everyCrash(build, look, TEN_SECONDS_MS);
    expect(Math.min(writes, again)).toBeGreaterThan(3);
  });
});
