import { expect, it } from 'vitest';
import { bytesOf, reasonOf, TestHome } from './testing/test-home.ts';

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
