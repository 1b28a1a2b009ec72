import { describe, expect, test } from 'vitest';
import { ByteWriter } from './bytes.ts';
import { PictureWatch, type SeenPicture } from './picture.ts';

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
  const watch = new PictureWatch({ frozenAfterMs: 3000 });
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

  test('an encoder that is fed the same picture sends deltas without content, whatever its key frames decode to', () => {
    const watch = new PictureWatch({ frozenAfterMs: 3000 });
    for (let at = 0; at <= 3000; at += 100) {
      watch.see(noisy(at / 100), at);
      watch.delta(delta(25), at);
      expect(watch.state(at)).toBe(at < 3000 ? 'moving' : 'frozen');
    }
    watch.delta(delta(700), 3100);
    expect(watch.state(3100)).toBe('moving');
  });

  test('a covered lens is dark even where the camera still burns in its clock', () => {
    const watch = new PictureWatch({ frozenAfterMs: 3000 });
    watch.see(still(), 0);
    watch.see(new Uint8Array(SIZE).fill(16).fill(235, 0, 900), 1000);
    expect(watch.state(1000)).toBe('covered');
    watch.see(still(), 2000);
    expect(watch.state(2000)).toBe('moving');
  });

  test('nothing is known before the first picture', () => {
    expect(new PictureWatch({ frozenAfterMs: 3000 }).state(0)).toBe('unknown');
  });
});
