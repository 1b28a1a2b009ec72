import { describe, expect, it } from 'vitest';
import { FewAtOnce } from './few-at-once.ts';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('work of which few go on at once', () => {
  it('begins in order, never more than the limit, and a failure makes room too', async () => {
    const few = new FewAtOnce(2);
    const began: number[] = [];
    const ends: ((failed: boolean) => void)[] = [];
    const done = [0, 1, 2, 3].map((n) =>
      few
        .run(async () => {
          began.push(n);
          const failed = await new Promise<boolean>((resolve) => (ends[n] = resolve));
          if (failed) throw new Error('no');
          return n;
        })
        .catch(() => -1),
    );
    await tick();
    expect(began).toEqual([0, 1]);
    ends[1]?.(true);
    await tick();
    expect(began).toEqual([0, 1, 2]);
    ends[0]?.(false);
    ends[2]?.(false);
    await tick();
    ends[3]?.(false);
    expect(await Promise.all(done)).toEqual([0, -1, 2, 3]);
    expect(await few.run(() => Promise.resolve('free again'))).toBe('free again');
  });
});
