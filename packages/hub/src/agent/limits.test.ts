import { describe, expect, it } from 'vitest';
import { readState } from '@latchkey/protocol';
import { Ahead } from './testing/ahead-home.ts';
import { bytesOf, p, reasonOf, TestHome } from './testing/test-home.ts';

const LAST = 0xffff_ffff;

/** What a household needs of its hub, whatever anybody said: its state, its door, and that a block is confirmed by a receipt. */
const works = async (home: TestHome): Promise<void> => {
  const state = readState(p, bytesOf(await home.hub.answer('state', new Uint8Array(16))));
  expect(state.ok).toBe(true);
  const before = home.receipts().length;
  expect(bytesOf(await home.block(await home.visit())).length).toBeGreaterThan(0);
  expect(
    home
      .receipts()
      .slice(before)
      .map(({ event }) => event),
  ).toContain('blocked');
  expect(reasonOf(await home.memberKnock())).toBe('allowed');
  await home.goThrough();
  expect(home.locks.flat.truth.bolt).toBe(100);
};

describe('numbers at their ends', () => {
  it('P12: a clock chip of which every bit is one leaves a hub that says, blocks and opens, over starts too', async () => {
    const home = await TestHome.paired();
    home.unplug();
    home.locks.rtc = { lostPower: false, offsetS: LAST - home.unixS - 2 };
    await home.plugIn();
    await home.resume();
    await home.clock.pass(10_000);
    await works(home);
    home.unplug();
    home.locks.rtc = { lostPower: false, offsetS: LAST - home.unixS };
    await home.plugIn();
    await home.resume();
    await home.clock.pass(10_000);
    await works(home);
  });

  it('P12: from the last second that there is an admin beside the hub sets its clock back', async () => {
    const home = await Ahead.paired();
    await home.outage(LAST - home.unixS - 90);
    expect((await home.state()).iat).toBe(LAST);
    await home.press();
    expect(reasonOf(await home.setBack(home.cleo))).toBe('allowed');
    expect(home.aheadS).toBe(0);
    await works(home);
  });

  it('a member who says the last second there is, to a hub that knows none, leaves one that works', async () => {
    const home = await TestHome.paired();
    home.unplug();
    home.locks.rtc = { lostPower: true, offsetS: 0 };
    await home.plugIn();
    await home.resume();
    await home.clock.pass(21_000);
    expect(reasonOf(await home.tellTime(LAST))).toBe('allowed');
    await home.clock.pass(10_000);
    await works(home);
  });

  it.each([
    ['receipts', { seq: LAST, head: new Uint8Array(32) }],
    ['blocks', { blockSeq: LAST }],
    ['rosters', { epoch: LAST }],
  ])('a member’s device that claims to have seen all %s there can be leaves a hub that works', async (_, seen) => {
    const home = await TestHome.paired();
    await home.resume(seen);
    await home.clock.pass(1000);
    await works(home);
  });
});
