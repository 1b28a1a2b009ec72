/** The rules that a member's phone works out, against published ones; the run says so where they are not on this machine. */
import { expect, it } from 'vitest';
import { spansOf, type Schedule } from './schedule.ts';

interface Published {
  readonly name: string;
  readonly rule: string;
  readonly method: string;
  readonly expected: readonly string[];
}

/** `undefined` for a rule that this grammar has no words for. */
function readWeekly(rule: string): Schedule | undefined {
  const read = /^DTSTART:(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)00Z\nRRULE:FREQ=WEEKLY;(.*)$/.exec(rule);
  if (read === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', rest = ''] = read;
  const parts = new Map(rest.split(';').map((part) => part.split('=') as [string, string]));
  if ([...parts.keys()].some((key) => !['COUNT', 'INTERVAL', 'BYDAY'].includes(key))) return undefined;
  const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const firstDay = `${year}-${month}-${day}`;
  const own = new Date(`${firstDay}T00:00Z`).getUTCDay();
  const days = parts
    .get('BYDAY')
    ?.split(',')
    .map((name) => names.indexOf(name) + 1) ?? [own === 0 ? 7 : own];
  const end = `${String(Number(hour) + 1).padStart(2, '0')}:${minute}`;
  const everyWeeks = Number(parts.get('INTERVAL') ?? 1);
  return { timeZone: 'UTC', windows: [{ days, from: `${hour}:${minute}`, to: end }], everyWeeks, firstDay };
}

const [file] = Object.values(
  import.meta.glob<string>('../../../../../shared/data/schedules/rfc5545_rrule_dev.jsonl', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
);
const lines = file?.trim().split('\n') ?? [];
const published = lines
  .map((line) => JSON.parse(line) as Published)
  .flatMap(({ name, rule, method, expected }) => {
    const schedule = method === 'all' ? readWeekly(rule) : undefined;
    return schedule === undefined ? [] : [{ name, schedule, expected: expected.map((iso) => Date.parse(iso) / 1000) }];
  });

const title =
  lines.length === 0
    ? 'published weekly rules (SKIPPED: shared/data/schedules is not on this machine)'
    : `of ${String(lines.length)} published rules the ${String(published.length)} that a household can say`;

it.skipIf(lines.length === 0)(title, () => {
  expect(published.length).toBeGreaterThan(0);
  for (const { name, schedule, expected } of published) {
    const spans = spansOf(schedule, (expected[0] ?? 0) - 1, (expected.at(-1) ?? 0) + 1);
    expect(
      spans.map(({ fromS }) => fromS),
      name,
    ).toEqual(expected);
  }
});
