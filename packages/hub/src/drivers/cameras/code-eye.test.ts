import { describe, expect, test } from 'vitest';
import { CodeEye } from './code-eye.ts';
import { VirtualClock } from './testing/virtual-clock.ts';

const picture = { data: new Uint8Array(4), width: 2, height: 2 };

function stage() {
  const clock = new VirtualClock();
  const finders: { looks: number; ended: boolean; found: (texts: string[]) => void; dies: (why: string) => void }[] =
    [];
  const seen: string[] = [];
  const eye = new CodeEye({
    clock,
    start: (answers) => {
      const finder = { looks: 0, ended: false, found: answers.found, dies: answers.ended };
      finders.push(finder);
      return { find: () => (finder.looks += 1), end: () => (finder.ended = true) };
    },
    seen: (text) => seen.push(text),
    report: () => undefined,
  });
  const look = (afterMs = 1000): void => {
    clock.advance(afterMs);
    eye.look(picture);
  };
  return { eye, clock, finders, seen, look };
}

describe('an eye for codes', () => {
  test('looks at one picture at a time and leaves out what comes meanwhile', () => {
    const { finders, seen, look } = stage();
    look();
    look();
    expect(finders[0]?.looks).toBe(1);
    finders[0]?.found(['LK1:A', 'LK1:B']);
    look();
    expect([finders.length, finders[0]?.looks, seen]).toEqual([1, 2, ['LK1:A', 'LK1:B']]);
  });

  test('takes four texts of a picture and no more', () => {
    const { finders, seen, look } = stage();
    look();
    finders[0]?.found(['1', '2', '3', '4', '5']);
    expect(seen).toEqual(['1', '2', '3', '4']);
  });

  test('replaces a finder that hangs, after a rest, and hears nothing of the old one', () => {
    const { finders, seen, look } = stage();
    look();
    look(5001);
    expect([finders.length, finders[0]?.ended]).toEqual([1, true]);
    look(9000);
    expect(finders).toHaveLength(1);
    look(2000);
    expect(finders).toHaveLength(2);
    finders[0]?.found(['late']);
    expect(seen).toEqual([]);
  });

  test('replaces a finder that died, and one that died again and again costs one start in ten seconds', () => {
    const { finders, look } = stage();
    for (let second = 0; second < 60; second += 1) {
      look();
      if (finders.at(-1)?.ended === false) finders.at(-1)?.dies('out of memory');
    }
    expect(finders.length).toBeGreaterThan(3);
    expect(finders.length).toBeLessThan(8);
  });

  test('stopped, it has no thread left', () => {
    const { eye, finders, look } = stage();
    look();
    eye.stop();
    expect(finders[0]?.ended).toBe(true);
  });
});
