import { expect, it } from 'vitest';
import { RECORDING, settled, stage, VISIT } from '../recorder/testing/stage.ts';
import { FilmClock } from './film-clock.ts';
import { TestHome } from './testing/test-home.ts';

const NIGHT_MS = 8 * 3_600_000;

/** A door's recorder on the film clock of a real hub; the camera gives ten pictures a second for as long as the machine is awake. */
async function filming() {
  const home = await TestHome.paired();
  const clock = new FilmClock(home.hub.core);
  const every = (ms: number, task: () => void): (() => void) => {
    let cancel = home.clock.after(ms, run);
    function run(): void {
      cancel = home.clock.after(ms, run);
      task();
    }
    return () => cancel();
  };
  const at = stage((disk) => disk, { nowMs: () => clock.nowMs(), every });
  const open = (): void => {
    clock.begin();
    at.recorder.arm();
  };
  open();
  at.camera()?.health({ link: 'live', picture: 'moving' });
  every(100, () => at.frame());
  /** How far the film's time is from the household's, seconds. */
  const offS = (): number => Math.abs(clock.nowMs() / 1000 - home.unixS);
  const record = async (): Promise<void> => {
    await home.clock.pass(6000);
    await at.recorder.start({ visitId: VISIT, recordingId: RECORDING });
  };
  const gaps = async () => {
    await settled();
    await at.recorder.stop('finished');
    return at.report().gaps.map(({ fromMs, toMs }) => Math.round((toMs - fromMs) / 60_000));
  };
  return { ...at, home, offS, open, record, gaps };
}

it('P12: after a sleep the film carries the hub’s time, without a start, and the sleep is its hole', async () => {
  const { home, offS, record, gaps, told } = await filming();
  await record();
  expect(offS()).toBeLessThan(1);
  home.clock.sleep(NIGHT_MS);
  await home.clock.pass(3000);
  expect(offS()).toBeLessThan(1);
  expect(told.gap.some(({ toMs }) => toMs !== undefined)).toBe(true);
  expect(await gaps()).toEqual([NIGHT_MS / 60_000]);
});

it('P12: a hub that does not know the time after a sleep hides no hole, and follows the member who says it', async () => {
  const { home, offS, record, gaps } = await filming();
  await record();
  home.locks.rtc = { lostPower: true, offsetS: 0 };
  home.clock.setWall(-3_600_000);
  await home.clock.pass(3000);
  home.clock.sleep(NIGHT_MS);
  await home.clock.pass(5000);
  expect(home.hub.core.time.unixMs).toBeUndefined();
  expect(offS()).toBeLessThan(2);
  expect((await home.tellTime()).ok).toBe(true);
  await home.clock.pass(3000);
  expect(await gaps()).toEqual([NIGHT_MS / 60_000]);
});

it('P12: a clock that somebody sets moves no film and makes no hole in it', async () => {
  const { home, offS, record, gaps } = await filming();
  await record();
  home.locks.rtc = { lostPower: false, offsetS: 1.4 };
  home.clock.setWall(3_600_000);
  await home.clock.pass(5000);
  home.clock.setWall(-7_200_000);
  await home.clock.pass(5000);
  expect(offS()).toBeLessThan(2);
  expect(await gaps()).toEqual([]);
});

it('P12: the next opening of a camera carries the time that the hub has learnt meanwhile', async () => {
  const { home, offS, open, recorder } = await filming();
  home.locks.rtc = { lostPower: true, offsetS: 0 };
  home.clock.setWall(-20_000);
  home.clock.sleep(5000);
  await home.clock.pass(3000);
  await recorder.disarm();
  open();
  expect(offS()).toBeGreaterThan(10);
  expect((await home.tellTime()).ok).toBe(true);
  expect(offS()).toBeGreaterThan(10);
  await recorder.disarm();
  open();
  expect(offS()).toBeLessThan(2);
});
