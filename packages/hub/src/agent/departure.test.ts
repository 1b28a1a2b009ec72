import {
  kidOf,
  LEAVING_HELD_UP_MS,
  LEAVING_LONGER_MS,
  LEAVING_MS,
  toBase64url,
  verifyReceiptChain,
} from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { bytesOf, p, unlike } from './testing/powered-home.ts';
import { reasonOf } from './testing/test-home.ts';
import { Leaving } from './testing/leaving-home.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

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

  it('does nothing while a visitor may be inside, nor briefly', async () => {
    const home = await Leaving.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.goIn(visit);
    await home.clock.pass(1000);
    await home.press(6000);
    expect(await home.leavingInState()).toBeUndefined();
    await home.leave();
    await home.press(4000);
    expect(await home.leavingInState()).toBeUndefined();
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
    expect(toBase64url(bytesOf(answer))).toBe(toBase64url(home.hub.core.memory.receipts.last?.bytes ?? unlike(1)));
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
    const chain = verifyReceiptChain(p, home.hubSigner.key, [...memory.receipts].map(({ bytes }) => bytes)); // prettier-ignore
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
