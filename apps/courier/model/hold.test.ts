import { describe, expect, it } from 'vitest';
import type { Fact, Story } from '@latchkey/carrier-sdk';
import { atDoorOf, holdsTour, releasedBy } from './hold.ts';

const story = (moment: Story['moment'], ...events: Fact['event'][]): Story => ({
  moment,
  facts: events.map((event, index) => ({ seq: index + 1, event, detail: {}, evidence: { receipt: '', parent: '' } })),
});
const held = (
  told: Story | undefined,
  unsafeS?: number,
  server: Parameters<typeof holdsTour>[0] = { state: 'at-door' },
) =>
  holdsTour(
    server,
    atDoorOf({ ...(told === undefined ? {} : { story: told }), ...(unsafeS === undefined ? {} : { unsafeS }) }),
  );

describe('P5: the next stop', () => {
  it.each(['opening', 'unlocked', 'open', 'stay'] as const)('waits while the door is %s', (at) => {
    expect(held(story({ at }))).toBe(true);
  });

  it('waits through an alarm, and where a block came while the courier was inside', () => {
    expect(held(story({ at: 'attention', cause: 'open-too-long' }, 'unlocked', 'attention'))).toBe(true);
    expect(held(story({ at: 'blocked', inside: true }))).toBe(true);
  });

  it.each(['before', 'filming', 'locked', 'complete'] as const)('does not wait when it is %s', (at) => {
    expect(held(story({ at }))).toBe(false);
  });

  it('does not wait where the door stayed shut', () => {
    expect(held(story({ at: 'refused', reason: 'camera-lost' }))).toBe(false);
    expect(held(story({ at: 'blocked', inside: false }))).toBe(false);
  });

  it.each([
    ['late', { at: 'open' }, 'film-late'],
    ['lost', { at: 'attention', cause: 'camera-lost' }, 'camera-lost'],
  ] as const)('waits on behind a member who heard that the picture is %s: that takes over no door', (_, at, cause) => {
    const about = (heard: Story, what: string): Story => ({
      ...heard,
      facts: heard.facts.map((fact) => (fact.event === 'attention' ? { ...fact, detail: { cause: what } } : fact)),
    });
    const heard = story(at, 'unlocked', 'attention', 'acknowledged');
    expect(held(about(heard, cause))).toBe(true);
    expect(held(about(heard, 'left-open'))).toBe(false);
    // Nor is a door that was taken over given back by it.
    const later = story(at, 'attention', 'acknowledged', 'attention');
    const facts = later.facts.map((fact, i) => ({ ...fact, detail: { cause: i === 0 ? 'left-open' : cause } }));
    expect(held({ ...later, facts })).toBe(false);
  });

  it('goes on once a member took the alarm over, and waits again for a newer one', () => {
    const moment = { at: 'attention', cause: 'open-too-long' } as const;
    expect(held(story(moment, 'attention', 'acknowledged'))).toBe(false);
    expect(held(story(moment, 'attention', 'acknowledged', 'attention'))).toBe(true);
  });

  it('goes on once dispatch took the door over, and for a courier who left for their safety', () => {
    expect(held(story({ at: 'open' }), undefined, { state: 'attention', takenOver: true })).toBe(false);
    expect(held(story({ at: 'open' }), 12)).toBe(false);
  });

  it('says who sees to the door: the door’s own word goes before the server’s', () => {
    expect(releasedBy({}, { acknowledged: false })).toBeUndefined();
    expect(releasedBy({ takenOver: true }, { acknowledged: false })).toBe('dispatch');
    expect(releasedBy({ takenOver: true }, { acknowledged: true })).toBe('household');
  });

  it('waits by the server’s word alone only where this device knows nothing', () => {
    expect(holdsTour({ state: 'attention' }, undefined)).toBe(true);
    expect(holdsTour({ state: 'at-door' }, undefined)).toBe(false);
    expect(held(story({ at: 'locked' }), undefined, { state: 'attention' })).toBe(false);
  });
});
