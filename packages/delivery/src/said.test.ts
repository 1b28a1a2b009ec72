import { describe, expect, it } from 'vitest';
import { eventOf, saidAfter, visitStateAfter, type CourierSaid, type Saying } from './index.ts';

const story = (...sayings: Saying[]): CourierSaid => sayings.reduce(saidAfter, {});

describe('what a courier said', () => {
  it('is the same said twice, and keeps when it was said first', () => {
    const once = story(
      { what: 'notice-accepted', atS: 10 },
      { what: 'scanned', atS: 11, trackingNumber: 'A1' },
      { what: 'unsafe', atS: 12 },
    );
    expect(once).toEqual({ noticeS: 10, scanned: ['A1'], unsafeS: 12 });
    expect(saidAfter(once, { what: 'scanned', atS: 99, trackingNumber: 'A1' })).toEqual(once);
    expect(saidAfter(once, { what: 'unsafe', atS: 99 })).toEqual(once);
    expect(saidAfter(once, { what: 'notice-accepted', atS: 99 })).toEqual(once);
  });

  it('is taken back by what comes later, not by what came before', () => {
    expect(story({ what: 'unsafe', atS: 12 }, { what: 'safe-again', atS: 13 })).toEqual({});
    expect(story({ what: 'unsafe', atS: 12 }, { what: 'safe-again', atS: 11 })).toEqual({ unsafeS: 12 });
    expect(story({ what: 'safe-again', atS: 13 })).toEqual({});
  });

  it('grows by at most sixteen parcels', () => {
    const many = Array.from({ length: 20 }, (_, at): Saying => ({
      what: 'scanned',
      atS: at,
      trackingNumber: `A${at}`,
    }));
    expect(story(...many).scanned).toHaveLength(16);
  });

  it('makes a visit undelivered that never got in, and none that the door has ended', () => {
    const after = (state: Parameters<typeof visitStateAfter>[0], saying: Saying) =>
      visitStateAfter(state, eventOf(saying));
    expect(after('refused', { what: 'left', atS: 1, to: 'neighbour' })).toBe('undelivered');
    expect(after('arriving', { what: 'unsafe', atS: 1 })).toBe('undelivered');
    expect(after('at-door', { what: 'unsafe', atS: 1 })).toBe('at-door');
    expect(after('attention', { what: 'unsafe', atS: 1 })).toBe('attention');
    expect(after('complete', { what: 'unsafe', atS: 1 })).toBe('complete');
    expect(after('undelivered', { what: 'safe-again', atS: 2 })).toBe('assigned');
    expect(after('undelivered', { what: 'scanned', atS: 2, trackingNumber: 'A' })).toBe('undelivered');
    expect(visitStateAfter('undelivered', 'asked')).toBe('at-door');
  });
});
