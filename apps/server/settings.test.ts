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
