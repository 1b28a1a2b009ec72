import { describe, expect, it } from 'vitest';
import { FairQueue } from './fair-queue.ts';

const everybody = () => true;
const drain = (queue: FairQueue<string>) => {
  const all: string[] = [];
  for (let one = queue.next(everybody); one !== undefined; one = queue.next(everybody)) all.push(one);
  return all;
};

describe('what waits for many', () => {
  it('goes out in turns, each owner’s in its order', () => {
    const queue = new FairQueue<string>({ most: 100, mostOfOne: 50 });
    for (const n of [1, 2, 3, 4]) queue.push('loud', `loud ${String(n)}`);
    queue.push('quiet', 'quiet 1');
    queue.push('late', 'late 1');
    expect(drain(queue)).toEqual(['loud 1', 'quiet 1', 'late 1', 'loud 2', 'loud 3', 'loud 4']);
  });

  it('passes over whoever may not just now, and keeps their turn', () => {
    const queue = new FairQueue<string>({ most: 100, mostOfOne: 50 });
    queue.push('a', 'a 1');
    queue.push('b', 'b 1');
    expect(queue.next((owner) => owner !== 'a')).toBe('b 1');
    expect(queue.next((owner) => owner !== 'a')).toBeUndefined();
    expect(drain(queue)).toEqual(['a 1']);
  });

  it('takes from whoever has most where all is full, and never more of one than is one’s', () => {
    const queue = new FairQueue<string>({ most: 4, mostOfOne: 3 });
    const said = ['loud 1', 'loud 2', 'loud 3', 'loud 4'].map((one) => queue.push('loud', one));
    expect(said).toEqual([0, 0, 0, 1]);
    expect([queue.push('quiet', 'quiet 1'), queue.push('quiet', 'quiet 2')]).toEqual([0, 1]);
    expect(queue.push('quiet', 'quiet 3')).toBe(1);
    expect(drain(queue)).toEqual(['loud 1', 'quiet 1', 'loud 2', 'quiet 2']);
  });
});
