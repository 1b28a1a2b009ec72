import type { Fact, Knocked, KnockAt } from '@latchkey/carrier-sdk';
import { atDoorFragment, FLAG } from '@latchkey/protocol';
import { ApiProblem } from '@latchkey/contract';
import type { PlaceSaying } from '@latchkey/delivery';
import { describe, expect, it } from 'vitest';
import { createPassage, type KeptPassage } from './passage.ts';
import type { DateThere, Place } from './places.ts';
import { isUsedUp, mayShowCode, placeAtDoor, screenOf } from './screen.ts';

const nowS = 1_800_000_000;
const hubId = new Uint8Array(16).fill(7);
const filmed = FLAG.mustRecord | FLAG.mustRelock;
const filmedHere = filmed | FLAG.atDoor;

// Only these fields of a chain are read here; the others are the protocol's affair and tested there.
const dateWith = (flags: number, change: Partial<DateThere> = {}): DateThere => ({
  visitId: 'v',
  chain: { terms: { flags, doors: [1, 2] }, grant: { claims: { hubId } } } as unknown as DateThere['chain'],
  fromS: nowS - 600,
  toS: nowS + 600,
  doors: [1, 2],
  flags,
  filmed: (flags & FLAG.mustRecord) !== 0,
  uses: 1,
  ...change,
});

const display = (door: number, hub = hubId) =>
  `https://a/courier/#${atDoorFragment({ hubId: hub, door, shown: { nonce: new Uint8Array(16).fill(1) } })}`;
const tag = `/courier/#${atDoorFragment({ hubId, door: 1, shown: { tap: new Uint8Array(24).fill(2) } })}`;

const fact = (seq: number, event: Fact['event'], atS: number, detail: Fact['detail'] = {}): Fact => ({
  seq,
  event,
  atS,
  door: 1,
  detail,
  evidence: { receipt: '', parent: '' },
});

/** The receipts of one way in and out, from `seq` on. */
const wayThrough = (seq: number, atS: number): readonly Fact[] =>
  (['asked', 'unlock-intended', 'unlocked', 'door-opened', 'door-closed', 'locked', 'complete'] as const).map(
    (event, at) => fact(seq + at, event, atS + at),
  );

const standing = (flags: number = filmedHere, kept?: KeptPassage, change: Partial<DateThere> = {}) => {
  const date = dateWith(flags, change);
  const knocks: KnockAt[] = [];
  const shown: number[] = [];
  const stored: (KeptPassage | undefined)[] = [];
  const said: PlaceSaying[] = [];
  const world = { answer: { outcome: 'allowed' } as Knocked, facts: [] as readonly Fact[], line: true, nowS };
  let due: (() => void) | undefined;
  const passage = createPassage({
    device: {
      knock: (_, at) => {
        knocks.push(at);
        return Promise.resolve(world.answer);
      },
      story: () =>
        world.line
          ? Promise.resolve({ moment: { at: 'before' }, facts: world.facts })
          : Promise.reject(new ApiProblem({ type: 'about:blank', title: 'x', status: 503, detail: 'x', code: 'unavailable' })),
      doorCodes: (_, { door }) => {
        shown.push(door);
        return Promise.resolve({ codes: ['LK1:1/1:0000:00'], untilS: world.nowS + 20 });
      },
    },
    date,
    later: (run) => {
      due = run;
      return () => (due = undefined);
    },
    clock: { wallMs: () => world.nowS * 1000 },
    reception: () => world.line,
    kept,
    keep: (what) => stored.push(what),
    say: (saying) => said.push(saying),
    saidAtS: () => world.nowS,
  });
  const settle = async () => {
    for (let turns = 0; turns < 12; turns++) await Promise.resolve();
  };
  return {
    passage,
    date,
    knocks,
    shown,
    stored,
    said,
    world,
    start: async () => {
      passage.start();
      await settle();
    },
    turn: async () => {
      due?.();
      await settle();
    },
    shows: () => screenOf(passage.view.get(), date, world.nowS * 1000),
    mayShow: (door = 1) => mayShowCode(passage.view.get(), date, door, world.nowS * 1000),
  };
}; // prettier-ignore

describe('a household that wants to know who stands at its door', () => {
  it('has its display or tag read before the slide, and the knock goes to the door that was read', async () => {
    const { passage, knocks, shows } = standing();
    expect(shows()).toBe('here');
    expect(passage.readHere(display(2))).toBe('taken');
    expect(shows()).toBe('ready');
    await passage.knock(1);
    passage.again();
    expect(passage.readHere(tag)).toBe('taken');
    await passage.knock(2);
    expect(knocks).toMatchObject([
      { door: 2, shown: { nonce: new Uint8Array(16).fill(1) } },
      { door: 1, shown: { tap: new Uint8Array(24).fill(2) } },
    ]);
  });

  it('is not opened with what another door or home shows, and says so', () => {
    const { passage, shows } = standing();
    expect(passage.readHere(display(3))).toBe('other-door');
    expect(passage.readHere(display(1, new Uint8Array(16)))).toBe('other-door');
    expect(passage.readHere('https://a/courier/#/')).toBe('no-door');
    expect(shows()).toBe('here');
  });

  it('has what was read spent by the knock that opened, and read anew for the next', async () => {
    const { passage, shows } = standing();
    passage.readHere(display(1));
    await passage.knock(1);
    expect(passage.view.get().here).toBeUndefined();
    passage.again();
    expect(shows()).toBe('here');
  });

  it('asks to scan anew what the door did not take; the receipt of that refusal stands in nobody’s way', async () => {
    const { passage, world, shows, start, turn } = standing();
    await start();
    passage.readHere(display(1));
    world.answer = { outcome: 'refused', refusal: { reason: 'camera-not-recording' } };
    await passage.knock(1);
    expect(passage.view.get()).toMatchObject({ here: { door: 1 } });
    world.answer = { outcome: 'refused', refusal: { reason: 'nonce-expired' } };
    await passage.knock(1);
    world.facts = [fact(1, 'refused', nowS)];
    await turn();
    expect([shows(), passage.view.get().here, passage.view.get().refusedOver]).toEqual(['shut', undefined, 'display']);
    passage.hereAgain();
    expect(shows()).toBe('here');
  });

  it('is asked all the same before the window, and tells when that begins', async () => {
    const { passage, shows, knocks } = standing(filmedHere, undefined, { fromS: nowS + 60 });
    expect(shows()).toBe('ready');
    await passage.knock(1);
    expect(knocks).toMatchObject([{ door: 1 }]);
  });
});

describe('no reception', () => {
  it('sends nothing, and offers the door’s camera a code for the chosen door', async () => {
    const { passage, world, knocks, shown, shows, mayShow } = standing(FLAG.mustRecord);
    world.line = false;
    await passage.knock(2);
    expect([knocks, shows(), mayShow()]).toEqual([[], 'shut', true]);
    await passage.showCode(2);
    expect([shown, shows()]).toEqual([[2], 'code']);
    passage.putAway();
    expect(shows()).toBe('shut');
  });

  it.each([
    ['nobody is filmed', FLAG.mustRelock, {}],
    ['a member has to say yes', FLAG.mustRecord | FLAG.memberApproves, {}],
    ['the window has not begun', FLAG.mustRecord, { fromS: nowS + 60 }],
    ['the window is over', FLAG.mustRecord, { toS: nowS }],
  ])('offers no code where %s', (_, flags, change) => {
    expect(standing(flags, undefined, change).mayShow()).toBe(false);
  });

  it('offers none where the door has said that this window’s uses are taken, and counts each door for itself', async () => {
    const { passage, date, world, start, mayShow } = standing(FLAG.mustRecord);
    world.facts = [...wayThrough(1, date.fromS - 5000), ...wayThrough(20, nowS - 100)];
    await start();
    world.line = false;
    expect([mayShow(1), mayShow(2)]).toEqual([false, true]);
    expect(isUsedUp(passage.view.get(), { ...date, uses: 2 }, 1)).toBe(false);
  });

  it('ends with the window: no code is shown any more', async () => {
    const { passage, world, shows } = standing(FLAG.mustRecord);
    await passage.showCode(1);
    world.nowS += 600;
    expect(shows()).not.toBe('code');
  });
});

describe('a door that this device cannot hear', () => {
  it('is what the person says it is, also after the page was opened anew, and never locked', async () => {
    const { passage, shows, stored, world } = standing(FLAG.mustRecord);
    world.line = false;
    await passage.showCode(1);
    passage.seen('opened');
    expect([shows(), stored.at(-1)]).toEqual(['unheard', { visitId: 'v', unheard: 'opened', sinceS: nowS }]);
    const later = standing(FLAG.mustRecord, stored.at(-1));
    later.world.line = false;
    await later.start();
    expect([later.shows(), later.passage.view.get().line]).toEqual(['unheard', 'off']);
    later.passage.seen('shut');
    later.passage.again();
    expect([later.shows(), later.stored.at(-1)]).toEqual(['ready', undefined]);
  });

  it('P4: is not called locked because of an earlier way in; its own word of this one goes before the person’s', async () => {
    const { passage, shows, world, start, turn } = standing(FLAG.mustRecord, undefined, { uses: 5 });
    world.line = false;
    await start();
    await passage.showCode(1);
    passage.seen('opened');
    world.line = true;
    world.facts = wayThrough(1, nowS - 300);
    await turn();
    expect(shows()).toBe('unheard');
    world.facts = [...world.facts, ...wayThrough(20, nowS + 2).slice(0, 4)];
    await turn();
    expect([shows(), passage.view.get().moment.at]).toEqual(['at-door', 'open']);
    world.facts = [...wayThrough(1, nowS - 300), ...wayThrough(20, nowS + 2)];
    await turn();
    expect(passage.view.get().moment.at).toBe('complete');
    passage.readHere(display(1));
    expect(shows()).toBe('ready');
  });
});

describe('the link at a door', () => {
  const placeOf = (boxId: string, ...dates: DateThere[]) => ({ boxId, dates }) as unknown as Place;

  it('leads to the place of that door; for a courier only while its window is open', () => {
    const coming = dateWith(0, { fromS: nowS + 60 });
    const other = placeOf('other', dateWith(0, { doors: [3] }));
    const at = { hubId, door: 1 };
    expect(placeAtDoor([other, placeOf('this', coming)], at, nowS * 1000, false)?.boxId).toBe('this');
    expect(placeAtDoor([other, placeOf('this', coming)], at, nowS * 1000, true)).toBeUndefined();
    expect(placeAtDoor([placeOf('this', dateWith(0), coming)], at, nowS * 1000, true)?.date.fromS).toBe(nowS - 600);
    expect(placeAtDoor([placeOf('this', dateWith(0))], { hubId: new Uint8Array(16), door: 1 }, nowS * 1000, false)).toBeUndefined(); // prettier-ignore
  });
});

describe('P16: whoever does not feel safe', () => {
  it('goes with one touch, from every screen at the door, and the household hears it', async () => {
    for (const prepare of ['here', 'at-door', 'code', 'unheard'] as const) {
      const { passage, world, start, said, shows } = standing(prepare === 'here' ? filmedHere : filmed);
      if (prepare === 'at-door') world.facts = wayThrough(1, nowS).slice(0, 4);
      await start();
      if (prepare === 'code') await passage.showCode(1);
      if (prepare === 'unheard') passage.seen('opened');
      expect(shows()).toBe(prepare);
      passage.unsafe();
      expect([shows(), said]).toEqual(['unsafe', [{ what: 'unsafe', atS: nowS }]]);
    }
  });

  it('is not asked again by whatever the door says, nor by the page being opened anew', async () => {
    const { passage, world, start, stored, shows } = standing();
    passage.unsafe();
    world.facts = wayThrough(1, nowS);
    await start();
    expect(shows()).toBe('unsafe');
    const kept = stored.at(-1);
    expect(kept).toEqual({ visitId: 'v', unsafeS: nowS });
    expect(standing(filmedHere, kept).shows()).toBe('unsafe');
  });

  it('takes back that very saying where it was a mistake, and goes on where the door is', () => {
    const { passage, world, said, stored, shows } = standing();
    passage.unsafe();
    world.nowS += 90;
    passage.safeAgain();
    passage.safeAgain();
    expect(said.slice(1)).toEqual([{ what: 'safe-again', atS: nowS }]);
    expect([shows(), stored.at(-1)]).toEqual(['here', undefined]);
  });

  it('finds the next date as it always was', () => {
    const kept = { visitId: 'v', unsafeS: nowS - 3600 };
    expect(standing(filmedHere, kept).shows()).toBe('here');
  });
});
