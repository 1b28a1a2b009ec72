import { SUSPENSION_MS, toHex } from '../../index.ts';
import { hexKid, three } from '../suspension-cases.ts';
import { anna, ben, mallory } from '../people.ts';
import type { JudgedCase } from './case.ts';

/** What a person types off the hub's display, whom a suspension leaves, and how long an end waits: docs/protocol/22-suspension.md, 23-departure.md. */

const code = (comment: string, typed: string, problem?: string): JudgedCase => ({
  comment,
  ask: () => Promise.resolve({ call: 'presence-code', typed }),
  ...(problem === undefined ? {} : { problem }),
});

export const PRESENCE_CODES: readonly JudgedCase[] = [
  code('as the display shows it', '7F3K 92QD ABCD'),
  code('without blanks, in small letters', '7f3k92qdabcd'),
  code('with hyphens, and one at each end', '-7F3K-92QD-ABCD-'),
  code('with letters that look like digits', 'O0I1-L111-1111'),
  code('with forty-eight signs', `7F3K92QDABCD${' '.repeat(36)}`),
  code('with forty-nine', `7F3K92QDABCD${' '.repeat(37)}`, 'no-code'),
  code('nothing', '', 'no-code'),
  code('a letter fewer', '7F3K 92QD ABC', 'no-code'),
  code('a letter more', '7F3K 92QD ABCDE', 'no-code'),
  code('with a letter that no code has', '7F3K 92QD ABCU', 'no-code'),
];

const counting = (comment: string, suspended: Readonly<Record<string, number>>): JudgedCase => ({
  comment,
  ask: async () => ({ call: 'counting', roster: toHex((await three()).bytes), suspended }),
});

/** Milliseconds since each suspension began. */
export const COUNTING: readonly JudgedCase[] = [
  counting('nobody is suspended', {}),
  counting('a suspended device counts for nothing', { [hexKid(anna)]: SUSPENSION_MS - 1 }),
  counting('one whose suspension ran out counts again', { [hexKid(anna)]: SUSPENSION_MS }),
  counting('two of three', { [hexKid(anna)]: 0, [hexKid(ben)]: 0 }),
  counting('one that is no member any more changes nothing', { [hexKid(mallory)]: 0 }),
];

export const LEAVING_WAITS: readonly JudgedCase[] = [
  { comment: 'an end that was announced waits', ask: () => Promise.resolve({ call: 'leaving-wait', longer: false }) },
  { comment: 'one for which more time was asked waits longer', ask: () => Promise.resolve({ call: 'leaving-wait', longer: true }) }, // prettier-ignore
];
