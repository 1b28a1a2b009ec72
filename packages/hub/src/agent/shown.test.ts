import { FLAG } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { TestHome } from './testing/test-home.ts';

const FILMED = FLAG.mustRecord | FLAG.mustRelock;

/** Nobody here has a line: the grant says for how long the door may go without. */
async function armedHome(change: Parameters<TestHome['visit']>[0] = {}) {
  const home = await TestHome.paired();
  const visit = await home.visit({ maxStaleSeconds: 3600, ...change });
  await home.arm(visit);
  return { home, visit };
}
const refusals = (home: TestHome) =>
  home.receipts().flatMap(({ event, detail }) => (event === 'refused' ? [detail?.reason] : []));

describe('a code before the door’s camera', () => {
  it('P1, P6: opens once, and is filmed before the bolt moves, although nobody asked', async () => {
    const { home, visit } = await armedHome();
    await home.show(visit);
    await home.goThrough();
    expect(home.locks.flat.openings).toBe(1);
    expect(home.events().slice(2)).toEqual([
      'armed',
      'recording-started',
      'unlock-intended',
      'unlocked',
      'door-opened',
      'door-closed',
      'lock-command',
      'locked',
      'complete',
      'recording-closed',
    ]);
  });

  it('is read as a sequence where the hub has not heard of this courier', async () => {
    const { home, visit } = await armedHome();
    const other = await home.handedOn(visit);
    await home.show(other);
    expect(home.locks.moves('unlocked')).toEqual([]);
    await home.show(other, { short: false });
    expect(home.locks.moves('unlocked')).toHaveLength(1);
  });

  it('proves presence where the grant asks for it; the same over the line does not', async () => {
    const { home, visit } = await armedHome({ flags: FILMED | FLAG.atDoor });
    expect(await home.slotKnock(visit, 1)).toMatchObject({ ok: false, refusal: { reason: 'presence-not-proven' } });
    await home.show(visit);
    expect(home.locks.moves('unlocked')).toHaveLength(1);
  });

  it('P2: shown again, by a photo or by the courier, opens nothing more', async () => {
    const { home, visit } = await armedHome({ uses: 2 });
    const slot = Math.floor(home.unixS / 30);
    await home.show(visit, { slot });
    await home.show(visit, { slot });
    await home.goThrough();
    await home.show(visit, { slot });
    await home.clock.pass(40_000);
    await home.show(visit, { slot });
    expect(home.locks.flat.openings).toBe(1);
  });

  it('of an hour ago, of another parcel or by another key opens nothing, and the household reads why', async () => {
    const { home, visit } = await armedHome();
    await home.show(visit, { slot: Math.floor(home.unixS / 30) - 120 });
    await home.show(visit, { parcel: 'JJD999' });
    await home.show(visit, { signer: home.carrier });
    await home.clock.pass(100);
    expect(refusals(home)).toEqual(['slot-stale', 'parcel-not-granted']);
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('is for the door whose camera sees it', async () => {
    const { home, visit } = await armedHome({ doors: [1, 2] });
    await home.show(visit, { door: 2, at: 1 });
    await home.clock.pass(100);
    expect(refusals(home)).toEqual(['presence-not-proven']);
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('P3: opens nothing after a block', async () => {
    const { home, visit } = await armedHome();
    await home.block(visit);
    await home.show(visit);
    await home.clock.pass(100);
    expect(refusals(home)).toEqual(['blocked']);
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('P3: after a minute without a line opens only where the grant says that the door may be without one for longer', async () => {
    const home = await TestHome.paired();
    const [hasty, patient] = [await home.visit(), await home.visit({ maxStaleSeconds: 3600 })];
    await home.arm(hasty);
    await home.arm(patient);
    home.server.answersFreshness = false;
    await home.clock.pass(120_000);
    await home.show(hasty);
    expect(refusals(home)).toEqual(['not-fresh']);
    await home.show(patient);
    expect(home.locks.moves('unlocked')).toHaveLength(1);
  });

  it('P13: bad signatures over the line do not count against who stands there', async () => {
    const { home, visit } = await armedHome();
    for (let i = 0; i < 8; i++) await home.slotKnock({ ...visit, courier: home.carrier }, 1);
    expect(await home.slotKnock(visit, 1)).toMatchObject({ ok: false });
    await home.show(visit);
    expect(home.locks.moves('unlocked')).toHaveLength(1);
  });

  it('that is no code of ours says nothing and moves nothing', async () => {
    const { home } = await armedHome();
    const before = home.receipts().length;
    for (const text of ['', 'https://example.org', 'LK1:1/1:0000:ABC', 'LK1:1/1:0000:', 'x'.repeat(4000)]) {
      await home.hub.seen(1, text);
      await home.hub.seen(9, text);
    }
    expect(home.receipts()).toHaveLength(before);
    expect(home.locks.moves('unlocked')).toEqual([]);
  });
});
