import { createCell } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { lookFromStart } from './at-start.ts';
import type { LogStanding } from './desk.ts';

/** A log that says these things, one a look; the last of them for good. */
const started = (...says: LogStanding['kind'][]) => {
  const standing = createCell<LogStanding>({ kind: 'asking' });
  let waiting: { readonly run: () => void; readonly ms: number } | undefined;
  const looked: number[] = [];
  let told: number | undefined = 1;
  const look = ({ seq }: { readonly seq: number }) => {
    const looks = looked.push(seq) - 1;
    standing.set({ kind: says[Math.min(looks, says.length - 1)] ?? 'asking' } as LogStanding);
    return Promise.resolve();
  };
  const later = (run: () => void, ms: number) => {
    waiting = { run, ms };
    return () => (waiting = undefined);
  };
  const end = lookFromStart(
    { standing, look },
    () => (told === undefined ? undefined : { seq: told, hash: new Uint8Array(32) }),
    later,
  );
  /** The receipts that were looked up, and the milliseconds that it waits for; undefined: it looks no more. */
  const settled = async () => {
    await Promise.resolve();
    return [looked, waiting?.ms];
  };
  const pass = () => {
    const due = waiting?.run;
    waiting = undefined;
    due?.();
    return settled();
  };
  return { settled, pass, end, tells: (seq: number | undefined) => void (told = seq) };
};

test('P9: the public log is looked at when the app is opened, soon again while what was found may pass, and now and then while it stays open', async () => {
  for (const kind of ['kept', 'forked', 'shrunk', 'unreached'] as const)
    expect(await started(kind).settled()).toEqual([[1], 600_000]);
  for (const kind of ['not-yet', 'missing', 'unreadable', 'stranger'] as const) {
    const { settled, pass, tells } = started(kind, kind, 'kept', kind);
    expect(await settled()).toEqual([[1], 65_000]);
    expect(await pass()).toEqual([[1, 1], 65_000]);
    tells(4);
    expect(await pass()).toEqual([[1, 1, 4], 600_000]);
    expect(await pass()).toEqual([[1, 1, 4, 4], 65_000]);
  }
});

test('P9: a story that is not whole is not looked up, until it is', async () => {
  const { settled, pass, tells } = started('kept');
  await settled();
  tells(undefined);
  expect(await pass()).toEqual([[1], 600_000]);
  tells(7);
  expect(await pass()).toEqual([[1, 7], 600_000]);
});

test('a household that is left is not looked for any more, also where a look is under way', async () => {
  const waits = started('missing');
  await waits.settled();
  waits.end();
  expect(await waits.settled()).toEqual([[1], undefined]);
  const looks = started('missing');
  looks.end();
  expect(await looks.settled()).toEqual([[1], undefined]);
});
