import { describe, expect, it } from 'vitest';
import { readSettings, WrongSetting } from './settings.ts';

const read = (origin?: string) =>
  readSettings(
    { LATCHKEY_DATA: '/nowhere', ...(origin === undefined ? {} : { LATCHKEY_ORIGIN: origin }) },
    '/nowhere',
    1000,
  );

describe('the name that a server goes by', () => {
  it('P15: is the one that hubs sign and moves name, as a browser writes it', () => {
    expect(read().http.audience).toBe('http://localhost:8400');
    expect(readSettings({ PORT: '80' }, '/nowhere', 1000).http.audience).toBe('http://localhost');
    expect(read('https://doors.example.org').http.audience).toBe('https://doors.example.org');
    expect(read('http://192.0.2.7:8400').http.audience).toBe('http://192.0.2.7:8400');
  });

  it.each([
    'https://doors.example.org/',
    'https://Doors.example.org',
    'https://doors.example.org:443',
    'doors.example.org',
    'ftp://doors.example.org',
    '',
  ])('is not %j: no household could move there', (origin) => {
    expect(() => read(origin)).toThrow(WrongSetting);
  });
});

describe('the proxies that are trusted to say who calls', () => {
  const proxies = (named?: string) =>
    readSettings(named === undefined ? {} : { LATCHKEY_TRUSTED_PROXIES: named }, '/nowhere', 1000).http.trustedProxies;

  it('are none, or exactly those that are named', () => {
    expect(proxies()).toBeUndefined();
    expect(proxies('')).toBeUndefined();
    expect(proxies('127.0.0.1, ::1,10.1.0.0/16 , 2001:db8::/32')).toEqual([
      '127.0.0.1',
      '::1',
      '10.1.0.0/16',
      '2001:db8::/32',
    ]);
  });

  it.each([
    'true',
    'loopback',
    '*',
    'proxy.example.org',
    '10.1',
    '10.1.0.0/33',
    '10.1.0.0/255.255.0.0',
    '0.0.0.0/0',
    '::/0',
    '10.1.0.0/',
    '127.0.0.1,,::1',
    '127.0.0.1 ::1',
  ])('are not %j', (named) => {
    expect(() => proxies(named)).toThrow(WrongSetting);
  });
});

describe('what opens the figures', () => {
  const token = (said?: string) =>
    readSettings(said === undefined ? {} : { LATCHKEY_METRICS_TOKEN: said }, '/nowhere', 1000).http.metricsToken;

  it('is nothing, or a token that nobody guesses', () => {
    expect(token()).toBeUndefined();
    expect(token('')).toBeUndefined();
    expect(token('0123456789abcdef')).toBe('0123456789abcdef');
    for (const wrong of ['short', 'with a space in the middle', 'ümläüts-are-no-header'])
      expect(() => token(wrong)).toThrow(WrongSetting);
  });
});
