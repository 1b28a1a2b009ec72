import { expect, test } from 'vitest';
import { signHindrance } from './hindrance.ts';
import { freshTerms } from './terms.ts';

const ready = {
  terms: freshTerms(1, 'Hall'),
  doors: [1],
  fitted: 0,
  key: { kind: 'found', pin: 'known' },
  clockIsRight: true,
  agreed: false,
} as const;

test('a parcel with a known key, an open door and clean texts can be signed for', () => {
  expect(signHindrance(ready)).toBeUndefined();
});

test('a code in a note is what is said first, because the person can mend it', () => {
  const note = { ...ready.terms, note: 'Gate 4711' };
  expect(signHindrance({ ...ready, terms: note, key: { kind: 'asking' } })).toBe('secret');
});

test('nothing is signed by a clock that is off, whatever else is to be mended', () => {
  expect(signHindrance({ ...ready, clockIsRight: false, doors: [] })).toBe('clock');
});

test('a door of which the hub has not spoken takes no signature that asks for presence, and any that waives it', () => {
  const unheard = { ...ready, fitted: undefined };
  expect(signHindrance(unheard)).toBe('unheard');
  expect(signHindrance({ ...unheard, terms: { ...ready.terms, here: true } })).toBe('unheard');
  expect(signHindrance({ ...unheard, terms: { ...ready.terms, here: false } })).toBeUndefined();
});

test('each other reason has its own name', () => {
  expect(signHindrance({ ...ready, doors: [2] })).toBe('door');
  expect(signHindrance({ ...ready, key: { kind: 'asking' } })).toBe('key-asking');
  expect(signHindrance({ ...ready, key: { kind: 'unreached' } })).toBe('key-missing');
  expect(signHindrance({ ...ready, key: { kind: 'other-key' } })).toBe('key-missing');
  const changed = { ...ready, key: { kind: 'found', pin: 'changed' } } as const;
  expect(signHindrance(changed)).toBe('key-changed');
  expect(signHindrance({ ...changed, agreed: true })).toBeUndefined();
});
