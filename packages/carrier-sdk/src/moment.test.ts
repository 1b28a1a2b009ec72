import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { EVENTS, type EventName } from '@latchkey/protocol';
import { momentOf } from './moment.ts';
import type { Fact } from './receipts.ts';

const fact = (event: EventName, detail: Fact['detail'] = {}): Fact => ({
  seq: 1,
  event,
  detail,
  evidence: { receipt: '', parent: '' },
});
const after = (...events: readonly (EventName | Fact)[]) =>
  momentOf(events.map((event) => (typeof event === 'string' ? fact(event) : event)));

const entry: readonly EventName[] = ['armed', 'asked', 'recording-started', 'unlock-intended', 'unlocked'];

describe('the moment at the door', () => {
  it('follows a delivery', () => {
    expect(after('armed')).toEqual({ at: 'before' });
    expect(after('armed', 'asked', 'recording-started')).toEqual({ at: 'filming' });
    expect(after(...entry)).toEqual({ at: 'unlocked' });
    expect(after(...entry, 'door-opened')).toEqual({ at: 'open' });
    expect(after(...entry, 'door-opened', 'door-closed')).toEqual({ at: 'stay' });
    expect(after(...entry, 'door-opened', 'door-closed', 'lock-command', 'locked')).toEqual({ at: 'locked' });
    expect(after(...entry, 'door-opened', 'door-closed', 'locked', 'complete', 'recording-closed')).toEqual({
      at: 'complete',
    });
  });

  it('lets the courier stay until the door says locked, however often it is shut', () => {
    expect(after(...entry, 'door-opened', 'door-closed', 'door-opened', 'door-closed')).toEqual({ at: 'stay' });
  });

  it('keeps a second refusal from hiding an open door', () => {
    expect(after(...entry, 'door-opened', fact('refused', { reason: 'used-up' }))).toEqual({ at: 'open' });
  });

  it('names the reason of a refusal and forgets it with the next ask', () => {
    expect(after('asked', fact('refused', { reason: 'parcel-missing' }))).toEqual({
      at: 'refused',
      reason: 'parcel-missing',
    });
    expect(after('asked', fact('refused', { reason: 'parcel-missing' }), 'asked')).toEqual({ at: 'filming' });
  });

  it('tells a courier outside that the visit is over, and one inside to come out', () => {
    expect(after('armed', fact('blocked', { begun: [] }))).toEqual({ at: 'blocked', inside: false });
    expect(after(...entry, 'door-opened', fact('blocked', { begun: [4] }))).toEqual({ at: 'blocked', inside: true });
    expect(after(...entry, 'door-opened', fact('blocked', { begun: [4] }), 'door-closed')).toEqual({ at: 'stay' });
  });

  it('shows where the parcel goes rather than the block that the divert carries', () => {
    expect(after('armed', fact('blocked'), fact('diverted'))).toEqual({ at: 'diverted', inside: false });
    expect(after('armed', fact('diverted'), fact('blocked'))).toEqual({ at: 'diverted', inside: false });
  });

  it('calls an opening off', () => {
    expect(after('asked', 'unlock-intended', fact('unlock-cancelled', { cause: 'blocked' }))).toEqual({
      at: 'refused',
      reason: 'blocked',
    });
  });

  it('leaves a lock command of a member’s knock out of it', () => {
    expect(after('asked', fact('unlock-intended', { action: 2 }))).toEqual({ at: 'filming' });
  });

  it('P5: says locked only after the door said locked, whatever else it says', () => {
    const others = (Object.keys(EVENTS) as EventName[]).filter((event) => event !== 'locked' && event !== 'complete');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...others)), (events) => {
        expect(['locked', 'complete']).not.toContain(after(...events).at);
      }),
    );
  });

  it('P5: a lost camera holds a courier before a door that is not locked, and calls none unlocked that is', () => {
    const lost = fact('attention', { cause: 'camera-lost' });
    expect(after(...entry, 'door-opened', lost, 'acknowledged')).toEqual({ at: 'attention', cause: 'camera-lost' });
    expect(after(...entry, 'door-opened', 'door-closed', 'locked', lost)).toEqual({ at: 'locked' });
  });

  it('P5: an alarm stays until the door is locked or complete', () => {
    expect(after(...entry, fact('attention', { cause: 'film-late' }))).toEqual(after(...entry));
    const quiet: readonly EventName[] = ['gap', 'armed', 'recording-closed', 'expired', 'acknowledged'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...quiet)), (events) => {
        expect(after(...entry, fact('attention', { cause: 'jammed' }), ...events)).toEqual({
          at: 'attention',
          cause: 'jammed',
        });
      }),
    );
  });
});
