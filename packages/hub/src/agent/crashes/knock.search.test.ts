/** The hub's journal against a plug that is pulled while somebody knocks. `tests/system/crash.test.ts` has the visits. */
import {
  ACTION,
  encodePresentation,
  FLAG,
  fromBase64url,
  signApproval,
  signMemberAsk,
  signMemberKnock,
} from '@latchkey/protocol';
import { describe, expect, it, vi } from 'vitest';
import { everyCrash, type Scene } from '../testing/every-crash.ts';
import { bytesOf, p, reasonOf, TestHome, type Visit } from '../testing/test-home.ts';
import { unlike } from '../testing/powered-home.ts';
import { isKnownAndSafe, TEN_SECONDS_MS, waits } from '../testing/known-and-safe.ts';

vi.setConfig({ testTimeout: 120_000 });

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
    const spent = home.hub.core.memory.uses.taken.size;
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
