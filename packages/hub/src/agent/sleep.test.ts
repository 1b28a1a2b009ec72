import { readState, shownDoor, toHex } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { ofThisStart } from './nonces.ts';
import { unlike } from './testing/powered-home.ts';
import { bytesOf, p, reasonOf, TestHome } from './testing/test-home.ts';

const NIGHT_MS = 8 * 3_600_000;

const armed = async (change: Parameters<TestHome['visit']>[0] = {}) => {
  const home = await TestHome.paired();
  const visit = await home.visit({ uses: 2, exp: home.unixS + 11 * 3600, ...change });
  await home.arm(visit);
  return { home, visit };
};

it('P12: a window that ended while the hub slept lets nobody in, from the first moment on', async () => {
  const { home, visit } = await armed({ exp: 1_800_000_000 + 3600 });
  home.clock.sleep(NIGHT_MS);
  expect(reasonOf(await home.knock(visit))).toBe('not-resumed');
  await home.clock.pass(2000);
  await home.resume();
  await home.clock.pass(6000);
  expect(reasonOf(await home.knock(visit))).toBe('expired');
  expect(home.hub.core.time.now().unixS).toBe(home.unixS);
});

it('P12: without a chip that kept the time a hub that slept does not know it', async () => {
  const { home, visit } = await armed();
  home.locks.rtc = { lostPower: true, offsetS: 0 };
  home.clock.sleep(NIGHT_MS);
  await home.clock.pass(2000);
  await home.resume();
  expect(reasonOf(await home.knock(visit))).toBe('time-unknown');
  expect(reasonOf(await home.memberKnock())).toBe('allowed');
  expect(reasonOf(await home.tellTime())).toBe('allowed');
  await home.goThrough();
  expect(reasonOf(await home.knock(visit))).toBe('allowed');
});

it('P3: what was heard before the sleep is no freshness after it', async () => {
  const { home, visit } = await armed();
  home.server.answersFreshness = false;
  home.clock.sleep(NIGHT_MS);
  await home.clock.pass(2000);
  await home.resume();
  await home.clock.pass(6000);
  expect(reasonOf(await home.knock(visit))).toBe('not-fresh');
});

it('P2: it is a start: a challenge and a resume from before are void, and a receipt says that it booted', async () => {
  const { home, visit } = await armed();
  const nonce = bytesOf(await home.ask(visit));
  const early = await home.resumeBytes();
  home.clock.sleep(NIGHT_MS);
  await home.clock.pass(2000);
  expect(reasonOf(await home.hub.answer('resume', early))).toBe('other-boot');
  expect(home.server.said.filter(({ type }) => type === 'resume-wanted')).not.toHaveLength(0);
  const before = home.events().filter((event) => event === 'booted').length;
  await home.resume();
  expect(home.events().filter((event) => event === 'booted')).toHaveLength(before + 1);
  await home.clock.pass(6000);
  expect(reasonOf(await home.hub.answer('knock', await home.knockBytes(visit, nonce)))).toBe('nonce-unknown');
  expect(reasonOf(await home.knock(visit))).toBe('allowed');
});

it('P2: a machine that was put back with its memory, and draws the bytes again that it drew before, has another boot id and other challenges', async () => {
  const { home } = await armed();
  const start = home.hub.core.bootId;
  const ids = new Set<string>();
  for (let night = 0; night < 3; night++) {
    home.random = (bytes) => Uint8Array.from({ length: bytes }, (_, i) => i);
    home.clock.sleep(NIGHT_MS);
    // As a copy of the memory has it: the journal's number of the start is no other.
    Object.assign(home.hub.core.memory, { boots: 1 });
    await home.hub.answer('state', new Uint8Array(16));
    ids.add(toHex(home.hub.core.bootId));
  }
  expect(ids.size).toBe(3);
  const drawn = Uint8Array.from({ length: 16 }, (_, i) => 99 + i);
  home.random = () => drawn;
  const challenge = home.hub.core.nonces.fresh();
  expect(challenge).toEqual(ofThisStart(p, home.hub.core.bootId)(drawn));
  expect(challenge).not.toEqual(ofThisStart(p, start)(drawn));
});

it.each([
  [-11_000, 'not-resumed'],
  [11_000, 'not-resumed'],
  [-9000, 'allowed'],
  [9000, 'allowed'],
])('a system’s clock that is set by %i ms: a visitor hears %s', async (byMs, hears) => {
  const { home, visit } = await armed();
  home.clock.setWall(byMs);
  await home.clock.pass(2000);
  expect(reasonOf(await home.knock(visit))).toBe(hears);
});

it('P4: what a lock said before the sleep says nothing about now, until it has spoken again', async () => {
  const { home } = await armed();
  const shown = async () => {
    const read = readState(p, bytesOf(await home.hub.answer('state', unlike(16))));
    const door = read.ok ? read.link.claims.doors.find((one) => one.door === 1) : undefined;
    return door && shownDoor(door, 0);
  };
  expect(await shown()).toBe('LOCKED');
  // Its radio is slow, as one is whose other end has just woken up.
  home.locks.fault({ losesReports: true });
  home.clock.sleep(NIGHT_MS);
  expect(await shown()).toBe('UNKNOWN');
  home.locks.fault({ losesReports: false });
  await home.clock.pass(3000);
  expect(await shown()).toBe('LOCKED');
});

describe('P5: what was due while the machine slept rings when it wakes, and says for how long nobody watched', () => {
  const attentions = (home: TestHome) =>
    home.receipts().flatMap(({ event, detail }) => (event === 'attention' ? [[detail?.cause, detail?.lengthMs]] : []));
  const siren = (home: TestHome) => home.locks.ordered.findLast(({ type }) => type === 'siren');

  it('a door behind a courier that may no longer stand open', async () => {
    const { home } = await TestHome.withCourierInside();
    home.clock.sleep(NIGHT_MS);
    await home.clock.pass(1100);
    expect(attentions(home)).toEqual([
      ['left-open', NIGHT_MS],
      ['dwell', NIGHT_MS],
    ]);
    expect(siren(home)).toMatchObject({ on: true });
    const booted = home.receipts().findLast(({ event }) => event === 'booted');
    expect(booted?.detail).toEqual({ cause: 'slept', lengthMs: NIGHT_MS });
    await home.clock.pass(65_000);
    expect(attentions(home).slice(2)).toEqual([['left-open', undefined], ['dwell', undefined]]); // prettier-ignore
  });

  it('an alarm that rang already: once, and not once a rung', async () => {
    const { home } = await TestHome.withCourierInside({ maxOpenSeconds: 30 });
    await home.clock.pass(35_000);
    expect(attentions(home)).toEqual([['left-open', undefined]]);
    home.clock.sleep(NIGHT_MS);
    await home.clock.pass(3000);
    expect(attentions(home).filter(([cause]) => cause === 'left-open')).toEqual([['left-open', undefined], ['left-open', NIGHT_MS]]); // prettier-ignore
    // The ladder goes on where it would be by now.
    await home.clock.pass(600_000);
    expect(attentions(home).filter(([cause]) => cause === 'left-open')).toHaveLength(3);
  });

  it('a relock: the bolt is thrown as soon as the lock has said that the door is shut, and nothing rings', async () => {
    const { home } = await TestHome.withCourierInside({ maxOpenSeconds: 3600 });
    home.locks.act({ act: 'pull' });
    await home.clock.pass(1000);
    home.clock.sleep(600_000);
    await home.clock.pass(3000);
    expect(home.locks.moves('locked')).toHaveLength(1);
    await home.clock.pass(8000);
    expect(home.locks.flat.truth.bolt).toBe(100);
    expect(attentions(home)).toEqual([]);
    expect(home.events()).toContain('complete');
  });

  it('a door that was forced meanwhile', async () => {
    const home = await TestHome.paired();
    home.locks.disconnect();
    home.locks.act({ act: 'force' });
    home.clock.sleep(NIGHT_MS);
    home.locks.connect((message) => home.hub.heard(message));
    await home.clock.pass(3000);
    expect(attentions(home)[0]).toEqual(['forced', NIGHT_MS]);
  });

  it('a member who opens in the first moment after it has their whole time', async () => {
    const home = await TestHome.paired();
    home.clock.sleep(NIGHT_MS);
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.clock.pass(1500);
    expect(home.locks.flat.truth.bolt).toBe(0);
    await home.clock.pass(15_000);
    expect(home.locks.moves('locked')).toEqual([]);
    expect(attentions(home)).toEqual([]);
  });

  it('a clock that was set back is no sleep', async () => {
    const { home } = await TestHome.withCourierInside();
    home.clock.setWall(-NIGHT_MS);
    await home.clock.pass(3000);
    expect(attentions(home)).toEqual([]);
    await home.clock.pass(120_000);
    expect(attentions(home)).toEqual([['left-open', undefined]]);
    expect(home.receipts().findLast(({ event }) => event === 'booted')?.detail).toBeUndefined();
  });
});
