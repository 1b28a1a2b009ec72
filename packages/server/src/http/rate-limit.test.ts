import { describe, expect, it } from 'vitest';
import { RateLimiter } from './rate-limit.ts';

const use = (limiter: RateLimiter, caller: string, times: number, nowMs: number) =>
  Array.from({ length: times }, () => limiter.wait(caller, 60, nowMs));

describe('the rate limiter', () => {
  it('lets a minute’s worth through at once, then one each interval', () => {
    const limiter = new RateLimiter();
    expect(use(limiter, 'a', 60, 0).every((wait) => wait === 0)).toBe(true);
    expect(limiter.wait('a', 60, 0)).toBe(1000);
    expect(limiter.wait('a', 60, 999)).toBe(1);
    expect(limiter.wait('a', 60, 1000)).toBe(0);
    expect(limiter.wait('a', 60, 1000)).toBe(1000);
  });

  it('counts callers apart, and does not count what it refused', () => {
    const limiter = new RateLimiter();
    use(limiter, 'a', 200, 0);
    expect(limiter.wait('b', 60, 0)).toBe(0);
    expect(limiter.wait('a', 60, 1000)).toBe(0);
  });

  it('gives back the whole allowance after a quiet minute, and not more', () => {
    const limiter = new RateLimiter();
    use(limiter, 'a', 60, 0);
    const later = use(limiter, 'a', 61, 600_000);
    expect(later.filter((wait) => wait === 0)).toHaveLength(60);
  });

  it('holds no more callers than its limit', () => {
    const limiter = new RateLimiter(2);
    use(limiter, 'a', 60, 0);
    for (const caller of ['b', 'c', 'd']) limiter.wait(caller, 60, 0);
    expect(limiter.wait('a', 60, 0)).toBe(0);
  });
});
