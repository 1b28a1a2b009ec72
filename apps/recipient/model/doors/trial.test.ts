import { expect, it } from 'vitest';
import { followTrial, type Trial } from './trial.ts';

type Word = Parameters<typeof followTrial>[1];
const see = (start: Trial, ...views: Word[]): Trial =>
  views.reduce<Trial>((trial, view, n) => followTrial(trial, view, 1000 * (n + 1)), start);
const asked: Trial = { at: 'waiting', sinceMs: 0 };

it('tells what the door did, from the hub’s yes to locked', () => {
  expect(see(asked, { word: 'locked' })).toEqual(asked);
  expect(see(asked, { word: 'unlocked', moving: 'unlocking' })).toEqual(asked);
  expect(see(asked, { word: 'unlocked' })).toEqual({ at: 'unlocked' });
  expect(see(asked, { word: 'unlocked' }, { word: 'open' })).toEqual({ at: 'open' });
  expect(see(asked, { word: 'open' }, { word: 'unlocked' })).toEqual({ at: 'closed' });
  expect(see(asked, { word: 'open' }, { word: 'unlocked' }, { word: 'locked' })).toEqual({
    at: 'locked',
    opened: true,
  });
});

it('a bolt that went back and out again is a trial too, and says that nobody opened', () => {
  expect(see(asked, { word: 'unlocked' }, { word: 'locked' })).toEqual({ at: 'locked', opened: false });
});

it('a yes after which nothing moves is not a success', () => {
  expect(followTrial(asked, { word: 'locked' }, 15_001)).toEqual({ at: 'nothing' });
  expect(followTrial(asked, { word: 'unknown' }, 60_000)).toEqual(asked);
});

it('a door that is unknown for a moment has done nothing, and a jam is said', () => {
  expect(see(asked, { word: 'open' }, { word: 'unknown' })).toEqual({ at: 'open' });
  expect(see(asked, { word: 'open' }, { word: 'jammed' }, { word: 'locked' })).toEqual({ at: 'locked', opened: true });
  expect(see(asked, { word: 'unlocked' }, { word: 'jammed' })).toEqual({ at: 'jammed', opened: false });
});
