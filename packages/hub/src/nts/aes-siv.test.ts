import { fromHex, toHex } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { openSiv, sealSiv } from './aes-siv.ts';

const hex = (text: string): Uint8Array => {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new TypeError(text);
  return bytes;
};

/** RFC 5297, appendix A, and the empty message, whose tag the RFC's pseudo-code gives. */
const published = [
  {
    name: 'A.1, deterministic',
    key: 'fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff',
    associated: ['101112131415161718191a1b1c1d1e1f2021222324252627'],
    plaintext: '112233445566778899aabbccddee',
    sealed: '85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c',
  },
  {
    name: 'A.2, with a nonce',
    key: '7f7e7d7c7b7a79787776757473727170404142434445464748494a4b4c4d4e4f',
    associated: [
      '00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100',
      '102030405060708090a0',
      '09f911029d74e35bd84156c5635688c0',
    ],
    plaintext: '7468697320697320736f6d6520706c61696e7465787420746f20656e6372797074207573696e67205349562d414553',
    sealed:
      '7bdb6e3b432667eb06f4d14bff2fbd0fcb900f2fddbe404326601965c889bf17dba77ceb094fa663b7a3f748ba8af829ea64ad544a272e9c485b62a3fd5c0d',
  },
];

describe('AES-SIV', () => {
  it.each(published)('is that of RFC 5297: $name', ({ key, associated, plaintext, sealed }) => {
    const over = associated.map(hex);
    expect(toHex(sealSiv(hex(key), over, hex(plaintext)))).toBe(sealed);
    expect(toHex(openSiv(hex(key), over, hex(sealed)) ?? new Uint8Array())).toBe(plaintext);
  });

  it.each(published)('opens nothing that is changed in any bit: $name', ({ key, associated, sealed }) => {
    const over = associated.map(hex);
    const whole = hex(sealed);
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const changed = whole.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(openSiv(hex(key), over, changed)).toBeUndefined();
    }
    expect(openSiv(hex(key), over.slice(1), whole)).toBeUndefined();
    expect(openSiv(hex(key), [...over, new Uint8Array()], whole)).toBeUndefined();
    for (const length of [0, 1, 15, 16, whole.length - 1])
      expect(openSiv(hex(key), over, whole.slice(0, length))).toBeUndefined();
  });

  it('takes every length around its blocks, the empty message among them', () => {
    const key = hex(published[0]?.key ?? '');
    for (const length of [0, 1, 15, 16, 17, 31, 32, 33, 800]) {
      const text = Uint8Array.from({ length }, (_, i) => i & 0xff);
      const sealed = sealSiv(key, [text], text);
      expect(sealed).toHaveLength(16 + length);
      expect(openSiv(key, [text], sealed)).toEqual(text);
    }
  });
});
