import { expect, it } from 'vitest';
import { Crowd } from './crowd.ts';

it('sends the oldest away past its limit, and whoever left counts no more', () => {
  const away: string[] = [];
  const crowd = new Crowd<string>(2, (one) => away.push(one));
  crowd.add('a');
  crowd.add('b');
  crowd.remove('a');
  crowd.add('c');
  expect(away).toEqual([]);
  crowd.add('d');
  expect(away).toEqual(['b']);
  crowd.remove('b');
  crowd.add('e');
  expect(away).toEqual(['b', 'c']);
});
