import { expect, test } from 'vitest';
import { shipment, swift } from '../../testing/parcels.ts';
import { ruleOfDraft, startDraft } from './draft.ts';
import type { Rule } from '../rules/rules.ts';
import { freshTerms, secretsOfTerms, tidyTerms } from './terms.ts';

const utc = (unixS: number, minute: number) => Math.floor(unixS / 86_400) * 86_400 + minute * 60;
const known = { rule: undefined, last: undefined, doors: [1, 2], dropPlace: 'On the mat' };
const rule: Rule = {
  domain: swift.domain,
  carrierName: swift.name,
  how: 'fill',
  hours: { fromMin: 23 * 60, toMin: 24 * 60 },
  terms: { ...freshTerms(2, 'Behind the bikes'), expect: ['dog'] },
};

test('the first form begins with nothing special, and asks again next time', () => {
  const draft = startDraft(shipment(), known);
  expect(draft).toEqual({ terms: freshTerms(1, 'On the mat'), window: shipment().window, next: 'ask' });
});

test('the carrier’s rule fills the form in, within its hours', () => {
  const draft = startDraft(shipment(), { ...known, rule }, utc);
  expect(draft).toMatchObject({ terms: { door: 2, dropPlace: 'Behind the bikes', expect: ['dog'] }, next: 'fill' });
  expect(draft.window).toEqual({
    fromS: utc(shipment().window.fromS, 23 * 60),
    toS: utc(shipment().window.fromS, 1440),
  });
});

test('without a rule the last choice is remembered, its note is not', () => {
  const last = { ...freshTerms(2, 'Cellar'), note: 'The blue parcel is a present', expect: ['alarm'] as const };
  expect(startDraft(shipment(), { ...known, last }).terms).toEqual({ ...last, note: '' });
  expect(startDraft(shipment(), { ...known, last, doors: [1] }).terms).toEqual(freshTerms(1, 'On the mat'));
});

test('a rule made from the form keeps the hours it had', () => {
  const draft = { ...startDraft(shipment(), { ...known, rule }, utc), next: 'sign' as const };
  expect(ruleOfDraft(draft, shipment(), rule)).toEqual({ ...rule, how: 'sign' });
  expect(ruleOfDraft({ ...draft, next: 'ask' }, shipment(), rule)).toBeUndefined();
});

test('a rule that is switched off stays as it is while the form asks to be asked', () => {
  const off = { ...rule, off: true };
  const draft = startDraft(shipment(), known);
  expect(ruleOfDraft(draft, shipment(), off)).toBe(off);
  expect(ruleOfDraft({ ...draft, next: 'fill' }, shipment(), off)?.off).toBeUndefined();
});

test('a code is found in each free text, and in a detail only where there is one', () => {
  const terms = {
    ...freshTerms(1, 'Code 4711'),
    note: 'key under the mat',
    ifFails: { to: 'neighbour', detail: '2580' } as const,
  };
  expect(secretsOfTerms(terms)).toEqual({ dropPlace: 'code', note: 'key-place', detail: 'code' });
  expect(secretsOfTerms({ ...terms, ifFails: { to: 'again', detail: '2580' } }).detail).toBeUndefined();
  expect(tidyTerms({ ...terms, ifFails: { to: 'again', detail: '2580' } }).ifFails).toEqual({
    to: 'again',
    detail: '',
  });
});
