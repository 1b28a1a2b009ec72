import { expect, test } from 'vitest';
import { takePairingCode } from './address-bar.ts';

const barAt = (hash: string) => {
  let current = hash;
  return { hash: () => current, replaceHash: (next: string) => (current = next) };
};

test('the pairing code leaves the address bar as it is read', () => {
  const bar = barAt('#/pair/c2VjcmV0');
  expect(takePairingCode(bar)).toBe('c2VjcmV0');
  expect(bar.hash()).toBe('#/pair');
});

test('a screen without a code is left alone', () => {
  const bar = barAt('#/visit/abc');
  expect(takePairingCode(bar)).toBeUndefined();
  expect(bar.hash()).toBe('#/visit/abc');
});

test('an empty code is no code', () => {
  expect(takePairingCode(barAt('#/pair/'))).toBeUndefined();
});
