import { describe, expect, test } from 'vitest';
import type { CameraFrame, CameraHealth } from './camera.ts';
import type { ChildSink, StartChild } from './child.ts';
import { SMALL_HEIGHT, SMALL_WIDTH } from './command-line.ts';
import { ffmpegCamera } from './ffmpeg-camera.ts';
import { FLV_HEADER, SAMPLE_AVCC, flvConfig, flvFrame } from './testing/flv.ts';
import { VirtualClock } from './testing/virtual-clock.ts';

/** A camera whose ffmpeg the test plays itself. */
function stage() {
  const clock = new VirtualClock();
  const children: { sink: ChildSink; killed: boolean; startedMs: number }[] = [];
  const start: StartChild = (_program, _args, sink) => {
    const child = { sink, killed: false, startedMs: clock.nowMs() };
    children.push(child);
    return {
      kill: () => {
        child.killed = true;
        sink.ended('killed');
      },
    };
  };
  const frames: CameraFrame[] = [];
  const health: CameraHealth[] = [];
  const ffmpeg = { path: 'ffmpeg', rtspTimeoutOption: '-timeout' } as const;
  const camera = ffmpegCamera({ source: { kind: 'rtsp', url: 'rtsp://camera' }, ffmpeg, clock, start });
  const open = camera.open({ frame: (frame) => frames.push(frame), health: (state) => health.push(state) });
  const newest = (): (typeof children)[number] => {
    const child = children.at(-1);
    if (child === undefined) throw new Error('no ffmpeg was started');
    return child;
  };
  /** A camera that sends ten frames a second. */
  const film = (seconds: number, deltaBytes = 700): void => {
    for (let index = 0; index < seconds * 10; index += 1) {
      newest().sink.video(flvFrame(index * 100, index % 10 === 0, deltaBytes));
      clock.advance(100);
    }
  };
  const begin = (): void => newest().sink.video(Buffer.concat([FLV_HEADER, flvConfig()]));
  return { clock, children, frames, health, open, newest, film, begin };
}

describe('a camera behind ffmpeg', () => {
  test('gives frames with the hub’s time and the decoder configuration', () => {
    const { begin, film, frames, clock } = stage();
    const startedMs = clock.nowMs();
    begin();
    film(1);
    expect(frames).toHaveLength(10);
    expect(frames.map((frame) => frame.captureMs - startedMs)).toEqual([
      0, 100, 200, 300, 400, 500, 600, 700, 800, 900,
    ]);
    expect(frames[0]).toMatchObject({ key: true, avcC: SAMPLE_AVCC });
  });

  test('is started again within two seconds, however often it ends', () => {
    const { children, newest, clock } = stage();
    for (let round = 0; round < 20; round += 1) {
      const endedMs = clock.nowMs();
      newest().sink.ended('connection refused');
      clock.advance(2000);
      expect(newest().startedMs - endedMs).toBeLessThanOrEqual(2000);
    }
    expect(children).toHaveLength(21);
  });

  test('a line that stays open and says nothing is replaced', () => {
    const { begin, film, children, clock } = stage();
    begin();
    film(8);
    clock.advance(2600);
    expect(children[0]?.killed).toBe(true);
    clock.advance(1000);
    expect(children).toHaveLength(2);
  });

  test('P6: pictures that come five seconds late, evenly, say so, and a new reader begins with what the camera sees now', () => {
    const { begin, film, frames, children, clock, newest } = stage();
    begin();
    film(2);
    // The network holds them back, and lets them through one by one.
    clock.advance(2400);
    const lateMs = clock.nowMs();
    for (let index = 20; index < 45; index += 1) {
      newest().sink.video(flvFrame(index * 100, index % 10 === 0));
      clock.advance(100);
    }
    const since = frames.filter((_, at) => at >= 20);
    expect(since.map(({ captureMs }, at) => lateMs + at * 100 - captureMs).every((ageMs) => ageMs > 2300)).toBe(true);
    expect(children[0]?.killed).toBe(false);
    for (let index = 45; index < 60 && children[0]?.killed === false; index += 1) {
      newest().sink.video(flvFrame(index * 100, index % 10 === 0));
      clock.advance(100);
    }
    expect(children[0]?.killed).toBe(true);
    clock.advance(500);
    expect(children).toHaveLength(2);
    begin();
    newest().sink.video(flvFrame(0, true));
    expect(clock.nowMs() - (frames.at(-1)?.captureMs ?? 0)).toBeLessThan(100);
  });

  test('what a network held back and lets through at once is as old as it is, and replaces no reader', () => {
    const { begin, film, frames, children, clock, newest } = stage();
    begin();
    film(2);
    clock.advance(1500);
    for (let index = 20; index < 36; index += 1) newest().sink.video(flvFrame(index * 100, index % 10 === 0));
    for (let index = 36; index < 90; index += 1) {
      newest().sink.video(flvFrame(index * 100, index % 10 === 0));
      clock.advance(100);
    }
    const times = frames.map(({ captureMs }) => captureMs);
    expect(
      times
        .slice(1)
        .map((ms, at) => ms - (times[at] ?? 0))
        .every((ms) => ms > 0 && ms <= 900),
    ).toBe(true);
    expect(children).toHaveLength(1);
  });

  test('its link is lost one second after the last frame, and live with the next', () => {
    const { begin, film, health, clock, newest } = stage();
    begin();
    film(1);
    expect(health.at(-1)?.link).toBe('live');
    clock.advance(1200);
    expect(health.at(-1)?.link).toBe('lost');
    newest().sink.video(flvFrame(2300, true));
    expect(health.at(-1)?.link).toBe('live');
  });

  test('bytes that are no film end its reader, not the hub', () => {
    const { newest, children, clock } = stage();
    newest().sink.video(Buffer.from('HTTP/1.1 400 Bad Request'));
    expect(children[0]?.killed).toBe(true);
    clock.advance(1000);
    expect(children).toHaveLength(2);
  });

  test('the same picture with empty deltas makes it frozen, a new one makes it live again', () => {
    const { begin, film, health, newest, clock } = stage();
    const show = (value: number): void => newest().sink.picture(new Uint8Array(SMALL_WIDTH * SMALL_HEIGHT).fill(value));
    begin();
    show(90);
    film(2);
    expect(health.at(-1)).toEqual({ link: 'live', picture: 'moving' });
    show(95);
    film(2.2, 20);
    expect(health.at(-1)?.picture).toBe('frozen');
    show(120);
    clock.advance(100);
    expect(health.at(-1)?.picture).toBe('moving');
  });

  test('small pictures are put together from any chunks', () => {
    const { begin, film, health, newest } = stage();
    begin();
    const dark = new Uint8Array(SMALL_WIDTH * SMALL_HEIGHT).fill(16);
    for (let at = 0; at < dark.length; at += 1000) newest().sink.picture(dark.subarray(at, at + 1000));
    film(1);
    expect(health.at(-1)?.picture).toBe('covered');
  });

  test('closed, it starts nothing and says nothing more', async () => {
    const { begin, film, open, frames, children, clock } = stage();
    begin();
    film(1);
    await open.close();
    clock.advance(10_000);
    expect(children).toHaveLength(1);
    expect(children[0]?.killed).toBe(true);
    expect(frames).toHaveLength(10);
  });
});
