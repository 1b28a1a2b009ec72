import { nodeAesBlock as aes } from '@latchkey/keys/node';
import { FITTED, FLAG, LAST_COUNTER, readAtDoor, readState, sunNonce, type AtDoor } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { readChip, type Chip } from '../drivers/tags/simulated/ntag424.ts';
import type { DisplayPagesPort } from './ports.ts';
import { bytesOf, p, person, unlike } from './testing/powered-home.ts';
import { seenOf } from './testing/seen.ts';
import { reasonOf, TestHome } from './testing/test-home.ts';

const HERE = FLAG.mustRecord | FLAG.mustRelock | FLAG.atDoor;

/** A door whose household wants to know that its visitor stands there. */
async function armedHome(change: Parameters<TestHome['visit']>[0] = {}, display = true) {
  const home = await TestHome.paired();
  home.locks.fit(display);
  const visit = await home.visit({ flags: HERE, ...change });
  await home.arm(visit);
  return { home, visit };
}
const presences = (home: TestHome) =>
  home.receipts().flatMap(({ event, detail }) => (event === 'unlock-intended' ? [detail?.presence] : []));
const nonceIn = (shown: AtDoor | undefined) =>
  shown !== undefined && 'nonce' in shown.shown ? Buffer.from(shown.shown.nonce).toString('hex') : undefined;
const fittedIn = async (home: TestHome, door = 1) => {
  const read = readState(p, bytesOf(await home.hub.answer('state', unlike(16))));
  return read.ok ? read.link.claims.doors.find((one) => one.door === door)?.presence : 'unreadable';
};

describe('a display at the door', () => {
  it('P1, P6: opens once, and is filmed before the bolt moves, although nobody asked', async () => {
    const { home, visit } = await armedHome();
    expect(reasonOf(await home.knock(visit))).toBe('presence-not-proven');
    expect(reasonOf(await home.knockOver(visit, home.locks.shows()?.shown))).toBe('allowed');
    await home.goThrough();
    expect(home.locks.flat.openings).toBe(1);
    expect(presences(home)).toEqual(['display']);
    const told = home.events();
    expect(told.indexOf('recording-started')).toBeLessThan(told.indexOf('unlock-intended'));
    expect(told.at(-1)).toBe('recording-closed');
  });

  it('opens for the short form too, and for a courier of whom the hub has not heard', async () => {
    const { home, visit } = await armedHome({ uses: 2 });
    expect(reasonOf(await home.knockOver(visit, home.locks.shows()?.shown, { short: true }))).toBe('allowed');
    await home.goThrough();
    await home.clock.pass(10_000);
    const other = await home.handedOn(visit);
    expect(reasonOf(await home.knockOver(other, home.locks.shows()?.shown))).toBe('allowed');
  });

  it('P2: what was used opens nothing more, and another one is shown at once', async () => {
    const { home, visit } = await armedHome({ uses: 2 });
    const shown = home.locks.shows();
    expect(reasonOf(await home.knockOver(visit, shown?.shown))).toBe('allowed');
    expect(nonceIn(home.locks.shows())).not.toBe(nonceIn(shown));
    await home.goThrough();
    await home.clock.pass(5000);
    expect(reasonOf(await home.knockOver(visit, shown?.shown))).toBe('nonce-unknown');
    expect(home.locks.flat.openings).toBe(1);
  });

  it('P2: two couriers before one display are not both let in', async () => {
    const { home, visit } = await armedHome({ uses: 2 });
    const other = await home.handedOn(visit);
    const shown = home.locks.shows()?.shown;
    const answers = await Promise.all([home.knockOver(visit, shown), home.knockOver(other, shown)]);
    expect(answers.map(reasonOf).sort()).toEqual(['allowed', 'nonce-unknown']);
  });

  it('changes every quarter of a minute, and each nonce is over thirty seconds after it was first shown', async () => {
    const { home, visit } = await armedHome();
    await home.clock.pass(15_000);
    const first = home.locks.shows();
    const from = home.clock.nowMs;
    while (nonceIn(home.locks.shows()) === nonceIn(first)) await home.clock.pass(500);
    expect(home.clock.nowMs - from).toBeLessThanOrEqual(16_000);
    const second = home.locks.shows();
    await home.clock.pass(29_000);
    expect(nonceIn(home.locks.shows())).not.toBe(nonceIn(second));
    expect(reasonOf(await home.knockOver(visit, first?.shown))).toBe('nonce-expired');
    expect(reasonOf(await home.knockOver(visit, second?.shown))).toBe('allowed');
  });

  it('is dark unless somebody is waited for', async () => {
    const home = await TestHome.paired();
    home.locks.fit(true);
    await home.clock.pass(3000);
    expect(home.locks.shows()).toBeUndefined();
    const visit = await home.visit({ flags: HERE });
    await home.arm(visit);
    expect(home.locks.shows()).toMatchObject({ door: 1, hubId: home.hub.core.hubId });
    await home.block(visit);
    await home.clock.pass(1500);
    expect(home.locks.shows()).toBeUndefined();
  });

  it('opens no other door', async () => {
    const { home, visit } = await armedHome({ doors: [1, 2] });
    expect(reasonOf(await home.knockOver(visit, home.locks.shows()?.shown, { door: 2 }))).toBe('nonce-not-yours');
  });

  it('shown before a start counts no more', async () => {
    const { home, visit } = await armedHome();
    const before = home.locks.shows()?.shown;
    home.unplug();
    await home.plugIn();
    await home.clock.pass(3000);
    await home.resume();
    expect(reasonOf(await home.knockOver(visit, before))).toBe('nonce-unknown');
  });

  it('of which nobody knows what it shows counts no more', async () => {
    const { home, visit } = await armedHome();
    const shown = home.locks.shows()?.shown;
    home.hub.hardware.lost();
    expect(reasonOf(await home.knockOver(visit, shown))).toBe('nonce-unknown');
  });

  it('says nothing where the random source repeats itself', async () => {
    const { home } = await armedHome();
    home.random = (bytes) => new Uint8Array(bytes).fill(7);
    await home.clock.pass(31_000);
    expect(home.locks.shows()).toBeUndefined();
  });

  it('is in no answer, no message to the server and no receipt', async () => {
    const { home } = await armedHome();
    const nonces = home.locks.ordered.flatMap((one) => (one.type === 'door-shows' ? [one.fragment ?? ''] : []));
    const secret = nonces.at(-1)?.split('/').at(-1) ?? '';
    expect(secret).toHaveLength(22);
    const state = await home.hub.answer('state', unlike(16));
    expect(JSON.stringify([home.server.said, state])).not.toContain(secret);
    expect(Buffer.from(home.disk.durable).toString('latin1')).not.toContain(secret);
  });

  it('waits for a member’s yes like any other knock', async () => {
    const { home, visit } = await armedHome({ flags: HERE | FLAG.memberApproves });
    expect(reasonOf(await home.knockOver(visit, home.locks.shows()?.shown))).toBe('approval-missing');
    await home.clock.pass(3000);
    expect(home.server.said.some(({ type }) => type === 'approval-wanted')).toBe(true);
  });

  it('is in the signed state, so that the household knows', async () => {
    const { home } = await armedHome();
    expect(await fittedIn(home)).toBe(FITTED.display);
    expect(await fittedIn(home, 2)).toBeUndefined();
    home.locks.fit(false);
    expect(await fittedIn(home)).toBeUndefined();
  });
});

/** Screens at some doors, each of which draws what it is told last. */
class Screens implements DisplayPagesPort {
  readonly at = new Set<number>();
  readonly told: { readonly door: number; readonly fragment: string | null; readonly forMs: number }[] = [];
  has = (door: number) => this.at.has(door);
  doors = () => this.at;
  show = (door: number, fragment: string | null, forMs: number) => void this.told.push({ door, fragment, forMs });
  shows = () => readAtDoor(this.told.at(-1)?.fragment ?? '');
}

async function homeWithScreen() {
  const { home, visit } = await armedHome({ uses: 2 }, false);
  const screens = new Screens();
  home.displayPages = screens;
  home.unplug();
  await home.plugIn();
  await home.clock.pass(3000);
  await home.resume();
  return { home, visit, screens };
}

describe('a display that is a page of the hub', () => {
  it('P1: proves that somebody stands there as one on the wires does, and nothing goes over the wires', async () => {
    const { home, visit, screens } = await homeWithScreen();
    expect(await fittedIn(home)).toBeUndefined();
    screens.at.add(1);
    await home.clock.pass(1500);
    expect(await fittedIn(home)).toBe(FITTED.display);
    const shown = screens.shows();
    expect(shown).toMatchObject({ door: 1, hubId: home.hub.core.hubId });
    expect(reasonOf(await home.knockOver(visit, shown?.shown))).toBe('allowed');
    expect(nonceIn(screens.shows())).not.toBe(nonceIn(shown));
    await home.goThrough();
    expect(home.locks.flat.openings).toBe(1);
    expect(presences(home)).toEqual(['display']);
    expect(home.locks.ordered.filter(({ type }) => type === 'door-shows')).toEqual([]);
  });

  it('stays where the wires are dead, and shows the same as one on the wires where a door has both', async () => {
    const { home, visit, screens } = await homeWithScreen();
    screens.at.add(1);
    home.locks.fit(true);
    await home.clock.pass(1500);
    expect(nonceIn(screens.shows())).toBe(nonceIn(home.locks.shows()));
    const both = screens.shows();
    home.hub.hardware.lost();
    expect(reasonOf(await home.knockOver(visit, both?.shown))).toBe('nonce-unknown');
    await home.clock.pass(1500);
    expect(await fittedIn(home)).toBe(FITTED.display);
    expect(nonceIn(screens.shows())).not.toBe(nonceIn(both));
  });

  it('that the settings name no more voids what it showed', async () => {
    const { home, visit, screens } = await homeWithScreen();
    screens.at.add(1);
    await home.clock.pass(1500);
    const shown = screens.shows();
    screens.at.delete(1);
    await home.clock.pass(1500);
    expect(reasonOf(await home.knockOver(visit, shown?.shown))).toBe('nonce-unknown');
    expect(await fittedIn(home)).toBeUndefined();
  });
});

const newChip = (): Chip => ({ uid: unlike(7), metaKey: unlike(16), macKey: unlike(16), counter: 0 });

/** The same with a tag instead of a display. */
async function taggedHome(change: Parameters<TestHome['visit']>[0] = {}) {
  const { home, visit } = await armedHome(change, false);
  let chip = newChip();
  home.tags = [{ door: 1, ...chip }];
  const tap = (from?: Chip): AtDoor['shown'] => {
    const read = readChip(aes, from ?? chip, unlike(5));
    if (read === undefined) throw new Error('the chip is at its end');
    if (from === undefined) chip = read.chip;
    return { tap: read.sun };
  };
  return { home, visit, tap, chip: () => chip };
}

describe('a tag at the door', () => {
  it('P1: opens once for whoever read it', async () => {
    const { home, visit, tap } = await taggedHome();
    expect(reasonOf(await home.knockOver(visit, tap()))).toBe('allowed');
    await home.goThrough();
    expect(home.locks.flat.openings).toBe(1);
    expect(presences(home)).toEqual(['tag']);
  });

  it('P2: a reading counts once, across starts too, and none before it counts any more', async () => {
    const { home, visit, tap } = await taggedHome({ uses: 4 });
    const [early, used] = [tap(), tap()];
    expect(reasonOf(await home.knockOver(visit, used))).toBe('allowed');
    await home.goThrough();
    await home.clock.pass(5000);
    for (const old of [used, early]) expect(reasonOf(await home.knockOver(visit, old))).toBe('nonce-unknown');
    home.unplug();
    await home.plugIn();
    await home.clock.pass(3000);
    await home.resume();
    await home.clock.pass(7000);
    for (const old of [used, early]) expect(reasonOf(await home.knockOver(visit, old))).toBe('nonce-unknown');
    expect(reasonOf(await home.knockOver(visit, tap()))).toBe('allowed');
  });

  it('P1: a reading that opened nothing counts no more after a start, whoever kept the knock that brought it', async () => {
    const { home, visit, tap } = await taggedHome();
    home.server.answersFreshness = false;
    await home.clock.pass(80_000);
    const kept = await home.overBytes(visit, tap());
    expect(reasonOf(await home.hub.answer('knock', kept))).toBe('not-fresh');
    await home.clock.pass(1000);
    home.unplug();
    home.server.answersFreshness = true;
    await home.plugIn();
    await home.clock.pass(3000);
    await home.resume();
    await home.clock.pass(20_000);
    expect(reasonOf(await home.hub.answer('knock', kept))).toBe('nonce-unknown');
    expect(home.locks.moves('unlocked')).toEqual([]);
    expect(reasonOf(await home.knockOver(visit, tap()))).toBe('allowed');
  });

  it('may be knocked over again for half a minute by the device that brought it, and by no other', async () => {
    const { home, visit, tap } = await taggedHome();
    const other = await home.handedOn(visit);
    const read = tap();
    home.server.answersFreshness = false;
    await home.clock.pass(80_000);
    expect(reasonOf(await home.knockOver(visit, read))).toBe('not-fresh');
    home.server.answersFreshness = true;
    await home.clock.pass(16_000);
    expect(reasonOf(await home.knockOver(other, read))).toBe('nonce-not-yours');
    const sun = 'tap' in read ? read.tap : new Uint8Array(0);
    expect(reasonOf(await home.knockOver(other, { nonce: sunNonce(p, 1, sun) }))).toBe('nonce-not-yours');
    expect(reasonOf(await home.knockOver(visit, read))).toBe('allowed');
  });

  it('heard half a minute ago is over', async () => {
    const { home, visit, tap } = await taggedHome();
    const read = tap();
    home.server.answersFreshness = false;
    await home.clock.pass(80_000);
    expect(reasonOf(await home.knockOver(visit, read))).toBe('not-fresh');
    home.server.answersFreshness = true;
    await home.clock.pass(31_000);
    expect(reasonOf(await home.knockOver(visit, read))).toBe('nonce-expired');
    await home.clock.pass(60_000);
    expect(reasonOf(await home.knockOver(visit, read))).toBe('nonce-unknown');
  });

  it('P13: another chip, a chip of another door, and one under other keys say nothing', async () => {
    const { home, visit, tap, chip } = await taggedHome({ doors: [1, 2] });
    home.tags = [...home.tags, { door: 2, ...newChip() }];
    for (const foreign of [newChip(), { ...chip(), macKey: unlike(16) }, { ...newChip(), uid: chip().uid }])
      expect(reasonOf(await home.knockOver(visit, tap(foreign)))).toBe('nonce-unknown');
    expect(reasonOf(await home.knockOver(visit, tap(), { door: 2 }))).toBe('nonce-unknown');
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('P13: read by a stranger takes nothing from the courier who stands there', async () => {
    const { home, visit, tap } = await taggedHome();
    const honest = tap();
    const later = tap();
    expect(reasonOf(await home.knockOver(visit, later, { signer: person() }))).toBe('not-recognised');
    expect(reasonOf(await home.knockOver(visit, honest))).toBe('allowed');
  });

  it('gives nothing at its last number, and the hub takes that one', async () => {
    const { home, visit, tap, chip } = await taggedHome();
    const last = { ...chip(), counter: LAST_COUNTER - 1 };
    expect(reasonOf(await home.knockOver(visit, tap(last)))).toBe('allowed');
    expect(readChip(aes, { ...last, counter: LAST_COUNTER }, unlike(5))).toBeUndefined();
  });

  it('P2: proves nothing after its hub’s disk was rolled back, until it has new keys', async () => {
    const { home, visit, tap, chip } = await taggedHome();
    const snapshot = home.disk.durable.slice();
    const recorded = tap();
    expect(reasonOf(await home.knockOver(visit, recorded))).toBe('allowed');
    await home.goThrough();
    const seen = seenOf(home.hub.core.memory);
    home.unplug(snapshot);
    await home.plugIn();
    await home.clock.pass(3000);
    expect(reasonOf(await home.resume(seen))).toBe('allowed');
    expect(await fittedIn(home)).toBeUndefined();
    await home.clock.pass(60_000);
    const next = await home.visit({ flags: HERE, iat: home.unixS });
    await home.arm(next);
    for (const read of [recorded, tap()]) expect(reasonOf(await home.knockOver(next, read))).toBe('nonce-unknown');
    const renewed = { ...chip(), metaKey: unlike(16), macKey: unlike(16), counter: 0 };
    home.tags = [{ door: 1, ...renewed }];
    expect(await fittedIn(home)).toBe(FITTED.tag);
    expect(reasonOf(await home.knockOver(next, tap(renewed)))).toBe('allowed');
  });

  it('P2, P11: proves nothing in the next household of its hub, whose journal begins anew, until it has new keys', async () => {
    const before = await taggedHome();
    const noted = before.tap();
    const next = await TestHome.paired();
    next.tags = before.home.tags;
    const visit = await next.visit({ flags: HERE });
    await next.arm(visit);
    next.voidTags = before.home.hub.core.taps.everKnown;
    next.unplug();
    await next.plugIn();
    await next.clock.pass(3000);
    await next.resume();
    expect(await fittedIn(next)).toBeUndefined();
    for (const read of [noted, before.tap()]) expect(reasonOf(await next.knockOver(visit, read))).toBe('nonce-unknown');
    // It is written down: a start that is told of nothing knows it still.
    next.voidTags = [];
    next.unplug();
    await next.plugIn();
    expect(await fittedIn(next)).toBeUndefined();
    const renewed = { ...before.chip(), metaKey: unlike(16), macKey: unlike(16), counter: 0 };
    next.tags = [{ door: 1, ...renewed }];
    expect(await fittedIn(next)).toBe(FITTED.tag);
    // Whoever comes after those hears of both.
    expect(next.hub.core.taps.everKnown).toHaveLength(2);
  });
});
