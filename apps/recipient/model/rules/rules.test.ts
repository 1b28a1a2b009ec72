import { memoryShelf } from '@latchkey/web-kit/model';
import { describe, expect, test } from 'vitest';
import { nowMs, shipment, swift } from '../../testing/parcels.ts';
import type { AtMinute } from '../parcels/part-window.ts';
import { createRules, judge, longestByRuleS, mostByRuleADay, type Known, type Rule } from './rules.ts';
import { freshTerms } from '../parcels/terms.ts';

const utc: AtMinute = (unixS, minute) => Math.floor(unixS / 86_400) * 86_400 + minute * 60;
const known: Known = { pinned: true, signedToday: 0, doors: [1, 2], atMinute: utc };
const rule: Rule = { domain: swift.domain, carrierName: swift.name, how: 'sign', terms: freshTerms(1, 'on the mat') };
const reasonOf = (verdict: ReturnType<typeof judge>) => (verdict.kind === 'ask' ? verdict.reason : verdict.kind);

describe('a rule that signs', () => {
  test('signs the announced window for the carrier it was made for', () => {
    expect(judge(rule, shipment(), known)).toEqual({ kind: 'sign', rule, window: shipment().window });
  });

  test('is silent while it is switched off', () => {
    expect(judge({ ...rule, off: true }, shipment(), known)).toEqual({ kind: 'no-rule' });
  });

  test('never signs for a key that is not pinned, whatever the server calls the carrier', () => {
    expect(reasonOf(judge(rule, shipment(), { ...known, pinned: false }))).toBe('key-unknown');
    const impostor = shipment({ carrier: { ...swift, domain: 'https://sw1ft.example' } });
    expect(judge(rule, impostor, known)).toEqual({ kind: 'no-rule' });
  });

  test('keeps to its hours', () => {
    // The window is from 22:23 to 00:23.
    const cut = { ...rule, hours: { fromMin: 23 * 60, toMin: 24 * 60 } };
    const { fromS } = shipment().window;
    expect(judge(cut, shipment(), known)).toMatchObject({
      kind: 'sign',
      window: { fromS: fromS + 2200, toS: fromS + 5800 },
    });
    const elsewhere = { ...rule, hours: { fromMin: 6 * 60, toMin: 7 * 60 } };
    expect(reasonOf(judge(elsewhere, shipment(), known))).toBe('outside-hours');
  });

  test('asks where a window is longer than any visit', () => {
    const fromS = nowMs / 1000;
    const long = shipment({ window: { fromS, toS: fromS + longestByRuleS + 1 } });
    expect(reasonOf(judge(rule, long, known))).toBe('too-long');
  });

  test('does not answer a server that announces without end', () => {
    expect(reasonOf(judge(rule, shipment(), { ...known, signedToday: mostByRuleADay }))).toBe('too-many-today');
  });

  test('asks when its door is no longer there', () => {
    expect(reasonOf(judge(rule, shipment(), { ...known, doors: [2] }))).toBe('door-gone');
  });
});

test('a rule that fills the form in signs nothing, known key or not', () => {
  const fill: Rule = { ...rule, how: 'fill' };
  expect(judge(fill, shipment(), { ...known, pinned: false }).kind).toBe('fill');
});

test('a rule that is switched off is kept, and not in force', async () => {
  const rules = await createRules(memoryShelf());
  await rules.keep({ ...rule, off: true });
  expect(rules.of(swift.domain)).toBeDefined();
  expect(rules.inForce(swift.domain)).toBeUndefined();
});

test('rules survive a reload, one a carrier', async () => {
  const shelf = memoryShelf();
  const rules = await createRules(shelf);
  await rules.keep(rule);
  await rules.keep({ ...rule, how: 'fill' });
  const again = await createRules(shelf);
  expect(again.all.get().map(({ how }) => how)).toEqual(['fill']);
  await again.drop(swift.domain);
  expect((await createRules(shelf)).of(swift.domain)).toBeUndefined();
});
