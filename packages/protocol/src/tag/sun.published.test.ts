import { readFileSync } from 'node:fs';
import { nodeAesBlock as aes } from '@latchkey/keys/node';
import { describe, expect, it } from 'vitest';
import { aesCmac, encodeUtf8, fromHex, makeSun, readSun, sunMac, sunNonce, sunSessionKey, toHex } from '../index.ts';
import { p, seeded } from '../testing/people.ts';

interface Session {
  readonly comment: string;
  readonly macKey: string;
  readonly uid: string;
  readonly counter: number;
}
interface Published {
  readonly cmac: readonly Readonly<Record<'comment' | 'key' | 'message' | 'mac', string>>[];
  readonly sessions: readonly (Session & { readonly sessionKey: string })[];
  readonly macs: readonly (Session & { readonly input: string; readonly mac: string })[];
  readonly messages: readonly (Session & Readonly<Record<'metaKey' | 'padding' | 'sun', string>>)[];
}

const FILE = new URL('../../../../vectors/published/sun-an12196.json', import.meta.url);
const published = JSON.parse(readFileSync(FILE, 'utf8')) as Published;
const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
const secrets = (one: Session) => ({ uid: bytes(one.uid), macKey: bytes(one.macKey) });

describe('published values', () => {
  it.each(published.cmac)('$comment', ({ key, message, mac }) => {
    expect(toHex(aesCmac(aes, bytes(key), bytes(message)))).toBe(mac);
  });

  it.each(published.sessions)('$comment: session key', (one) => {
    expect(toHex(sunSessionKey(aes, secrets(one), one.counter))).toBe(one.sessionKey);
  });

  it.each(published.macs)('$comment: MAC', (one) => {
    expect(toHex(sunMac(aes, secrets(one), one.counter, encodeUtf8(one.input)))).toBe(one.mac);
  });

  it.each(published.messages)('$comment: read, and made by our own chip', (one) => {
    const tag = { ...secrets(one), metaKey: bytes(one.metaKey) };
    expect(readSun(aes, tag, bytes(one.sun))).toBe(one.counter);
    expect(toHex(makeSun(aes, tag, one.counter, bytes(one.padding)))).toBe(one.sun);
  });
});

const tag = { uid: seeded('uid', 7), metaKey: seeded('meta key'), macKey: seeded('mac key') };
const sun = makeSun(aes, tag, 7, seeded('padding', 5));

describe('a message of a tag', () => {
  it('counts to the chip’s last reading', () => {
    for (const counter of [0, 1, 255, 256, 65_535, 65_536, 0xff_ffff])
      expect(readSun(aes, tag, makeSun(aes, tag, counter, seeded('padding', 5)))).toBe(counter);
  });

  it('P13: of another tag, or under another tag’s keys, says nothing', () => {
    for (const other of [
      { ...tag, uid: seeded('another uid', 7) },
      { ...tag, metaKey: seeded('another meta key') },
      { ...tag, macKey: seeded('another mac key') },
    ]) {
      expect(readSun(aes, other, sun)).toBeUndefined();
      expect(readSun(aes, tag, makeSun(aes, other, 7, seeded('padding', 5)))).toBeUndefined();
    }
  });

  it('with any bit turned says nothing', () => {
    for (let bit = 0; bit < sun.length * 8; bit++) {
      const turned = sun.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(readSun(aes, tag, turned)).toBeUndefined();
    }
  });

  it('of another length says nothing', () => {
    expect(readSun(aes, tag, sun.slice(0, 23))).toBeUndefined();
    expect(readSun(aes, tag, Uint8Array.of(...sun, 0))).toBeUndefined();
    expect(readSun(aes, tag, new Uint8Array(0))).toBeUndefined();
  });

  it('is another nonce at another door', () => {
    expect(sunNonce(p, 1, sun)).toHaveLength(16);
    expect(toHex(sunNonce(p, 1, sun))).not.toBe(toHex(sunNonce(p, 2, sun)));
  });
});
