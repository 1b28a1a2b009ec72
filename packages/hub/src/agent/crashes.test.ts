/** The hub's journal against a plug that is pulled in whatever is no visit. `tests/system/crash.test.ts` has the visits. */
import { ACTION, encodePresentation, FLAG, fromBase64url, signApproval, signMemberAsk, signMemberKnock, toHex } from '@latchkey/protocol'; // prettier-ignore
import { describe, expect, it, vi } from 'vitest';
import { everyCrash, type Scene } from './testing/every-crash.ts';
import { LookedAt } from './testing/looked-at.ts';
import { hexKid, Shared } from './testing/shared-home.ts';
import { bytesOf, p, reasonOf, TestHome, type Visit } from './testing/test-home.ts';
import { settle } from './testing/virtual-clock.ts';
import { unlike } from './testing/powered-home.ts';

vi.setConfig({ testTimeout: 120_000 });

/** What must hold ten seconds after the power is back. */
const TEN_SECONDS_MS = 10_000;
const waits = (ms: number): (() => undefined)[] => Array.from({ length: Math.ceil(ms / 1500) }, () => () => undefined);

/** How often the bolt had been told to open when the power went. */
const openedBefore = (home: TestHome): number =>
  home.locks.moves('unlocked').filter(({ atMs }) => atMs < home.clock.nowMs - TEN_SECONDS_MS).length;

/** Known: the hub itself holds the passage for over, and its story reads. Safe: shut and thrown, and no start ordered anything to open. */
const isKnownAndSafe = (home: TestHome, what: string): void => {
  expect(home.locks.moves('unlocked'), what).toHaveLength(openedBefore(home));
  expect(home.locks.flat.truth, what).toMatchObject({ bolt: 100, leaf: 0, moving: 'none' });
  expect([undefined, 'locked'], what).toContain(home.hub.core.doors.get(1)?.loop.passage?.stage);
  home.receipts();
};

describe('P2, P5: the plug pulled at every write of an approval, and again at every write of the start', () => {
  const ASKS = FLAG.mustRecord | FLAG.mustRelock | FLAG.memberApproves;
  const visits = new WeakMap<TestHome, Visit>();
  const visitOf = (home: TestHome) => visits.get(home) ?? expect.unreachable();

  const knocks = async (home: TestHome) => {
    const visit = visitOf(home);
    const knock = await home.knockBytes(visit, bytesOf(await home.ask(visit)));
    await home.hub.answer('knock', knock);
    return knock;
  };
  /** Undefined where nobody was asked. */
  const says = async (home: TestHome, no = false) => {
    const asked = home.server.said.findLast(({ type }) => type === 'approval-wanted');
    if (asked?.type !== 'approval-wanted') return undefined;
    const claims = { iat: home.unixS, hubId: home.hub.core.hubId, ...(no ? { no: 1 } : {}) };
    const { bytes } = await signApproval(p, home.anna, claims, fromBase64url(asked.knock) ?? unlike(32));
    return home.hub.answer('approval', bytes);
  };
  /** The question comes back to nobody: neither the knock nor the yes of before counts any more. A new one is asked anew, and opens what is left of the use. */
  const opensWhatIsLeft = async (home: TestHome, what: string) => {
    const spent = home.hub.core.memory.uses.size;
    const before = home.locks.moves('unlocked').length;
    expect(spent, what).toBeGreaterThanOrEqual(before);
    const late = await says(home);
    if (late !== undefined) expect(reasonOf(late), what).toBe('nobody-waits');
    expect(reasonOf(await home.resume()), what).toBe('allowed');
    await home.hub.answer('chain', new Uint8Array(0), visitOf(home).links);
    await home.clock.pass(6000);
    await knocks(home).catch(() => undefined);
    await home.clock.pass(500);
    await says(home);
    await home.clock.pass(500);
    expect(home.locks.moves('unlocked'), what).toHaveLength(before + (spent === 0 ? 1 : 0));
    home.receipts();
  };

  const asks = async (before: (home: TestHome) => unknown = () => undefined) => {
    const home = await TestHome.paired();
    visits.set(home, await home.visit({ flags: ASKS }));
    await home.arm(visitOf(home));
    await before(home);
    return home;
  };
  const knocked = async (forMs: number) =>
    asks(async (home) => {
      await knocks(home);
      await home.clock.pass(forMs);
    });

  it.each<[string, number, () => Promise<Scene<TestHome>>]>([
    [
      'that is asked for and says yes',
      8,
      async () => {
        const home = await asks();
        return { home, act: () => knocks(home), next: [() => says(home), ...waits(4500)] };
      },
    ],
    [
      'that says no',
      2,
      async () => {
        const home = await knocked(1500);
        return { home, act: () => says(home, true) };
      },
    ],
    [
      'that nobody gives',
      2,
      async () => {
        const home = await knocked(59_000);
        return { home, act: () => undefined, next: waits(3000) };
      },
    ],
  ])('%s: nothing waits, nothing opens, and no use is lost before it is taken', async (_, atLeast, build) => {
    const look = async (home: TestHome, what: string) => {
      isKnownAndSafe(home, what);
      await opensWhatIsLeft(home, what);
    };
    const { writes, again } = await everyCrash(build, look, TEN_SECONDS_MS);
    expect(Math.min(writes, again)).toBeGreaterThanOrEqual(atLeast);
  });
});

describe('P2, P5, P10: the plug pulled at every write of a member’s own knock, and again at every write of the start', () => {
  const knocks = async (home: TestHome, action: number) => {
    const head = home.roster?.hash ?? unlike(32);
    const ask = await signMemberAsk(p, home.anna, { door: 1, random: unlike(16) }, head);
    const presentation = encodePresentation({ kind: 'member', knock: ask.bytes });
    const nonce = bytesOf(await home.hub.answer('member-ask', presentation));
    const knock = await signMemberKnock(p, home.anna, { nonce, door: 1, action }, head);
    return home.hub.answer('member-knock', encodePresentation({ kind: 'member', knock: knock.bytes }));
  };

  it('that opens: the door is locked, no start opens it, and its member comes in at once', async () => {
    const build = async () => {
      const home = await TestHome.paired();
      return { home, act: () => knocks(home, ACTION.unlock), next: waits(30_000) };
    };
    const look = async (home: TestHome, what: string) => {
      isKnownAndSafe(home, what);
      const before = home.locks.moves('unlocked').length;
      expect(reasonOf(await home.memberKnock()), what).toBe('allowed');
      await home.clock.pass(1500);
      expect(home.locks.flat.truth.bolt, what).toBe(0);
      expect(home.locks.moves('unlocked'), what).toHaveLength(before + 1);
    };
    const { writes, again } = await everyCrash(build, look, TEN_SECONDS_MS);
    expect(Math.min(writes, again)).toBeGreaterThan(4);
  });

  it('that locks: the bolt is never withdrawn, and what a key left open is known for that, and locked at the next word', async () => {
    const build = async () => {
      const home = await TestHome.paired();
      home.locks.act({ act: 'key', to: 'unlocked' });
      await home.clock.pass(1000);
      return { home, act: () => knocks(home, ACTION.lock), next: waits(6000) };
    };
    const look = async (home: TestHome, what: string) => {
      expect(home.locks.moves('unlocked'), what).toEqual([]);
      expect(home.locks.flat.truth, what).toMatchObject({ leaf: 0, moving: 'none' });
      // Whatever is believed of the bolt is what its lock says.
      expect(home.hub.core.doors.get(1)?.loop.seen?.bolt, what).toBe(home.locks.flat.truth.bolt);
      expect(reasonOf(await home.memberKnock(ACTION.lock)), what).toBe('allowed');
      await home.clock.pass(TEN_SECONDS_MS);
      isKnownAndSafe(home, what);
    };
    const { writes, again } = await everyCrash(build, look, TEN_SECONDS_MS);
    expect(Math.min(writes, again)).toBeGreaterThan(1);
  });
});

/** Anna removes Robin; whether the hub holds the roster without him, and what it says of it. */
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
      const home = await Shared.paired();
      const visit = await home.visit();
      visits.set(home, visit);
      await home.arm(visit);
      const knock = await home.knockBytes(visit, bytesOf(await home.ask(visit)));
      await home.clock.pass(500);
      return { home, act: () => removes(home), next: [() => home.hub.answer('knock', knock), ...waits(3000)] };
    };
    const look = async (home: Shared, what: string) => {
      isKnownAndSafe(home, what);
      const spent = home.hub.core.memory.uses.size;
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
      const home = await Shared.paired();
      const visit = await home.visit();
      visits.set(home, visit);
      await home.arm(visit);
      const knock = await home.knockBytes(visit, bytesOf(await home.ask(visit)));
      await home.clock.pass(500);
      return { home, act: () => removesWhile(home, () => home.hub.answer('knock', knock)), next: waits(1500) };
    };
    const look = async (home: Shared, what: string) => {
      isKnownAndSafe(home, what);
      expect(home.locks.moves('unlocked'), what).toEqual([]);
      const spent = home.hub.core.memory.uses.size > 0;
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
