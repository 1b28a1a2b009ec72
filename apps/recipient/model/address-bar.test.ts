import { expect, test } from 'vitest';
import { takePairingCode, takeRecoveryCode } from './address-bar.ts';

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

test('the code of a sheet leaves the address bar too, and is no pairing code', () => {
  const bar = barAt('#/recover/ABCD');
  expect(takePairingCode(bar)).toBeUndefined();
  expect(takeRecoveryCode(bar)).toBe('ABCD');
  expect(bar.hash()).toBe('#/recover');
});
