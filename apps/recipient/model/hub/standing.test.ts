import { expect, test } from 'vitest';
import { askedOver, hubStanding } from './standing.ts';
import type { ListsState } from '../lists.ts';

const ready: ListsState = { kind: 'ready', content: { shipments: [], visits: [] }, readMs: 1 };
const online = { online: true };

test('both are said while this device is let through', () => {
  expect(hubStanding('answering', 'known', ready, online)).toEqual({ own: 'answering', server: online });
  expect(hubStanding('silent', 'known', ready, { online: false, lastSeenMs: 7 })).toEqual({
    own: 'silent',
    server: { online: false, lastSeenMs: 7 },
  });
});

test.each(['suspended', 'unknown'] as const)(
  'a hub that this device may not ask (%s) is neither silent nor, by what the server said before, connected',
  (standing) => {
    expect(hubStanding('silent', standing, ready, online)).toEqual({ own: 'cut-off', server: undefined });
    expect(askedOver('silent', standing)).toBe('cut-off');
  },
);

test('what the server said before it was silent is not said of now', () => {
  const stale: ListsState = { ...ready, stale: 'unavailable' };
  expect(hubStanding('silent', 'known', stale, online).server).toBeUndefined();
  expect(hubStanding('silent', 'known', { kind: 'failed', code: 'unavailable' }, online).server).toBeUndefined();
});

test('a hub that was not asked yet is not silent', () => {
  expect(hubStanding('asking', 'known', { kind: 'loading' }, undefined).own).toBe('asking');
  expect([askedOver('asking', 'known'), askedOver('silent', 'known')]).toEqual(['asking', 'asked']);
});
