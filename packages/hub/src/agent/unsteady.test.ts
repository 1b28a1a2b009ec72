import { shownDoor, readState } from '@latchkey/protocol';
import { expect, it } from 'vitest';
import { unlike } from './testing/powered-home.ts';
import { bytesOf, p, reasonOf, TestHome } from './testing/test-home.ts';

/** A worn contact: what it says turns over, whatever the leaf does. */
const flap = async (home: TestHome, forMs: number, halfMs = 50) => {
  for (const endMs = home.clock.nowMs + forMs; home.clock.nowMs < endMs;) {
    for (const contactStuck of ['open', 'closed'] as const) {
      home.locks.fault({ contactStuck });
      await home.clock.pass(halfMs);
    }
  }
  home.locks.fault({ contactStuck: null });
};

const causes = (home: TestHome) =>
  home.receipts().flatMap(({ event, detail }) => (event === 'attention' ? [detail?.cause] : []));

const shown = async (home: TestHome) => {
  const read = readState(p, bytesOf(await home.hub.answer('state', unlike(16))));
  const door = read.ok ? read.link.claims.doors.find((one) => one.door === 1) : undefined;
  return door && [shownDoor(door, 0), door.phase];
};

it('P4, P5: a contact that flaps for an hour rings once and by the ladder, is never LOCKED, and costs a few receipts', async () => {
  const home = await TestHome.paired();
  const visit = await home.visit({ uses: 2, exp: home.unixS + 7200 });
  await home.arm(visit);
  const before = home.receipts().length;
  const fromMs = home.clock.nowMs;
  await flap(home, 600_000);
  expect(await shown(home)).toEqual(['UNKNOWN', 'attention']);
  expect(reasonOf(await home.knock(visit))).toBe('sensor-unsteady');
  await flap(home, 3_000_000, 10_000);
  await home.clock.pass(60_000);
  expect(causes(home).filter((cause) => cause === 'unsteady')).toHaveLength(3 + 6);
  // The first, and the first that lasted: that one stands until LOCKED, and rings as ever.
  expect(home.events().filter((event) => event === 'forced')).toHaveLength(2);
  expect(home.receipts().length - before).toBeLessThan(60);
  const last = home.receipts().findLast(({ event }) => event === 'unsteady');
  expect(last?.detail?.cause).toBe('contact-closed');
  expect(last?.detail?.changes).toBeGreaterThan(10_000);
  expect(last?.detail?.lengthMs).toBeGreaterThan(home.clock.nowMs - fromMs - 75_000);
  // It stood open for ten seconds over a thrown bolt: somebody has to look, and to move it once.
  await home.clock.pass(20_000);
  expect(await shown(home)).toEqual(['UNKNOWN', 'attention']);
  expect(reasonOf(await home.memberKnock())).toBe('allowed');
  await home.goThrough();
  await home.clock.pass(10_000);
  expect(await shown(home)).toEqual(['LOCKED', 'armed']);
  expect(reasonOf(await home.knock(visit))).toBe('allowed');
});

it('P5: a courier behind whom the contact flaps is let go once it keeps still and the door is locked', async () => {
  const { home } = await TestHome.withCourierInside({ maxOpenSeconds: 600 });
  home.locks.act({ act: 'pull' });
  await flap(home, 20_000);
  expect(home.events()).not.toContain('locked');
  await home.clock.pass(80_000);
  expect(home.locks.flat.truth).toMatchObject({ bolt: 100, leaf: 0 });
  expect(home.events().slice(-3)).toContain('complete');
  expect(causes(home)).toEqual(['unsteady', 'unsteady']);
  expect(home.locks.flat.openings).toBe(1);
});

it('a member opens a door whose contact flaps, and hears why it cannot be locked', async () => {
  const home = await TestHome.paired();
  await flap(home, 5000);
  expect(reasonOf(await home.memberKnock(2))).toBe('sensor-unsteady');
  await home.clock.pass(100);
  expect(home.events()).toContain('acknowledged');
  expect(reasonOf(await home.memberKnock())).toBe('allowed');
});
