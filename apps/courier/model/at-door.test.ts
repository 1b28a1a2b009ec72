import { describe, expect, it } from 'vitest';
import type { Knocked, KnockAt, Stop } from '@latchkey/carrier-sdk';
import { atDoorFragment, FLAG, type AtDoor } from '@latchkey/protocol';
import { cameraMayOpen, stopAtDoor } from './at-door.ts';
import { screenOf } from './screen.ts';
import { createVisit } from './visit.ts';

const hubId = new Uint8Array(16).fill(7);
const PARCEL = 'LK00000000017DE';

// Only these fields of a stop are read here; the others are the SDK's affair and tested there.
const stopWith = (flags: number, visitId = 'v', doors = [1]): Stop =>
  ({
    visitId,
    text: { trackingNumbers: [PARCEL] },
    terms: { flags, doors },
    chain: { grant: { claims: { hubId } } },
  }) as unknown as Stop;

const display: AtDoor = { hubId, door: 1, shown: { nonce: new Uint8Array(16).fill(1) } };
const tag: AtDoor = { hubId, door: 1, shown: { tap: new Uint8Array(24).fill(2) } };
const link = (at: AtDoor) => `http://localhost:8400/courier/#${atDoorFragment(at)}`;

const standing = (flags: number = FLAG.atDoor) => {
  const knocks: KnockAt[] = [];
  const door: { answer: Knocked } = { answer: { outcome: 'allowed' } };
  const visit = createVisit({
    device: {
      knock: (_, at) => {
        knocks.push(at);
        return Promise.resolve(door.answer);
      },
      story: () => Promise.resolve({ moment: { at: 'before' }, facts: [] }),
      doorCodes: () => Promise.resolve({ codes: ['LK1:1/1:0000:00'], untilS: 1_700_000_010 }),
    },
    stop: stopWith(flags),
    later: () => () => undefined,
    clock: { wallMs: () => 1_700_000_000_000 },
    reception: () => true,
    say: () => undefined,
    kept: { accepted: true, scanned: [PARCEL] },
    keep: () => undefined,
  });
  return { visit, knocks, door, shows: () => screenOf(visit.view.get()).show };
};

describe('a door that wants to know who stands before it', () => {
  it('is scanned before it is knocked at, and the knock stands over what was read', async () => {
    const { visit, knocks, shows } = standing();
    expect(shows()).toBe('here');
    expect(visit.readHere(link(display))).toBe('taken');
    expect(shows()).toBe('slide');
    await visit.knock(1);
    expect(knocks).toMatchObject([{ door: 1, trackingNumbers: [PARCEL], shown: display.shown }]);
  });

  it('takes what a tag gave, too', async () => {
    const { visit, knocks } = standing();
    expect(visit.readHere(link(tag))).toBe('taken');
    await visit.knock(1);
    expect(knocks).toMatchObject([{ shown: tag.shown }]);
  });

  it('does not take a code of another door, of another home, or of something else', () => {
    const { visit, shows } = standing();
    expect(visit.readHere(link({ ...display, door: 2 }))).toBe('other-door');
    expect(visit.readHere(link({ ...display, hubId: new Uint8Array(16) }))).toBe('other-door');
    expect(visit.readHere(PARCEL)).toBe('no-door');
    expect(shows()).toBe('here');
  });

  it('asks to scan anew what the door did not take, and only then', async () => {
    const { visit, door, shows } = standing();
    visit.readHere(link(display));
    door.answer = { outcome: 'refused', refusal: { reason: 'camera-not-recording' } };
    await visit.knock(1);
    expect(visit.view.get()).toMatchObject({ refusedOver: 'display', here: { door: 1 } });
    door.answer = { outcome: 'refused', refusal: { reason: 'nonce-expired' } };
    await visit.knock(1);
    expect(shows()).toBe('refused');
    expect(visit.view.get().here).toBeUndefined();
    visit.hereAgain();
    expect(shows()).toBe('here');
  });

  it('leads to its own stop', () => {
    const stops = [stopWith(0, 'other', [2]), stopWith(0, 'this', [1])];
    expect(stopAtDoor(stops, display)?.visitId).toBe('this');
    expect(stopAtDoor(stops, { ...display, hubId: new Uint8Array(16) })).toBeUndefined();
  });
});

describe('a door that does not ask', () => {
  it('is knocked at as ever, and over what was read where something was', async () => {
    const { visit, knocks, shows } = standing(0);
    expect(shows()).toBe('slide');
    await visit.knock(1);
    visit.readHere(link(display));
    await visit.knock(1);
    expect(knocks.map(({ shown }) => shown)).toEqual([undefined, display.shown]);
  });
});

describe('a code before the door’s camera', () => {
  it('may open only where the household films, and never where a member has to say yes', () => {
    expect(cameraMayOpen({ flags: FLAG.mustRecord | FLAG.atDoor })).toBe(true);
    expect(cameraMayOpen({ flags: FLAG.mustRelock | FLAG.atDoor })).toBe(false);
    expect(cameraMayOpen({ flags: FLAG.mustRecord | FLAG.memberApproves })).toBe(false);
  });

  it('that was put away while it was made stays away', async () => {
    const { visit, shows } = standing(0);
    const made = visit.showCode(1);
    visit.putAway();
    await made;
    expect(shows()).toBe('slide');
    await visit.showCode(1);
    expect(shows()).toBe('code');
  });
});
