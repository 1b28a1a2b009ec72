import {
  kidOf,
  LAST_WORD_MS,
  LEAVING_FILMS_MS,
  LEAVING_HELD_UP_MS,
  LEAVING_LONGER_MS,
  LEAVING_MS,
  makeDeparture,
  readPresenceCode,
  readState,
  ROLE,
  toBase64url,
  verifyReceiptChain,
  type DepartureSays,
  type Signer,
} from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { everyCrash } from './testing/every-crash.ts';
import { bytesOf, p, person, unlike } from './testing/powered-home.ts';
import { reasonOf, TestHome } from './testing/test-home.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Anna is an admin, far away mostly; Robin, a resident, lives with her. */
class Leaving extends TestHome {
  readonly robin = person();

  static override async paired(): Promise<Leaving> {
    const home = new Leaving();
    await home.pairWith({ who: home.robin, role: ROLE.resident });
    return home;
  }

  static async announced(): Promise<Leaving> {
    const home = await Leaving.paired();
    await home.press(6000);
    return home;
  }

  async press(heldMs = 300): Promise<void> {
    this.hub.heard({ type: 'button', heldMs });
    await this.clock.pass(100);
  }

  async said(by: Signer, says: DepartureSays, shown = this.locks.shown?.presence): Promise<Uint8Array> {
    const { hubId, bootId, memory } = this.hub.core;
    const of = says === 'hand-over' ? bootId : (memory.departure.leaving?.id ?? new Uint8Array(16));
    const code = readPresenceCode(shown ?? '') ?? '000000000000';
    return (await makeDeparture(p, by, { hubId, says, of, ...(says === 'longer' ? {} : { code }) })).bytes;
  }

  async says(by: Signer, says: DepartureSays): Promise<Answer> {
    return this.hub.answer('depart', await this.said(by, says));
  }

  async leavingInState() {
    const read = readState(p, bytesOf(await this.hub.answer('state', unlike(16))));
    return read.ok ? read.link.claims.leaving : undefined;
  }

  get over(): boolean {
    return this.hub.core.memory.left;
  }

  /** The journal's word, as if it had waited so long; then a start, because only a start reads it. */
  async ran(ranMs: number): Promise<void> {
    const { leaving } = this.hub.core.memory.departure;
    await this.hub.core.journal.write({ t: 'leaving-ran', id: toBase64url(leaving?.id ?? unlike(16)), ranMs });
    await this.restart();
  }

  async standOpen(): Promise<void> {
    this.locks.act({ act: 'key', to: 'unlocked' });
    await this.clock.pass(1000);
    this.locks.act({ act: 'swing', to: 50 });
    await this.clock.pass(3000);
  }

  async restart(): Promise<void> {
    this.unplug();
    await this.plugIn();
    await this.resume();
    await this.clock.pass(100);
  }
}

describe('P10, P11: the hub’s button, held', () => {
  it('announces and changes nothing else: every member is told, each state says it, the display counts down', async () => {
    const home = await Leaving.announced();
    const visit = await home.visit();
    await home.arm(visit);
    expect(home.receipts().findLast(({ event }) => event === 'leaving')?.detail).toEqual({ lengthMs: LEAVING_MS });
    expect(await home.leavingInState()).toMatchObject({ leftS: LEAVING_MS / 1000, longer: false });
    expect(home.hub.core.memory.paired).toBe(true);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    expect(home.departures).toBe(0);
  });

  it('held again shortens nothing and begins nothing anew', async () => {
    const home = await Leaving.announced();
    await home.ran(LEAVING_MS - 10 * MINUTE_MS);
    const before = await home.leavingInState();
    for (let i = 0; i < 5; i++) await home.press(6000);
    expect(await home.leavingInState()).toEqual(before);
    expect(home.events().filter((event) => event === 'leaving')).toHaveLength(1);
  });

  it('does nothing while a visitor is inside or filmed, nor briefly', async () => {
    const home = await Leaving.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.knock(visit);
    await home.clock.pass(1000);
    await home.press(6000);
    expect(await home.leavingInState()).toBeUndefined();
    await home.goThrough();
    await home.press(4000);
    expect(await home.leavingInState()).toBeUndefined();
    await home.clock.pass(20_000);
    await home.press(6000);
    expect(await home.leavingInState()).toBeDefined();
  });

  it('P12: takes effect after 24 hours of the hub’s own running time, over starts, whatever the clocks say', async () => {
    const home = await Leaving.announced();
    await home.ran(LEAVING_MS - 10 * MINUTE_MS);
    home.unplug();
    await home.clock.pass(20 * MINUTE_MS);
    await home.plugIn();
    await home.resume();
    await home.clock.pass(2000);
    expect(await home.leavingInState()).toMatchObject({ leftS: 600 });
    home.clock.nowMs += 48 * HOUR_MS;
    await home.clock.pass(2000);
    expect(home.over).toBe(false);
    await home.clock.pass(9 * MINUTE_MS);
    expect(home.over).toBe(false);
    await home.clock.pass(MINUTE_MS);
    expect(home.over).toBe(true);
    expect(home.departures).toBe(1);
    expect(home.receipts().at(-1)).toMatchObject({ event: 'moved-out', detail: { cause: 'button' } });
  });

  it('is told again every six hours', async () => {
    const home = await Leaving.announced();
    await home.ran(6 * HOUR_MS - 30_000);
    await home.clock.pass(2 * MINUTE_MS);
    const told = home.receipts().filter(({ event }) => event === 'leaving');
    expect(told).toHaveLength(2);
    expect(told.at(-1)?.detail?.lengthMs).toBeLessThanOrEqual(18 * HOUR_MS);
  });

  it('waits for a door that is open, and not for ever', async () => {
    const home = await Leaving.announced();
    await home.standOpen();
    await home.ran(LEAVING_MS + LEAVING_HELD_UP_MS - 2 * MINUTE_MS);
    await home.clock.pass(MINUTE_MS);
    expect(home.over).toBe(false);
    await home.clock.pass(2 * MINUTE_MS);
    expect(home.over).toBe(true);
    const soon = await Leaving.announced();
    await soon.standOpen();
    await soon.ran(LEAVING_MS);
    await soon.clock.pass(MINUTE_MS);
    expect(soon.over).toBe(false);
    soon.locks.act({ act: 'swing', to: 0 });
    await soon.clock.pass(3000);
    soon.locks.act({ act: 'key', to: 'locked' });
    await soon.clock.pass(MINUTE_MS);
    expect(soon.over).toBe(true);
  });
});

describe('films that have not reached the server', () => {
  it('P9: are waited for when the day is over, and not longer than for their last byte', async () => {
    const home = await Leaving.announced();
    home.filmsLeft = 2;
    await home.ran(LEAVING_MS + LEAVING_FILMS_MS - 2 * MINUTE_MS);
    await home.clock.pass(MINUTE_MS);
    expect(home.over).toBe(false);
    home.filmsLeft = 0;
    await home.clock.pass(2000);
    expect(home.over).toBe(true);
    expect(home.departures).toBe(1);
  });

  it('P10: keep nobody out for longer than six hours, with a line or without one, and none that a start has not looked for yet', async () => {
    for (const left of [1, undefined]) {
      const home = await Leaving.announced();
      home.filmsLeft = left;
      home.server.connected = left === 1;
      await home.ran(LEAVING_MS + LEAVING_FILMS_MS - MINUTE_MS / 2);
      await home.clock.pass(MINUTE_MS / 4);
      expect(home.over).toBe(false);
      await home.clock.pass(MINUTE_MS / 2);
      expect(home.over).toBe(true);
      expect(home.departures).toBe(0);
      await home.clock.pass(LAST_WORD_MS + MINUTE_MS);
      expect(home.departures).toBe(1);
    }
  });

  it('are waited for after a hand-over while the last receipt may wait, over a start', async () => {
    const home = await Leaving.paired();
    await home.press();
    home.filmsLeft = 1;
    await home.says(home.anna, 'hand-over');
    await home.clock.pass(5000);
    expect([home.over, home.departures]).toEqual([true, 0]);
    home.unplug();
    home.filmsLeft = undefined;
    await home.plugIn();
    await home.clock.pass(5000);
    expect(home.departures).toBe(0);
    home.filmsLeft = 0;
    await home.clock.pass(2000);
    expect(home.departures).toBe(1);
  });

  it('P2: are waited for whole or lost whole: the plug pulled at every write of the end', async () => {
    const build = async () => {
      const home = await Leaving.announced();
      await home.ran(LEAVING_MS);
      home.filmsLeft = 1;
      await home.clock.pass(2000);
      return { home, act: () => (home.filmsLeft = 0) };
    };
    const { writes, again } = await everyCrash(build, async (home, what) => {
      await home.clock.pass(3000);
      // Nothing is left to wait for: the day was over before the crash.
      expect(home.over, what).toBe(true);
      expect(home.receipts().filter(({ event }) => event === 'moved-out'), what).toHaveLength(1); // prettier-ignore
      expect(home.departures, what).toBeGreaterThan(0);
    });
    expect(Math.min(writes, again)).toBeGreaterThan(1);
  });
});

describe('a member who hears of it', () => {
  it('says beside the hub that the household stays', async () => {
    const home = await Leaving.announced();
    expect(reasonOf(await home.says(home.robin, 'stay'))).toBe('presence-none');
    await home.press();
    expect(reasonOf(await home.says(home.robin, 'stay'))).toBe('allowed');
    expect(home.receipts().at(-1)).toMatchObject({ event: 'staying', detail: { kid: kidOf(p, home.robin.key) } });
    expect(await home.leavingInState()).toBeUndefined();
    await home.clock.pass(5 * MINUTE_MS);
    expect(home.hub.core.memory.departure).toMatchObject({ leaving: undefined, told: false });
  });

  it('gets a week from anywhere, once, and no more', async () => {
    const home = await Leaving.announced();
    expect(reasonOf(await home.says(home.anna, 'longer'))).toBe('allowed');
    expect(await home.leavingInState()).toMatchObject({ leftS: LEAVING_LONGER_MS / 1000, longer: true });
    expect(reasonOf(await home.says(home.robin, 'longer'))).toBe('leaving-longer-already');
    await home.ran(LEAVING_MS + HOUR_MS);
    await home.clock.pass(2 * MINUTE_MS);
    expect(home.over).toBe(false);
    await home.ran(LEAVING_LONGER_MS - MINUTE_MS);
    await home.clock.pass(2 * MINUTE_MS);
    expect(home.over).toBe(true);
  });

  it('of an announcement that is over: what was said then counts for no other', async () => {
    const home = await Leaving.announced();
    const old = await home.said(home.anna, 'longer');
    await home.press();
    await home.says(home.robin, 'stay');
    await home.press(6000);
    expect(reasonOf(await home.hub.answer('depart', old))).toBe('leaving-none');
    expect(await home.leavingInState()).toMatchObject({ longer: false });
  });

  it('or claims from afar that the disk is an old one: the wait goes on', async () => {
    const home = await Leaving.announced();
    await home.ran(LEAVING_MS - 5 * MINUTE_MS);
    const { seq, roster, blockSeq } = home.hub.core.memory;
    home.unplug();
    await home.plugIn();
    await home.resume({ seq: seq + 500, head: unlike(32), epoch: roster.epoch + 5, blockSeq });
    await home.clock.pass(6 * MINUTE_MS);
    expect(home.over).toBe(true);
  });
});

describe('an admin beside the hub', () => {
  it('hands it over at once: *moved out* is the last receipt, and nothing of the household holds', async () => {
    const home = await Leaving.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.press();
    const answer = await home.says(home.anna, 'hand-over');
    expect(reasonOf(answer)).toBe('allowed');
    const last = home.receipts().at(-1);
    expect(last).toMatchObject({ event: 'moved-out', detail: { cause: 'handed-over', kid: kidOf(p, home.anna.key) } });
    expect(toBase64url(bytesOf(answer))).toBe(toBase64url(home.hub.core.memory.receipts.at(-1)?.bytes ?? unlike(1)));
    expect(reasonOf(await home.knock(visit))).toBe('moved-out');
    expect(reasonOf(await home.hub.answer('state', unlike(16)))).toBe('moved-out');
    expect(home.films.get(1)?.armed).toBe(false);
    expect(home.locks.shown?.presence).toBeUndefined();
    expect(home.hub.pairing.code).toBeUndefined();
    await home.clock.pass(2000);
    expect(home.departures).toBe(1);
    await home.clock.pass(5 * MINUTE_MS);
    expect(home.departures).toBe(1);
    const { memory } = home.hub.core;
    const chain = verifyReceiptChain(p, home.hubSigner.key, memory.receipts.map(({ bytes }) => bytes)); // prettier-ignore
    expect(chain).toMatchObject({ ok: true, end: { ended: true } });
  });

  it('only there, only an admin, only this start, and not while a door is not locked', async () => {
    const home = await Leaving.paired();
    expect(reasonOf(await home.says(home.anna, 'hand-over'))).toBe('presence-none');
    await home.press();
    expect(reasonOf(await home.says(home.robin, 'hand-over'))).toBe('signer-not-admin');
    const held = await home.said(home.anna, 'hand-over');
    await home.restart();
    await home.press();
    expect(reasonOf(await home.hub.answer('depart', held))).toBe('start-over');
    home.locks.act({ act: 'key', to: 'unlocked' });
    await home.clock.pass(3000);
    expect(reasonOf(await home.says(home.anna, 'hand-over'))).toBe('door-not-locked');
    home.locks.act({ act: 'key', to: 'locked' });
    await home.clock.pass(3000);
    const late = await home.said(home.anna, 'hand-over');
    await home.clock.pass(2 * MINUTE_MS + 1000);
    expect(reasonOf(await home.hub.answer('depart', late))).toBe('presence-none');
    expect(home.over).toBe(false);
  });

  it('a repeated message hears the first answer', async () => {
    const home = await Leaving.paired();
    await home.press();
    const bytes = await home.said(home.anna, 'hand-over');
    const first = await home.hub.answer('depart', bytes);
    expect(await home.hub.answer('depart', bytes)).toEqual(first);
    expect(home.events().filter((event) => event === 'moved-out')).toHaveLength(1);
  });
});

describe('the last receipt', () => {
  it('waits for a line that is away, for ten minutes, and the hub signs nothing meanwhile', async () => {
    const home = await Leaving.paired();
    await home.press();
    home.server.connected = false;
    expect(reasonOf(await home.says(home.anna, 'hand-over'))).toBe('allowed');
    await home.clock.pass(LAST_WORD_MS - MINUTE_MS);
    expect(home.departures).toBe(0);
    expect(home.receipts().at(-1)?.event).toBe('moved-out');
    await home.clock.pass(2 * MINUTE_MS);
    expect(home.departures).toBe(1);
  });

  it('goes out when the line comes back, also after a start', async () => {
    const home = await Leaving.paired();
    await home.press();
    home.server.connected = false;
    await home.says(home.anna, 'hand-over');
    home.unplug();
    await home.plugIn();
    const { seq, receipts } = home.hub.core.memory;
    const keptBefore = toBase64url(receipts.at(-2)?.hash ?? unlike(32));
    home.hub.line.welcome(seq - 1, keptBefore);
    await home.clock.pass(5000);
    expect(home.departures).toBe(0);
    home.server.connected = true;
    home.hub.line.welcome(seq - 1, keptBefore);
    await home.clock.pass(2000);
    expect(home.server.said.findLast(({ type }) => type === 'receipt')).toMatchObject({ seq });
    expect(home.departures).toBe(1);
    expect(home.receipts().at(-1)?.event).toBe('moved-out');
  });

  it('P2: is there whole or not at all when the plug is pulled, and so is everything before it', async () => {
    for (const way of ['announce', 'longer', 'stay', 'hand-over'] as const) {
      const build = async () => {
        const home = await (way === 'announce' || way === 'hand-over' ? Leaving.paired() : Leaving.announced());
        await home.press();
        const bytes = way === 'announce' ? undefined : await home.said(home.anna, way);
        const act = () =>
          bytes === undefined ? home.hub.heard({ type: 'button', heldMs: 6000 }) : home.hub.answer('depart', bytes);
        return { home, act };
      };
      const { writes, again } = await everyCrash(build, (home, what) => {
        const { departure, left, paired } = home.hub.core.memory;
        expect(left, `${way}, ${what}`).toBe(!paired);
        const last = home.receipts().findLast(({ event }) => event === 'leaving' || event === 'staying');
        expect(last?.event === 'leaving' && !left, `${way}, ${what}`).toBe(departure.leaving !== undefined);
        if (left) expect(home.receipts().at(-1)?.event, `${way}, ${what}`).toBe('moved-out');
      });
      expect(Math.min(writes, again), way).toBeGreaterThan(1);
    }
  }, 120_000);
});
