import { describe, expect, test } from 'vitest';
import { PictureWatch } from './picture.ts';

const SIZE = 160 * 90;
const still = (): Uint8Array => Uint8Array.from({ length: SIZE }, (_, index) => 60 + (index % 90));
const withNoise = (round: number): Uint8Array =>
  still().map((value, index) => value + ((index * 31 + round * 17) % 10 === 0 ? 1 : 0));

describe('a frozen camera is recognised by its picture', () => {
  test('the same picture for three seconds is frozen, not earlier', () => {
    const watch = new PictureWatch({ frozenAfterMs: 3000 });
    expect([0, 1000, 2000, 2999].map((at) => watch.see(still(), at))).not.toContain('frozen');
    expect(watch.see(still(), 3000)).toBe('frozen');
  });

  test('the trace that a new key frame leaves does not thaw it', () => {
    const watch = new PictureWatch({ frozenAfterMs: 3000 });
    const trace = (round: number): Uint8Array => still().map((value, index) => value + (index % 997 === round ? 2 : 0));
    expect([0, 1000, 2000, 3000].map((at, round) => watch.see(trace(round), at)).at(-1)).toBe('frozen');
  });

  test('a still hallway with a sensor behind it is alive', () => {
    const watch = new PictureWatch({ frozenAfterMs: 3000 });
    expect([0, 1, 2, 3, 4, 5, 6].map((second) => watch.see(withNoise(second), second * 1000)).at(-1)).toBe('moving');
  });

  test('a small change, such as a running clock, is alive; it thaws at once', () => {
    const watch = new PictureWatch({ frozenAfterMs: 3000 });
    for (const at of [0, 2000, 4000]) watch.see(still(), at);
    expect(watch.state).toBe('frozen');
    const ticked = still();
    ticked.fill(235, 200, 204);
    expect(watch.see(ticked, 5000)).toBe('moving');
  });

  test('a covered lens is dark even where the camera still burns in its clock', () => {
    const watch = new PictureWatch({ frozenAfterMs: 3000 });
    const covered = new Uint8Array(SIZE).fill(16);
    covered.fill(235, 0, 900);
    watch.see(still(), 0);
    expect(watch.see(covered, 1000)).toBe('covered');
    expect(watch.see(still(), 2000)).toBe('moving');
  });
});
