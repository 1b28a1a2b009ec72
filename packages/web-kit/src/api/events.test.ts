import { expect, test } from 'vitest';
import * as z from 'zod';
import { handClock } from '../testing/hand-clock.ts';
import { createCell, type Observable } from '../model/observable.ts';
import { createEventStream, type EventLine } from './events.ts';

const stream = (answered?: Observable<boolean>) => {
  const time = handClock();
  const lines: (EventLine & { readyState: number })[] = [];
  const heard: number[] = [];
  let [opened, refused] = [0, 0];
  const events = createEventStream({
    open: () => {
      const line = { onopen: null, onmessage: null, onerror: null, readyState: 0, close: () => undefined };
      lines.push(line);
      return line;
    },
    schema: z.strictObject({ n: z.number() }),
    onEvent: ({ n }) => heard.push(n),
    onOpen: () => (opened += 1),
    onRefused: () => (refused += 1),
    later: time.later,
    random: () => 0.5,
    ...(answered === undefined ? {} : { answered }),
  });
  return { events, lines, heard, opened: () => opened, refused: () => refused, ...time };
};

const say = (line: EventLine | undefined, data: string) => line?.onmessage?.({ data } as MessageEvent);

test('events of the contract are heard, anything else is dropped', () => {
  const { events, lines, heard } = stream();
  events.start();
  say(lines[0], '{"n":1}');
  say(lines[0], '{"n":"one"}');
  say(lines[0], 'no json');
  expect(heard).toEqual([1]);
});

test('a line that a browser gave up is opened again, later each time, and everything is read anew', async () => {
  const { events, lines, opened, refused, pass } = stream();
  events.start();
  lines[0]?.onopen?.(new Event('open'));
  expect(opened()).toBe(1);
  for (const [n, waitMs] of [500, 1000, 2000].entries()) {
    const line = lines[n];
    if (line !== undefined) line.readyState = 2;
    line?.onerror?.(new Event('error'));
    expect(events.line.get()).toBe('lost');
    // Once for all of them: a server that starts is not asked more and more.
    expect(refused()).toBe(1);
    await pass(waitMs - 1);
    expect(lines).toHaveLength(n + 1);
    await pass(1);
    expect(lines).toHaveLength(n + 2);
  }
  lines[3]?.onopen?.(new Event('open'));
  expect(events.line.get()).toBe('open');
  expect(opened()).toBe(2);
});

test('a line that the browser still tries by itself is left alone', async () => {
  const { events, lines, pass } = stream();
  events.start();
  lines[0]?.onerror?.(new Event('error'));
  await pass(60_000);
  expect(lines).toHaveLength(1);
});

const lose = (line: (EventLine & { readyState: number }) | undefined) => {
  if (line === undefined) throw new Error('no line');
  line.readyState = 2;
  line.onerror?.(new Event('error'));
};

test('P11: a suspended device opens no line in an hour, and one at once when it counts again', async () => {
  const answered = createCell(true);
  const { events, lines, pass } = stream(answered);
  events.start();
  answered.set(false);
  lose(lines[0]);
  await pass(3_600_000);
  expect(lines).toHaveLength(1);
  expect(events.line.get()).toBe('lost');
  answered.set(true);
  expect(lines).toHaveLength(2);
  answered.set(false);
  answered.set(true);
  expect(lines).toHaveLength(2);
});

test('a line that rests and is stopped stays away', async () => {
  const answered = createCell(false);
  const { events, lines } = stream(answered);
  events.start();
  events.stop();
  answered.set(true);
  await Promise.resolve();
  expect(lines).toHaveLength(0);
});
