import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { visitStateAfter, visitStates, type VisitState } from './visit-state.ts';

const after = (from: VisitState, ...events: string[]) => events.reduce(visitStateAfter, from);

const anyState = fc.constantFrom(...visitStates);
const doorEvents = [
  'asked',
  'recording-started',
  'unlock-intended',
  'unlocked',
  'door-opened',
  'door-closed',
  'locked',
];
const anyEvent = fc.constantFrom(
  ...doorEvents,
  'grant-kept',
  'assignment-kept',
  'arriving-said',
  'refused',
  'blocked',
  'diverted',
  'expired',
  'attention',
  'forced',
  'something-new',
);

describe('the state of a visit', () => {
  it('follows one delivery from the announcement to the locked door', () => {
    expect(after('announced', 'grant-kept')).toBe('granted');
    expect(after('granted', 'assignment-kept', 'armed')).toBe('assigned');
    expect(after('assigned', 'arriving-said')).toBe('arriving');
    expect(after('arriving', 'asked', 'recording-started', 'unlock-intended', 'unlocked')).toBe('at-door');
    expect(after('at-door', 'door-opened', 'door-closed', 'locked', 'complete', 'recording-closed')).toBe('complete');
  });

  it('lets a refused courier knock again', () => {
    expect(after('arriving', 'asked', 'refused')).toBe('refused');
    expect(after('refused', 'asked', 'unlocked', 'locked', 'complete')).toBe('complete');
  });

  it('shows the refusal until the next courier asks the door', () => {
    expect(after('refused', 'assignment-kept')).toBe('refused');
    expect(after('refused', 'assignment-kept', 'asked')).toBe('at-door');
  });

  it('takes an expired visit up again by the hub’s own word that it is armed, and by nobody else’s', () => {
    expect(after('assigned', 'expired', 'armed')).toBe('assigned');
    expect(after('assigned', 'expired', 'armed', 'asked', 'unlocked', 'locked', 'complete')).toBe('complete');
    for (const word of ['assignment-kept', 'arriving-said', 'safe-again-said', 'clock-set-back'])
      expect(after('expired', word)).toBe('expired');
    for (const state of ['complete', 'blocked', 'diverted', 'at-door', 'refused', 'attention'] as const)
      expect(after(state, 'armed')).toBe(state);
  });

  it('shows a divert rather than the block it carries, in either order', () => {
    expect(after('assigned', 'blocked', 'diverted')).toBe('diverted');
    expect(after('assigned', 'diverted', 'blocked')).toBe('diverted');
  });

  it('keeps the alarm in front of a block until the bolt is thrown', () => {
    expect(after('at-door', 'attention', 'blocked')).toBe('attention');
    expect(after('attention', 'locked')).toBe('at-door');
    expect(after('attention', 'locked', 'complete')).toBe('complete');
  });

  it('completes a visit that was blocked after its door had opened', () => {
    expect(after('at-door', 'blocked', 'door-closed', 'locked', 'complete')).toBe('complete');
  });

  it('alarms for a blocked visit whose door is not safe', () => {
    expect(after('blocked', 'attention')).toBe('attention');
  });

  it('shows a forced door as an alarm', () => {
    expect(after('assigned', 'forced')).toBe('attention');
  });

  it('ignores what a newer hub says and what comes out of order', () => {
    expect(after('assigned', 'something-new')).toBe('assigned');
    expect(after('assigned', 'grant-kept')).toBe('assigned');
    expect(after('announced', 'arriving-said')).toBe('announced');
  });

  it('says complete only after the hub said complete', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyEvent), (from, events) => {
        fc.pre(from !== 'complete');
        expect(after(from, ...events)).not.toBe('complete');
      }),
    );
  });

  it('never leaves complete, whatever follows', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        expect(after('complete', ...events)).toBe('complete');
      }),
    );
  });

  it('never makes a blocked, diverted or expired visit look as if the courier might still come, unless the hub armed it again', () => {
    const still = new Set<VisitState>(['announced', 'granted', 'assigned', 'arriving']);
    const ends = fc.constantFrom<VisitState>('blocked', 'diverted', 'expired');
    fc.assert(
      fc.property(ends, fc.array(anyEvent), (from, events) => {
        expect(still.has(after(from, ...events))).toBe(false);
      }),
    );
  });
});
