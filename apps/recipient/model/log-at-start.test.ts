import { createCell } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { lookFromStart } from './log-at-start.ts';
import type { LogStanding } from './log-desk.ts';

/** A log that says these things, one a look; the last of them for good. */
const started = (...says: LogStanding['kind'][]) => {
  const standing = createCell<LogStanding>({ kind: 'asking' });
  let waiting: { readonly run: () => void; readonly ms: number } | undefined;
  let looks = 0;
  const look = () => {
    standing.set({ kind: says[Math.min(looks++, says.length - 1)] ?? 'asking' } as LogStanding);
    return Promise.resolve();
  };
  const later = (run: () => void, ms: number) => {
    waiting = { run, ms };
    return () => (waiting = undefined);
  };
  const end = lookFromStart({ standing, look }, { seq: 1, hash: new Uint8Array(32) }, later);
  /** The milliseconds that it waits for; undefined: it looks no more. */
  const settled = async () => {
    await Promise.resolve();
    return [looks, waiting?.ms];
  };
  const pass = () => {
    const due = waiting?.run;
    waiting = undefined;
    due?.();
    return settled();
  };
  return { settled, pass, end };
};

test('P9: the public log is looked at when the app is opened, and again while what was found may pass, and no longer', async () => {
  for (const kind of ['kept', 'forked', 'shrunk', 'unreached'] as const)
    expect(await started(kind).settled()).toEqual([1, undefined]);
  for (const kind of ['not-yet', 'missing', 'unreadable', 'stranger'] as const) {
    const { settled, pass } = started(kind, kind, 'kept');
    expect(await settled()).toEqual([1, 65_000]);
    expect(await pass()).toEqual([2, 65_000]);
    expect(await pass()).toEqual([3, undefined]);
  }
});

test('a household that is left is not looked for any more, also where a look is under way', async () => {
  const waits = started('missing');
  await waits.settled();
  waits.end();
  expect(await waits.settled()).toEqual([1, undefined]);
  const looks = started('missing');
  looks.end();
  expect(await looks.settled()).toEqual([1, undefined]);
});
