import { describe, expect, it } from 'vitest';
import { playScene } from '../run.ts';
import { disagreeingYes, disagreement, manyEnd } from './block-scenes.ts';
import {
  forgottenAtTheStart,
  lastWordHolds,
  nobodyIsTold,
  throwsAtOnce,
  toldTwice,
  visitsAlone,
  yesWins,
} from './broken-blocks.ts';

const played = [
  [disagreement, [visitsAlone, lastWordHolds, forgottenAtTheStart]],
  [disagreeingYes, [yesWins]],
  [manyEnd, [nobodyIsTold, toldTwice]],
] as const;

describe('P3: blocks of more than one visit, and members who disagree', () => {
  it.each(played.map(([scene]) => [scene.what, scene] as const))('%s', async (_, { scene, opens }) => {
    const outcome = await playScene(scene());
    expect(outcome.broken, outcome.story.join('\n')).toBeUndefined();
    expect(outcome.openings, outcome.story.join('\n')).toBe(opens);
  });

  const broken = played.flatMap(([scene, rules]) => rules.map((rule) => [rule().name, scene, rule] as const)); // prettier-ignore
  it('P10: is noticed where it traps whoever stands in the door', async () => {
    const outcome = await playScene(manyEnd.scene(), throwsAtOnce());
    expect(outcome.broken?.promise, outcome.story.join('\n')).toBe('P10');
  });

  it.each(broken)('is noticed where it is broken: %s', async (_, { scene }, rule) => {
    const outcome = await playScene(scene(), rule());
    expect(outcome.broken?.promise, outcome.story.join('\n')).toBe('P3');
  });
});
