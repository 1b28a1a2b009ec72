import { describe, expect, test } from 'vitest';
import { Malformed } from '../bytes.ts';
import { SAMPLE_AVCC } from '../testing/film.ts';
import { codecString, readAvcConfig, writeAvcConfig } from './avcc.ts';
import { BitWriter, escapeNal, unescapeNal } from './bits.ts';
import { avcConfigWithoutReordering, readSps, withoutReordering } from './sps.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

describe('H.264 parameter sets', () => {
  test('size and codec are read from what x264 wrote', () => {
    const config = readAvcConfig(SAMPLE_AVCC);
    expect(codecString(config)).toBe('avc1.42c016');
    expect(readSps(config.sps[0] ?? new Uint8Array())).toMatchObject({ width: 640, height: 360, vuiPresent: true });
  });

  test('cropping counts: 1080 lines are stored as 1088', () => {
    const sps = hex('67640028acd940780227e5c044000003000400000300f03c60c658');
    expect(readSps(sps)).toMatchObject({ width: 1920, height: 1080 });
  });

  test('writing what was read gives back the bytes', () => {
    expect(writeAvcConfig(readAvcConfig(SAMPLE_AVCC))).toEqual(SAMPLE_AVCC);
  });

  test('the player may promise that no picture waits for a later one, and nothing else changes', () => {
    const before = readSps(readAvcConfig(SAMPLE_AVCC).sps[0] ?? new Uint8Array());
    const rewritten = readAvcConfig(avcConfigWithoutReordering(SAMPLE_AVCC));
    const after = readSps(rewritten.sps[0] ?? new Uint8Array());
    expect(after).toEqual(before);
    const tail = new BitWriter().bit(1).bit(1).ue(0).ue(0).ue(15).ue(15).ue(0).ue(1).done();
    expect(bitsOf(unescapeNal(rewritten.sps[0] ?? new Uint8Array()))).toContain(bitsOf(tail).replace(/10*$/, ''));
  });

  test('a parameter set without usability information gets one', () => {
    const sps = readAvcConfig(SAMPLE_AVCC).sps[0] ?? new Uint8Array();
    const facts = readSps(sps);
    const bare = escapeNal(new BitWriter().copy(unescapeNal(sps), facts.vuiFlagAt).bit(0).done());
    expect(readSps(bare).vuiPresent).toBe(false);
    expect(readSps(withoutReordering(bare))).toEqual({ ...facts, vuiPresent: true });
  });

  test('emulation prevention goes out and comes back', () => {
    const payload = Uint8Array.of(0, 0, 1, 0, 0, 0, 0, 3, 9);
    expect(unescapeNal(escapeNal(payload))).toEqual(payload);
    expect(Buffer.from(escapeNal(payload)).includes(Buffer.of(0, 0, 1))).toBe(false);
  });

  test('a set that ends early is malformed, at every length', () => {
    const sps = readAvcConfig(SAMPLE_AVCC).sps[0] ?? new Uint8Array();
    for (let length = 0; length < 8; length += 1) expect(() => readSps(sps.subarray(0, length))).toThrow(Malformed);
    for (let length = 0; length < 20; length += 1)
      expect(() => readAvcConfig(SAMPLE_AVCC.subarray(0, length))).toThrow(Malformed);
  });
});

function bitsOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
}
