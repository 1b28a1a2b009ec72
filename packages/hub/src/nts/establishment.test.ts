import { joinBytes } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { establishmentRequest, isWholeEstablishment, readEstablishment } from './establishment.ts';
import { honestRecords, keRecord, words } from './testing/nts-server.ts';

const cookie = new Uint8Array(100).fill(9);
const cookies = joinBytes(keRecord(5, cookie), keRecord(5, cookie));
const end = keRecord(0, new Uint8Array(0), true);
const protocol = keRecord(1, words(0), true);
const algorithm = keRecord(4, words(15), true);
const honest = honestRecords(cookies);
const withMore = (...more: readonly Uint8Array[]) => joinBytes(protocol, algorithm, cookies, ...more, end);
const text = (said: string) => new Uint8Array(Buffer.from(said, 'latin1'));

describe('key establishment', () => {
  it('asks for NTPv4 and the one algorithm that every server has', () => {
    expect(Buffer.from(establishmentRequest()).toString('hex')).toBe('80010002000080040002000f80000000');
  });

  it('reads cookies, and where to ask', () => {
    expect(readEstablishment(honest)).toEqual({ cookies: [cookie, cookie], port: 123 });
    const elsewhere = withMore(
      keRecord(6, text('ntp.example.net')),
      keRecord(7, words(4123)),
      keRecord(999, text('?')),
    );
    expect(readEstablishment(elsewhere)).toEqual({ cookies: [cookie, cookie], host: 'ntp.example.net', port: 4123 });
  });

  it.each([
    ['an unknown critical record', 'unknown-critical-record', withMore(keRecord(999, text('?'), true))],
    ['an error', 'refused', withMore(keRecord(2, words(1), true))],
    ['a warning', 'refused', withMore(keRecord(3, words(1), true))],
    ['another protocol', 'other-protocol', joinBytes(keRecord(1, words(1)), algorithm, cookies, end)],
    ['two protocols', 'other-protocol', joinBytes(keRecord(1, words(0, 1)), algorithm, cookies, end)],
    ['no protocol', 'other-protocol', joinBytes(algorithm, cookies, end)],
    ['the protocol twice', 'other-protocol', withMore(protocol)],
    [
      'an algorithm that nobody asked for',
      'other-algorithm',
      joinBytes(protocol, keRecord(4, words(30)), cookies, end),
    ],
    ['no algorithm', 'other-algorithm', joinBytes(protocol, cookies, end)],
    ['no cookies', 'no-cookies', joinBytes(protocol, algorithm, end)],
    ['an empty cookie', 'malformed', withMore(keRecord(5, new Uint8Array(0)))],
    ['a cookie that fills no packet', 'malformed', withMore(keRecord(5, new Uint8Array(600)))],
    ['a cookie that fits no words', 'malformed', withMore(keRecord(5, new Uint8Array(101)))],
    ['a host that is none', 'malformed', withMore(keRecord(6, text('a b')))],
    ['an empty host', 'malformed', withMore(keRecord(6, text('')))],
    ['a host with an end inside', 'malformed', withMore(keRecord(6, text('ntp.example.net\0.evil')))],
    ['two hosts', 'malformed', withMore(keRecord(6, text('a.net')), keRecord(6, text('b.net')))],
    ['port 0', 'malformed', withMore(keRecord(7, words(0)))],
    ['a port of one byte', 'malformed', withMore(keRecord(7, Uint8Array.of(1)))],
    ['no end', 'malformed', honest.slice(0, -4)],
    ['something behind the end', 'malformed', joinBytes(honest, protocol)],
    ['a length beyond the end', 'malformed', joinBytes(protocol, words(5, 900))],
    ['nothing', 'malformed', new Uint8Array(0)],
    ['more than a server says', 'malformed', withMore(...Array.from({ length: 90 }, () => keRecord(5, cookie)))],
  ])('takes none with %s', (_, why, answer) => {
    expect(readEstablishment(answer)).toBe(why);
  });

  it('is whole with its end record and no sooner', () => {
    for (let length = 0; length < honest.length; length++)
      expect(isWholeEstablishment(honest.slice(0, length))).toBe(false);
    expect(isWholeEstablishment(honest)).toBe(true);
  });

  it('keeps eight cookies, however many come', () => {
    const many = withMore(...Array.from({ length: 20 }, () => keRecord(5, cookie)));
    expect(readEstablishment(many)).toMatchObject({ cookies: Array.from({ length: 8 }, () => cookie) });
  });
});
