import { describe, expect, it } from 'vitest';
import { verifyReceiptChain } from '@latchkey/protocol';
import { seenOf } from './testing/seen.ts';
import { bytesOf, p, reasonOf, TestHome, type Visit } from './testing/test-home.ts';

const armed = async (): Promise<{ home: TestHome; visit: Visit }> => {
  const home = await TestHome.paired();
  const visit = await home.visit({ uses: 2 });
  await home.arm(visit);
  return { home, visit };
};

/** A visit with one use has used it, and then the disk from before is put back. `newest`: what a device had seen by then. */
const putBack = async () => {
  const home = await TestHome.paired();
  const visit = await home.visit();
  await home.arm(visit);
  const snapshot = home.disk.durable.slice();
  await home.knock(visit);
  await home.goThrough();
  const newest = seenOf(home.hub.core.memory);
  home.unplug(snapshot);
  await home.plugIn();
  await home.clock.pass(6000);
  return { home, visit, newest };
};

/** Granted after whatever was found, and armed. */
const grantedAnew = async (home: TestHome): Promise<Visit> => {
  await home.clock.pass(40_000);
  const visit = await home.visit({ iat: home.unixS });
  await home.arm(visit);
  return visit;
};

describe('P2, P12: after a start', () => {
  it('visitors wait until a member’s device has answered this start, members do not', async () => {
    const { home, visit } = await armed();
    home.unplug();
    await home.plugIn();
    await home.clock.pass(3000);
    expect(reasonOf(await home.knock(visit))).toBe('not-resumed');
    expect(home.server.said.some(({ type }) => type === 'resume-wanted')).toBe(true);
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.clock.pass(40_000);
    await home.resume();
    await home.clock.pass(6000);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
  });

  it('a challenge of the start before is void', async () => {
    const { home, visit } = await armed();
    const nonce = bytesOf(await home.ask(visit));
    home.unplug();
    await home.plugIn();
    await home.resume();
    await home.clock.pass(6000);
    expect(reasonOf(await home.hub.answer('knock', await home.knockBytes(visit, nonce)))).toBe('nonce-unknown');
  });

  it('a disk that was rolled back is noticed by what a member’s device has seen; earlier grants are void for ever', async () => {
    const { home, visit, newest } = await putBack();
    expect(reasonOf(await home.resume(newest))).toBe('allowed');
    expect(reasonOf(await home.knock(visit))).toBe('void-after-rollback');
    expect(home.hub.core.memory.seq).toBeGreaterThan(newest.seq);
    home.unplug();
    await home.plugIn();
    await home.resume();
    expect(reasonOf(await home.knock(visit))).toBe('void-after-rollback');
    await home.clock.pass(60_000);
    const next = await home.visit({ iat: home.unixS });
    await home.arm(next);
    expect(reasonOf(await home.knock(next))).toBe('allowed');
  });

  it('a device that has seen less than the disk holds does not vouch for it, and one that has seen more is heard', async () => {
    const { home, visit, newest } = await putBack();
    expect(reasonOf(await home.resume({ seq: 0, head: new Uint8Array(0) }))).toBe('behind');
    expect(reasonOf(await home.knock(visit))).toBe('not-resumed');
    expect(reasonOf(await home.resume(newest))).toBe('allowed');
    expect(reasonOf(await home.knock(visit))).toBe('void-after-rollback');
  });

  it('P3: a stale device answers a disk that was put back first: who has seen more is heard all the same, once, and for ever', async () => {
    const { home, visit, newest } = await putBack();
    expect(reasonOf(await home.resume())).toBe('allowed');
    expect(reasonOf(await home.resume({ ...newest, blockSeq: 1 }))).toBe('allowed');
    expect(reasonOf(await home.knock(visit))).toBe('void-after-rollback');
    await home.goThrough();
    expect(home.locks.flat.openings).toBe(1);
    const next = await grantedAnew(home);
    expect(reasonOf(await home.knock(next))).toBe('allowed');
    // The story goes on from what was seen: at the next start that device reads on first, and then ends nothing that was granted since.
    home.unplug();
    await home.plugIn();
    expect(reasonOf(await home.resume({ ...newest, blockSeq: 1 }))).toBe('too-old');
    expect(reasonOf(await home.resume())).toBe('allowed');
    expect(home.events().filter((event) => event === 'rolled-back')).toHaveLength(1);
    expect(home.hub.core.memory.voidUntilS).toBeLessThan(next.grant.claims.iat);
  });

  it('P3: a hub that went past what a device has seen, on another way, hears of it and forgets no void', async () => {
    const { home, visit, newest } = await putBack();
    await home.resume();
    for (let i = 0; home.hub.core.memory.seq <= newest.seq; i++) await home.declare(1, i + 1);
    expect(reasonOf(await home.resume(newest))).toBe('allowed');
    expect(reasonOf(await home.knock(visit))).toBe('void-after-rollback');
    const next = await grantedAnew(home);
    home.unplug();
    await home.plugIn();
    expect(reasonOf(await home.resume(newest))).toBe('allowed');
    await home.arm(next);
    expect(reasonOf(await home.knock(next))).toBe('allowed');
    expect(home.events().filter((event) => event === 'rolled-back')).toHaveLength(1);
  });

  it('P11: a roster that was rolled back admits no visitor until the one that a member’s device has seen is here again', async () => {
    const { home } = await armed();
    const [snapshot, first] = [home.disk.durable.slice(), home.roster];
    expect(reasonOf(await home.nextRoster())).toBe('allowed');
    const [newest, second] = [seenOf(home.hub.core.memory), home.roster];
    home.unplug(snapshot);
    await home.plugIn();
    await home.clock.pass(3000);
    expect(reasonOf(await home.resume({ ...newest, blockSeq: 4 }))).toBe('allowed');
    await home.clock.pass(1000);
    const visit = await home.visit({ iat: home.unixS });
    expect(reasonOf(await home.knock(visit))).toBe('not-resumed');
    home.roster = first;
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.clock.pass(40_000);
    expect(reasonOf(await home.hub.answer('roster', second?.bytes ?? new Uint8Array(0)))).toBe('allowed');
    home.roster = second;
    await home.arm(visit);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    await home.goThrough();
    // What was seen is known now: the next start is an ordinary one, and a new block has a new number.
    home.unplug();
    await home.plugIn();
    await home.clock.pass(3000);
    expect(reasonOf(await home.resume({ blockSeq: 4 }))).toBe('allowed');
    expect(home.events().filter((event) => event === 'rolled-back')).toHaveLength(1);
    await home.block(visit);
    expect(home.hub.core.memory.blockSeq).toBe(5);
  });

  it('P9: a rollback that is found while something happens leaves one story, and a repeated word about it changes nothing', async () => {
    const { home } = await armed();
    const snapshot = home.disk.durable.slice();
    for (let i = 1; i <= 20; i++) await home.declare(1, i);
    const newest = seenOf(home.hub.core.memory);
    const { seq, head } = newest;
    home.unplug(snapshot);
    await home.plugIn();
    await home.clock.pass(3000);
    const told = await home.resumeBytes(newest);
    const { receipts } = home.hub.core;
    const happening = () => receipts.add({ event: 'attention', door: 1, detail: { cause: 'forced' } });
    await Promise.all([happening(), home.hub.answer('resume', told), happening(), happening()]);
    const written = home.disk.boundaries;
    for (let i = 0; i < 20; i++) await home.hub.answer('resume', told);
    expect(home.disk.boundaries).toBe(written);
    const seqs = [...home.hub.core.memory.receipts].map((receipt) => receipt.seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    const after = [...home.hub.core.memory.receipts.after(seq)];
    const chain = verifyReceiptChain(
      p,
      home.hubSigner.key,
      after.map(({ bytes }) => bytes),
      { seq, head },
    );
    expect(chain).toMatchObject({ ok: true, end: { seq: home.hub.core.memory.seq } });
  });

  it('P12: a member’s device whose clock is years ahead neither lifts the floor nor voids tomorrow’s grants', async () => {
    const { home } = await armed();
    const { seq, head } = home.hub.core.memory;
    home.unplug();
    await home.plugIn();
    await home.clock.pass(3000);
    await home.resume({ seq: seq + 5, head, iat: home.unixS + 10 * 365 * 86_400 });
    expect(home.hub.core.memory.floorS).toBeLessThanOrEqual(home.unixS);
    await home.clock.pass(31_000);
    const visit = await home.visit({ iat: home.unixS });
    await home.arm(visit);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
  });

  it('a door that the plug left open is locked once it is closed, and alarms while it is not', async () => {
    const { home, visit } = await armed();
    await home.goIn(visit);
    await home.clock.pass(1000);
    home.unplug();
    await home.clock.pass(5000);
    await home.plugIn();
    await home.clock.pass(40_000);
    expect(home.receipts().find(({ event }) => event === 'attention')?.detail?.cause).toBe('left-open');
    home.locks.act({ act: 'pull' });
    await home.clock.pass(12_000);
    expect(home.locks.flat.truth.bolt).toBe(100);
    expect(home.locks.flat.openings).toBe(1);
  });

  it('attempts with a wrong signature are counted across starts', async () => {
    const { home, visit } = await armed();
    const guess = async () => {
      const stranger = { ...visit, courier: home.carrier };
      return reasonOf(await home.hub.answer('knock', await home.knockBytes(stranger, new Uint8Array(16).fill(3))));
    };
    for (let i = 0; i < 6; i++) expect(await guess()).toBe('not-recognised');
    home.unplug();
    await home.plugIn();
    await home.resume();
    expect([...home.hub.core.memory.failures.values()]).toEqual([5]);
    expect([...home.hub.core.attempts.limited(0, 'line').values()][0]).toBeGreaterThan(0);
    await home.clock.pass(6000);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    expect(home.hub.core.memory.failures.size).toBe(0);
  });
});

describe('P13: attempts', () => {
  it('are counted one by one in a burst too', async () => {
    const { home, visit } = await armed();
    const forged = { ...visit, courier: home.carrier };
    const guesses = Array.from({ length: 50 }, (_, i) => home.knockBytes(forged, new Uint8Array(16).fill(i)));
    const before = home.disk.boundaries;
    const knocks = await Promise.all(guesses);
    await Promise.all(knocks.map((knock) => home.hub.answer('knock', knock)));
    expect([...home.hub.core.memory.failures.values()]).toEqual([5]);
    expect(home.disk.boundaries - before).toBeLessThanOrEqual(10);
  });
});

describe('P12: time', () => {
  it('unknown after the chip lost its power: visitors wait, a member’s word ends it, and the chip is set', async () => {
    const { home, visit } = await armed();
    home.unplug();
    home.locks.rtc = { lostPower: true, offsetS: -home.unixS };
    await home.plugIn();
    await home.resume();
    await home.clock.pass(3000);
    expect(reasonOf(await home.knock(visit))).toBe('time-unknown');
    expect(reasonOf(await home.tellTime())).toBe('allowed');
    await home.clock.pass(6000);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    expect(home.locks.rtc.lostPower).toBe(false);
  });

  it.each([1, 3600, 10 * 365 * 86_400])('a chip turned back %i s below the floor is not believed', async (backS) => {
    const { home, visit } = await armed();
    await home.clock.pass(61_000);
    home.unplug();
    home.locks.rtc = { lostPower: false, offsetS: -backS - 15 };
    await home.plugIn();
    await home.resume();
    expect(home.hub.core.time.now().unixS).toBeUndefined();
    expect(reasonOf(await home.knock(visit))).toBe('time-unknown');
  });

  it('an expired grant does not come back with the clock', async () => {
    const { home } = await armed();
    const visit = await home.visit({ exp: home.unixS + 100 });
    await home.arm(visit);
    await home.clock.pass(120_000);
    expect(reasonOf(await home.knock(visit))).toBe('expired');
    home.unplug();
    home.locks.rtc = { lostPower: true, offsetS: -200 };
    await home.plugIn();
    await home.resume();
    await home.clock.pass(1000);
    expect(reasonOf(await home.tellTime(home.unixS - 200))).toBe('behind-floor');
    expect(reasonOf(await home.knock(visit))).toBe('time-unknown');
    await home.tellTime();
    expect(reasonOf(await home.knock(visit))).toBe('expired');
  });

  it('a member’s time over somebody else’s nonce changes nothing', async () => {
    const home = await TestHome.paired();
    home.unplug();
    home.locks.rtc = { lostPower: true, offsetS: 0 };
    home.server.said.length = 0;
    home.server.connected = false;
    await home.plugIn();
    expect(reasonOf(await home.tellTime())).toBe('nonce-unknown');
  });
});
