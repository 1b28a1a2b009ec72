import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { encodeUtf8 } from '../index.ts';

describe('base 45', () => {
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
    ['', ''],
  ])('writes and reads %j as RFC 9285 (4.3, 4.4) does', (text, letters) => {
    expect(encodeBase45(encodeUtf8(text))).toBe(letters);
    expect(decodeBase45(letters)).toEqual(encodeUtf8(text));
  });

  it.each([
    ['a letter left over', 'BB8B'],
    ['a small letter', 'bb8'],
    ['a letter of another alphabet', 'BB_'],
    ['three letters past two bytes (RFC 9285, 6)', 'GGW'],
    ['two letters past one byte', '::'],
  ])('refuses %s', (_why, letters) => {
    expect(decodeBase45(letters)).toBeUndefined();
  });

  it('gives back every byte string, and holds the largest value of two bytes', () => {
    const anything = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes);
      }),
    );
    expect(decodeBase45('FGW')).toEqual(Uint8Array.of(255, 255));
  });
});
