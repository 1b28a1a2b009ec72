import { describe, expect, test } from 'vitest';
import { ByteWriter } from './bytes.ts';
import { PictureWatch, type SeenPicture } from './picture.ts';

const LIMITS = { frozenAfterMs: 3000, emptyAfterMs: 2000 };
const SIZE = 160 * 90;
const still = (): Uint8Array => Uint8Array.from({ length: SIZE }, (_, index) => 60 + (index % 90));
const noisy = (round: number): Uint8Array =>
  still().map((value, index) => value + ((index * 31 + round * 17) % 10 === 0 ? 1 : 0));
const delta = (sliceBytes: number): Uint8Array =>
  new ByteWriter()
    .u32(sliceBytes)
    .u8(0x41)
    .bytes(new Uint8Array(sliceBytes - 1))
    .done();

function watched(seconds: number, picture: (second: number) => Uint8Array): SeenPicture {
  const watch = new PictureWatch(LIMITS);
  for (let second = 0; second <= seconds; second += 1) watch.see(picture(second), second * 1000);
  return watch.state(seconds * 1000);
}

describe('a frozen camera is recognised by its picture', () => {
  test('the same picture for three seconds is frozen, not earlier', () => {
    expect(watched(2, still)).toBe('moving');
    expect(watched(3, still)).toBe('frozen');
  });

  test('a still hallway with a sensor behind it is alive', () => {
    expect(watched(20, noisy)).toBe('moving');
  });

  test('a small change, such as a running clock, is alive; it thaws at once', () => {
    const ticked = (second: number): Uint8Array => still().fill(235, 200, 200 + (second % 2) * 4);
    expect(watched(20, ticked)).toBe('moving');
    expect(watched(10, (second) => (second < 10 ? still() : ticked(1)))).toBe('moving');
  });

  /** An encoder that polishes seven frames after each key frame and has nothing to say in the other seven. */
  function fedTheSame(
    seconds: number,
    picture: (second: number) => Uint8Array,
    said: (index: number) => number,
  ): SeenPicture {
    const watch = new PictureWatch(LIMITS);
    for (let second = 0; second <= seconds; second += 1) {
      watch.see(picture(second), second * 1000);
      for (let index = 1; index < 15; index += 1) watch.delta(delta(said(index)), second * 1000 + index * 66);
    }
    return watch.state(seconds * 1000 + 990);
  }
  const polishing = (index: number): number => (index < 8 ? 700 : 20);

  test('an encoder that is fed the same picture polishes its key frames and has nothing more to say', () => {
    expect(fedTheSame(1, noisy, polishing)).toBe('moving');
    expect(fedTheSame(2, noisy, polishing)).toBe('frozen');
  });

  test('a still hallway whose deltas carry noise is alive, and so is one with a clock that ticks once a second', () => {
    expect(fedTheSame(20, noisy, () => 200)).toBe('moving');
    const ticked = (second: number): Uint8Array => still().fill(235, 200, 200 + (second % 2) * 4);
    expect(fedTheSame(20, ticked, polishing)).toBe('moving');
  });

  test('a covered lens is dark even where the camera still burns in its clock', () => {
    const watch = new PictureWatch(LIMITS);
    watch.see(still(), 0);
    watch.see(new Uint8Array(SIZE).fill(16).fill(235, 0, 900), 1000);
    expect(watch.state(1000)).toBe('covered');
    watch.see(still(), 2000);
    expect(watch.state(2000)).toBe('moving');
  });

  test('nothing is known before the first picture', () => {
    expect(new PictureWatch(LIMITS).state(0)).toBe('unknown');
  });
});
