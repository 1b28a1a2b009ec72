import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EVENTS, LOOK_ENDS, PHASES, REASONS } from './index.ts';

/** The pages are normative: what they list is what the code has. */
const page = (name: string): string =>
  readFileSync(new URL(`../../../docs/protocol/${name}.md`, import.meta.url), 'utf8');

it('the page on verification names every refusal, and none that does not exist', () => {
  const text = page('verification');
  expect(REASONS.filter((reason) => !new RegExp(`(?<![a-z-])${reason}(?![a-z-])`).test(text))).toEqual([]);
});

it('the page on receipts lists every event under its number, with as many details', () => {
  const rows = [...page('05-receipt').matchAll(/\| (\d+) \| ([a-z-]+) \| ([\d ]*)\| ([\d ]*)(?=\|)/g)];
  const listed = rows.map(([, number, name, must = '', may = '']) => [name, Number(number), count(must), count(may)]);
  const coded = Object.entries(EVENTS).map(([name, rule]) => [name, rule.number, rule.must.length, rule.may.length]);
  expect(listed.sort(byNumber)).toEqual(coded.sort(byNumber));
});

it('the page on state lists every phase in its order', () => {
  const [, list = ''] = /phase = 0 (.*)/.exec(page('13-state')) ?? [];
  expect(list.replace(/\d+ /g, '').split(', ')).toEqual([...PHASES]);
});

it('the page on looks lists every end of one, in its order', () => {
  const rows = [...page('09-look').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, cause]) => cause);
  expect(rows).toEqual([...LOOK_ENDS]);
});

const count = (cell: string): number => cell.split(' ').filter((word) => word !== '').length;
const byNumber = (a: (string | number | undefined)[], b: (string | number | undefined)[]): number =>
  Number(a[1]) - Number(b[1]);
