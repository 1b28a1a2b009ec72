import { describe, expect, it } from 'vitest';
import { ApiProblem } from '@latchkey/contract';
import { CarrierError, type Fact, type Knocked, type Stop, type Story } from '@latchkey/carrier-sdk';
import { screenOf } from './screen.ts';
import type { Saying } from '@latchkey/delivery';
import { createVisit, type VisitParts } from './visit.ts';

const PARCEL = 'LK00000000017DE';
// Only these fields of a stop are read here; the others are the SDK's affair and tested there.
const stop = {
  visitId: 'v',
  text: { trackingNumbers: [PARCEL] },
  terms: { flags: 0, doors: [1] },
  chain: { grant: { claims: { hubId: new Uint8Array(16) } } },
} as unknown as Stop;

const unavailable = () =>
  new ApiProblem({ type: 'about:blank', title: 'Away', status: 503, detail: 'Away.', code: 'unavailable' });

const story = (moment: Story['moment'], ...events: Fact['event'][]): Story => ({
  moment,
  facts: events.map((event, index) => ({ seq: index + 1, event, detail: {}, evidence: { receipt: '', parent: '' } })),
});

interface Door {
  story: () => Promise<Story>;
  knock: (waiting?: (leftS: number) => void) => Promise<Knocked>;
}

/** A visit whose time is turned by hand: `turn` lets the next reading happen. */
const atDoor = (
  kept: VisitParts['kept'] = { accepted: false, scanned: [] },
  stopOf: (scanned: string) => string | undefined = () => undefined,
) => {
  const door: Door = {
    story: () => Promise.resolve(story({ at: 'before' })),
    knock: () => Promise.resolve({ outcome: 'allowed' }),
  };
  let due: (() => void) | undefined;
  const stored: unknown[] = [];
  const said: Saying[] = [];
  const air = { reception: true };
  const visit = createVisit({
    device: {
      knock: (_, at) => door.knock(at.waiting),
      story: () => door.story(),
      doorCodes: (_, at) => Promise.resolve({ codes: [`LK1:${at.trackingNumbers.join()}`], untilS: 1_700_000_010 }),
    },
    stop,
    later: (run) => {
      due = run;
      return () => {
        due = undefined;
      };
    },
    clock: { wallMs: () => 1_700_000_000_000 },
    reception: () => air.reception,
    say: (saying) => said.push(saying),
    kept,
    stopOf,
    keep: (what) => stored.push(what),
  });
  const settle = async () => {
    for (let turns = 0; turns < 8; turns++) await Promise.resolve();
  };
  return {
    visit,
    door,
    stored,
    said,
    air,
    settle,
    turn: async () => {
      due?.();
      await settle();
    },
    screen: () => screenOf(visit.view.get()),
    shows: () => screenOf(visit.view.get()).show,
  };
};

describe('a stop, step by step', () => {
  it('P16: tells of the filming before anything else', () => {
    const { visit, shows } = atDoor();
    expect(shows()).toBe('notice');
    visit.accept();
    expect(shows()).toBe('scan');
  });

  it('takes a number however it is typed, and slides only then', () => {
    const { visit, shows } = atDoor({ accepted: true, scanned: [] });
    expect(visit.scan('???')).toBe('unreadable');
    expect(shows()).toBe('scan');
    expect(visit.scan('lk 0000-0000-017 de')).toBe('taken');
    expect(shows()).toBe('slide');
  });

  it('takes the label’s own number for the stop’s, whatever it is wrapped in', () => {
    const { visit } = atDoor({ accepted: true, scanned: [] });
    expect(visit.look(`{"parcel":"${PARCEL}"}`)).toMatchObject({ outcome: 'parcel' });
    expect(visit.scan(`{"parcel":"${PARCEL}"}`)).toBe('taken');
    expect(visit.view.get().scanned).toEqual([PARCEL]);
  });

  it('says that a digit is misread, and that a code is for sorting, and goes nowhere', () => {
    const { visit, shows } = atDoor({ accepted: true, scanned: [] });
    expect(visit.scan('1Z8V92A70367203025')).toBe('misread');
    expect(visit.scan('2LDE10969+48000001')).toBe('route');
    expect(shows()).toBe('scan');
  });

  it('says where another parcel belongs', () => {
    const { visit } = atDoor({ accepted: true, scanned: [] }, () => 'Ahornweg 3');
    visit.scan('1Z8V92A70367203024');
    expect(screenOf(visit.view.get())).toEqual({
      show: 'doubt',
      parcel: { number: '1Z8V92A70367203024', carrier: 'ups', belongsTo: 'Ahornweg 3' },
    });
  });

  it('asks twice about a parcel of another stop, and lets the door decide', () => {
    const { visit, shows } = atDoor({ accepted: true, scanned: [] });
    expect(visit.scan('LK99')).toBe('doubtful');
    expect(shows()).toBe('doubt');
    visit.insist();
    expect(shows()).toBe('slide');
    expect(visit.view.get().scanned).toEqual(['LK99']);
  });

  it('goes on where it was after the page was loaded anew', () => {
    const { visit, stored } = atDoor({ accepted: true, scanned: [] });
    visit.scan(PARCEL);
    expect(stored.at(-1)).toEqual({ accepted: true, scanned: [PARCEL] });
    expect(atDoor({ accepted: true, scanned: [PARCEL] }).shows()).toBe('slide');
  });

  it('waits with the household’s time in sight, and no longer than the door says', async () => {
    const { visit, door, screen } = atDoor({ accepted: true, scanned: [PARCEL] });
    let answer: (heard: Knocked) => void = () => undefined;
    door.knock = (waiting) => {
      waiting?.(48);
      return new Promise((resolve) => (answer = resolve));
    };
    const knocking = visit.knock(1);
    expect(screen()).toEqual({ show: 'knocking', filming: false, waitsUntilMs: 1_700_000_048_000 });
    answer({ outcome: 'refused', refusal: { reason: 'approval-late' } });
    await knocking;
    expect(screen()).toEqual({ show: 'refused', refusal: { reason: 'approval-late' } });
  });

  it('shows a refusal until the next try', async () => {
    const { visit, door, shows } = atDoor({ accepted: true, scanned: [PARCEL] });
    door.knock = () => Promise.resolve({ outcome: 'refused', refusal: { reason: 'camera-lost' } });
    await visit.knock(1);
    expect(shows()).toBe('refused');
    visit.scanAgain();
    expect(shows()).toBe('scan');
  });

  it('says that nothing was opened when the door was not reached', async () => {
    const { visit, door, shows } = atDoor({ accepted: true, scanned: [PARCEL] });
    door.knock = () => Promise.resolve({ outcome: 'not-reached', because: 'hub-silent' });
    await visit.knock(1);
    expect(shows()).toBe('not-reached');
  });

  it('knocks once, however often the slide is let go', async () => {
    const { visit, door } = atDoor({ accepted: true, scanned: [PARCEL] });
    let knocks = 0;
    door.knock = () => {
      knocks++;
      return Promise.resolve({ outcome: 'allowed' });
    };
    await Promise.all([visit.knock(1), visit.knock(1)]);
    expect(knocks).toBe(1);
  });
});

describe('a stop without reception', () => {
  it('is worked at up to the knock, and each step is kept to be told later', () => {
    const { visit, said, stored, shows, air } = atDoor();
    air.reception = false;
    visit.accept();
    visit.scan(PARCEL);
    expect(shows()).toBe('slide');
    expect(said).toEqual([
      { what: 'notice-accepted', atS: 1_700_000_000 },
      { what: 'scanned', atS: 1_700_000_000, trackingNumber: PARCEL },
    ]);
    expect(stored.at(-1)).toEqual({ accepted: true, scanned: [PARCEL] });
  });

  it('says at the knock what is needed, and sends nothing', async () => {
    const { visit, door, air } = atDoor({ accepted: true, scanned: [PARCEL] });
    let knocks = 0;
    door.knock = () => {
      knocks++;
      return Promise.resolve({ outcome: 'allowed' });
    };
    air.reception = false;
    await visit.knock(1);
    expect(screenOf(visit.view.get())).toEqual({ show: 'not-reached', because: 'no-reception' });
    air.reception = true;
    await visit.knock(1);
    expect(knocks).toBe(1);
  });
});

describe('unsafe here', () => {
  it('asks nothing, is told, kept, and stays in front of whatever the door says', async () => {
    const { visit, door, said, stored, turn, settle, shows } = atDoor({ accepted: true, scanned: [PARCEL] });
    door.story = () => Promise.resolve(story({ at: 'open' }, 'unlocked', 'door-opened'));
    visit.start();
    await settle();
    visit.unsafe();
    expect(screenOf(visit.view.get())).toEqual({ show: 'unsafe', moment: { at: 'open' } });
    expect(said).toEqual([{ what: 'unsafe', atS: 1_700_000_000 }]);
    door.story = () => Promise.resolve(story({ at: 'complete' }, 'unlocked', 'door-opened', 'locked', 'complete'));
    await turn();
    expect(shows()).toBe('unsafe');
    expect(stored.at(-1)).toMatchObject({ unsafeS: 1_700_000_000, at: { unsafe: true, inside: false } });
  });

  it('can be taken back', () => {
    const { visit, said, shows } = atDoor({ accepted: true, scanned: [PARCEL], unsafeS: 5 });
    expect(shows()).toBe('unsafe');
    visit.safeAgain();
    expect(shows()).toBe('slide');
    expect(said).toEqual([{ what: 'safe-again', atS: 1_700_000_000 }]);
  });
});

it('a door that stayed shut: what became of the parcel is said once, and the stop is done', async () => {
  const { visit, door, said, shows } = atDoor({ accepted: true, scanned: [PARCEL] });
  door.knock = () => Promise.resolve({ outcome: 'refused', refusal: { reason: 'camera-lost' } });
  await visit.knock(1);
  visit.leave('neighbour');
  expect(shows()).toBe('left');
  expect(said).toEqual([{ what: 'left', atS: 1_700_000_000, to: 'neighbour' }]);
});

describe('what stands at the door', () => {
  it('comes from receipts alone: a knock that was allowed still shows no open door', async () => {
    const { visit, shows } = atDoor({ accepted: true, scanned: [PARCEL] });
    await visit.knock(1);
    expect(shows()).toBe('knocking');
  });

  it('says that the door stayed shut when a block came between the knock and the bolt', async () => {
    const { visit, door, settle } = atDoor({ accepted: true, scanned: [PARCEL] });
    visit.start();
    await settle();
    door.story = () =>
      Promise.resolve(story({ at: 'refused', reason: 'blocked' }, 'asked', 'unlock-intended', 'unlock-cancelled'));
    await visit.knock(1);
    await settle();
    expect(screenOf(visit.view.get())).toEqual({ show: 'refused', refusal: { reason: 'blocked' } });
  });

  it('follows the receipts as they come', async () => {
    const { visit, door, turn, settle, shows } = atDoor({ accepted: true, scanned: [PARCEL] });
    visit.start();
    await settle();
    door.story = () => Promise.resolve(story({ at: 'open' }, 'unlocked', 'door-opened'));
    await turn();
    expect(screenOf(visit.view.get())).toEqual({ show: 'door', moment: { at: 'open' } });
    door.story = () => Promise.resolve(story({ at: 'complete' }, 'unlocked', 'door-opened', 'locked', 'complete'));
    await turn();
    expect(shows()).toBe('door');
  });

  it('keeps what the door last said, and says that there is no reception', async () => {
    const { visit, door, turn, settle } = atDoor({ accepted: true, scanned: [PARCEL] });
    door.story = () => Promise.resolve(story({ at: 'stay' }, 'unlocked', 'door-opened', 'door-closed'));
    visit.start();
    await settle();
    door.story = () => Promise.reject(unavailable());
    await turn();
    expect(visit.view.get()).toMatchObject({ line: 'off', story: { moment: { at: 'stay' } } });
  });

  it('shows nothing of a door whose receipts do not verify', async () => {
    const { visit, door, settle } = atDoor({ accepted: true, scanned: [PARCEL] });
    door.story = () => Promise.reject(new CarrierError('receipt-forged'));
    visit.start();
    await settle();
    expect(screenOf(visit.view.get())).toEqual({ show: 'distrust', fault: 'receipt-forged' });
  });

  it('is read again at once after an event, and no more once the screen is left', async () => {
    const { visit, door, settle } = atDoor();
    let readings = 0;
    door.story = () => {
      readings++;
      return Promise.resolve(story({ at: 'before' }));
    };
    visit.start();
    await settle();
    visit.poke();
    await settle();
    expect(readings).toBe(2);
    visit.stop();
    visit.poke();
    await settle();
    expect(readings).toBe(2);
  });
});

describe('a door that this device cannot hear', () => {
  const ready = { accepted: true, scanned: [PARCEL] };

  it('is shown a code with the parcels in hand, which can be put away', async () => {
    const { visit, air, screen, shows } = atDoor(ready);
    air.reception = false;
    await visit.knock(1);
    expect(shows()).toBe('not-reached');
    await visit.showCode(1);
    expect(screen()).toEqual({ show: 'code', showing: { codes: [`LK1:${PARCEL}`], untilS: 1_700_000_010 } });
    visit.putAway();
    expect(shows()).toBe('not-reached');
  });

  it('is what the courier says it is, also after the page was opened anew, and never locked', async () => {
    const { visit, screen, stored } = atDoor(ready);
    await visit.showCode(1);
    visit.seen('opened');
    expect(screen()).toEqual({ show: 'unheard', what: 'opened' });
    expect(stored.at(-1)).toMatchObject({ unheard: 'opened', at: { inside: true } });
    visit.seen('shut');
    expect(stored.at(-1)).toMatchObject({ unheard: 'shut', at: { inside: false } });
    expect(atDoor(stored.at(-1) as VisitParts['kept']).screen()).toEqual({ show: 'unheard', what: 'shut' });
  });

  it('speaks for itself as soon as there is a line: its own word goes before the courier’s', async () => {
    const { visit, door, turn, screen, stored } = atDoor(ready);
    visit.seen('shut');
    door.story = () => Promise.resolve(story({ at: 'attention', cause: 'left-open' }, 'unlocked', 'attention'));
    visit.start();
    await turn();
    expect(screen()).toMatchObject({ show: 'door', moment: { at: 'attention' } });
    expect(stored.at(-1)).toMatchObject({ at: { inside: true } });
  });
});
