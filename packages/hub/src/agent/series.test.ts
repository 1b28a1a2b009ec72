import { FLAG } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { reasonOf, TestHome } from './testing/test-home.ts';

/** A person who comes again: ten minutes now, ten minutes in half an hour, ten minutes in an hour. */
const dates = [
  [0, 10],
  [30, 10],
  [60, 10],
] as const;
const minutes = (n: number) => n * 60_000;

describe('a grant to a person’s own key, for several dates', () => {
  it('P1, P2: opens at each date as often as it says, with receipts that name the date', async () => {
    const home = await TestHome.paired();
    const series = await home.series(dates, { uses: 2 });
    expect(reasonOf(await home.arm(series))).toBe('allowed');
    for (const date of [0, 1, 2]) {
      for (let use = 0; use < 2; use++) {
        expect(reasonOf(await home.knock(series))).toBe('allowed');
        await home.goThrough();
      }
      expect(reasonOf(await home.knock(series))).toBe('used-up');
      const intended = home.receipts().filter(({ event }) => event === 'unlock-intended');
      expect(intended.slice(-2).map(({ detail }) => detail?.occurrence)).toEqual([date, date]);
      await home.clock.pass(minutes(30) - (home.clock.nowMs % minutes(30)) + 10_000);
    }
    expect(home.locks.flat.openings).toBe(6);
    expect(home.events().filter((event) => event === 'complete')).toHaveLength(6);
    expect(home.films.get(1)?.finished).toHaveLength(6);
  });

  it('is told to the hub’s own page and as withdrawn from the block on', async () => {
    const home = await TestHome.paired();
    const series = await home.series(dates);
    await home.arm(series);
    const { bytes: grant } = series.grant;
    expect(home.hub.grantsHeld()).toEqual([{ grant, stands: true }]);
    expect(reasonOf(await home.blockKey(series))).toBe('allowed');
    expect(home.hub.grantsHeld()).toEqual([{ grant, stands: false }]);
  });

  it('P1: opens at no other time, and says when it would', async () => {
    const home = await TestHome.paired();
    const series = await home.series(dates);
    await home.arm(series);
    await home.clock.pass(minutes(12));
    const nextBeginsS = series.grant.claims.nbf + 30 * 60;
    expect(await home.knock(series)).toMatchObject({
      ok: false,
      refusal: { reason: 'outside-occurrence', nextBeginsS },
    });
    await home.clock.pass(minutes(60));
    expect(reasonOf(await home.knock(series))).toBe('expired');
    expect(home.locks.flat.openings).toBe(0);
  });

  it('P8: the camera is ready from the beginning of each date to its end, and off between', async () => {
    const home = await TestHome.paired();
    const series = await home.series(dates);
    await home.arm(series);
    const ringing: boolean[] = [];
    for (let minute = 0; minute < 75; minute += 5) {
      ringing.push(home.hub.core.doors.get(1)?.loop.ringing ?? false);
      await home.clock.pass(minutes(5));
    }
    expect(ringing.map((on) => (on ? '#' : '.')).join('')).toBe('##....##....##.');
  });

  it('is armed again after a restart, with its uses still taken', async () => {
    const home = await TestHome.paired();
    const series = await home.series(dates);
    await home.arm(series);
    expect(reasonOf(await home.knock(series))).toBe('allowed');
    await home.goThrough();
    home.unplug();
    await home.plugIn();
    await home.clock.pass(3000);
    await home.resume();
    await home.clock.pass(6000);
    expect(reasonOf(await home.knock(series))).toBe('used-up');
    await home.clock.pass(minutes(30));
    expect(reasonOf(await home.knock(series))).toBe('allowed');
  });

  it('P3: a block of the key ends all dates of all its grants, and no other person’s', async () => {
    const home = await TestHome.paired();
    const ines = await home.series(dates);
    const renewed = { ...(await home.series([[120, 10]])), courier: ines.courier };
    const other = await home.series(dates);
    await home.arm(ines);
    await home.arm(other);
    const answer = await home.blockKey(ines);
    expect(reasonOf(answer)).toBe('allowed');
    expect(reasonOf(await home.knock(ines))).toBe('blocked');
    expect(reasonOf(await home.knock(renewed))).not.toBe('allowed');
    expect(reasonOf(await home.knock(other))).toBe('allowed');
    expect(home.receipts().find(({ event }) => event === 'blocked')).toMatchObject({ detail: { begun: [] } });
  });
});

describe('a grant that waives the camera', () => {
  const unfilmed = { flags: FLAG.mustRelock };

  it('P6, P8: opens without a picture, and the camera stays off from the first moment to the last', async () => {
    const home = await TestHome.paired();
    const series = await home.series(dates, unfilmed);
    await home.arm(series);
    expect(home.hub.core.doors.get(1)?.loop.ringing).toBe(false);
    expect(reasonOf(await home.knock(series))).toBe('allowed');
    await home.goThrough();
    expect(home.events()).toContain('complete');
    expect(home.events()).not.toContain('recording-started');
    expect(home.films.get(1)?.finished).toEqual([]);
    expect(home.locks.flat.truth).toMatchObject({ bolt: 100, leaf: 0 });
  });

  it('leaves the next visitor’s film as it is', async () => {
    const home = await TestHome.paired();
    await home.arm(await home.series(dates, unfilmed));
    const filmed = await home.series(dates);
    await home.arm(filmed);
    expect(home.hub.core.doors.get(1)?.loop.ringing).toBe(true);
    expect(reasonOf(await home.knock(filmed))).toBe('allowed');
    await home.goThrough();
    expect(home.films.get(1)?.finished).toHaveLength(1);
  });

  it('is not filmed after a crash in the middle either', async () => {
    const home = await TestHome.paired();
    const series = await home.series(dates, unfilmed);
    await home.arm(series);
    expect(reasonOf(await home.knock(series))).toBe('allowed');
    home.unplug();
    await home.plugIn();
    await home.clock.pass(20_000);
    expect(home.events()).not.toContain('recording-started');
  });
});
