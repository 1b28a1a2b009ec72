import { expect, test } from 'vitest';
import { swift } from '../../testing/parcels.ts';
import { clockOf, daysSaid, draftOfRule, faultsOfRule, ruleOfRuleDraft } from './draft.ts';
import type { Rule } from './rules.ts';
import { freshTerms } from '../parcels/terms.ts';

const rule: Rule = {
  domain: swift.domain,
  carrierName: swift.name,
  how: 'sign',
  hours: { fromMin: 9 * 60, toMin: 17 * 60, days: [1, 2, 3, 4, 5] },
  terms: freshTerms(1, 'Hall'),
};
const draft = draftOfRule(rule);

test('a rule that is opened and saved unchanged stays what it is', () => {
  expect(ruleOfRuleDraft(draft, rule)).toEqual(rule);
  const whole = { ...rule, hours: { fromMin: 0, toMin: 24 * 60 }, off: true };
  expect(ruleOfRuleDraft(draftOfRule(whole), whole)).toEqual(whole);
  const always: Rule = { ...rule, hours: undefined };
  expect(ruleOfRuleDraft(draftOfRule(always), always)).toEqual(always);
});

test('every day of the week needs no list of days', () => {
  const all = ruleOfRuleDraft({ ...draft, days: [1, 2, 3, 4, 5, 6, 7] }, rule);
  expect(all.hours).toEqual({ fromMin: 9 * 60, toMin: 17 * 60 });
});

test('hours that are none, no days, a door that is gone and a code each keep a rule from being saved', () => {
  expect(faultsOfRule(draft, [1])).toEqual([]);
  expect(faultsOfRule({ ...draft, from: '17:00', to: '09:00' }, [1])).toEqual(['times']);
  expect(faultsOfRule({ ...draft, from: '09:00', to: '09:10' }, [1])).toEqual(['times']);
  expect(faultsOfRule({ ...draft, from: '' }, [1])).toEqual(['times']);
  expect(faultsOfRule({ ...draft, days: [] }, [1])).toEqual(['days']);
  expect(faultsOfRule(draft, [2])).toEqual(['door']);
  expect(faultsOfRule({ ...draft, terms: { ...rule.terms, note: 'Code 4711' } }, [1])).toEqual(['secret']);
  expect(faultsOfRule({ ...draft, when: 'any', days: [], from: '' }, [1])).toEqual([]);
});

test('an end at midnight is the end of the day', () => {
  expect(ruleOfRuleDraft({ ...draft, from: '18:00', to: '00:00' }, rule).hours?.toMin).toBe(1440);
  expect(clockOf(1440)).toBe('24:00');
  expect(clockOf(545)).toBe('09:05');
});

test('days that have a word of their own are said with it', () => {
  expect(daysSaid(undefined)).toBe('every-day');
  expect(daysSaid([5, 4, 3, 2, 1])).toBe('weekdays');
  expect(daysSaid([6, 7])).toBe('weekend');
  expect(daysSaid([1, 2, 3, 4, 6])).toBe('some');
});
