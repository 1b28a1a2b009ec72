import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const page = (env: Record<string, string>) => readSettings(env, '/clone').page;

describe('sources of time', () => {
  const sources = (TIME_SOURCES: string) => readSettings({ TIME_SOURCES }, '/clone').timeSources;

  it('are none unless they are named', () => {
    expect(readSettings({}, '/clone').timeSources).toEqual([]);
    expect(sources('')).toEqual([]);
  });

  it('come with the usual port or one of their own', () => {
    expect(sources('nts.one.example, time.two.example:4461 [::1]')).toEqual([
      { host: 'nts.one.example', port: 4460 },
      { host: 'time.two.example', port: 4461 },
      { host: '::1', port: 4460 },
    ]);
    expect(sources('ntp.one.ac.uk,ntp.two.ac.uk,127.0.0.1:20001,127.0.0.2:20002')).toHaveLength(4);
  });

  it.each([
    ['one alone', 'nts.one.example'],
    ['one twice', 'nts.one.example, nts.one.example:4461'],
    ['two of one operator', 'a.one.example, b.one.example'],
    ['a port that is none', 'nts.one.example:70000, nts.two.example'],
    ['an address with a path', 'https://nts.one.example/, nts.two.example'],
  ])('are refused, and which setting it is said: %s', (_, named) => {
    expect(() => sources(named)).toThrow('TIME_SOURCES');
  });
});

describe('displays that are pages', () => {
  it('need the page at home, which serves them', () => {
    const { displays, displayLink } = readSettings({ LAN_PORT: '8404', DISPLAYS: '/etc/displays.json' }, '/clone');
    expect([displays, displayLink]).toEqual(['/etc/displays.json', undefined]);
    expect(() => readSettings({ DISPLAYS: '/etc/displays.json' }, '/clone')).toThrow('LAN_PORT');
    const elsewhere = (DISPLAY_LINK: string) => readSettings({ LAN_PORT: '8404', DISPLAY_LINK }, '/clone').displayLink;
    expect(elsewhere('https://parcels.example/courier/')).toBe('https://parcels.example/courier/');
    expect(() => elsewhere('parcels.example')).toThrow('DISPLAY_LINK');
  });
});

describe('the page at home', () => {
  it('is not there unless a port is set', () => {
    expect(page({})).toBeUndefined();
    expect(page({ LAN_PORT: '' })).toBeUndefined();
  });

  it('comes in the clear on a loopback only', () => {
    expect(page({ LAN_PORT: '8404' })).toMatchObject({ port: 8404, names: ['127.0.0.1'], tls: false });
    expect(page({ LAN_PORT: '8404', LAN_TLS: 'on' })).toMatchObject({ tls: true });
    expect(page({ LAN_PORT: '8443', LAN_HOST: '192.168.1.20' })).toMatchObject({ names: ['192.168.1.20'], tls: true });
    expect(page({ LAN_PORT: '8443', LAN_HOST: 'fd00::20' })).toMatchObject({ names: ['[fd00::20]'], tls: true });
    expect(page({ LAN_PORT: '8443', LAN_HOST: '0.0.0.0', LAN_NAMES: 'hub.home.arpa, 192.168.1.20' })).toMatchObject({
      names: ['hub.home.arpa', '192.168.1.20'],
      tls: true,
    });
  });

  it.each([
    ['a port that is none', { LAN_PORT: '70000' }, 'LAN_PORT'],
    ['names that nobody can type', { LAN_PORT: '8443', LAN_HOST: '0.0.0.0' }, 'LAN_NAMES'],
    ['a name with a path', { LAN_PORT: '8443', LAN_NAMES: 'hub/home' }, 'LAN_NAMES'],
    ['TLS that is switched off', { LAN_PORT: '8443', LAN_TLS: 'off' }, 'LAN_TLS'],
  ])('says which setting is wrong: %s', (_, env, named) => {
    expect(() => page(env)).toThrow(named);
  });
});
