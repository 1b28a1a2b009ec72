/**
 * A relay that injects, repeats, reorders, holds, keeps and doubles whatever passes it, for thirty days of the real hub in virtual time, whose plug is pulled
 * before any write and whose disk is an older one once in a while.
 * `LATCHKEY_RELAY_DAYS` says for how many days; thirty in the long tests.
 */
import { env } from 'node:process';
import { expect, it, vi } from 'vitest';
import { channel } from '../../packages/contract/src/index.ts';
import { reasonOf, type Visit } from '../../packages/hub/src/agent/testing/test-home.ts';
import { NO_BYTES, toHex } from '../../packages/protocol/src/index.ts';
import { Dice } from '../../packages/protocol/src/testing/dice.ts';
import { RelayedHousehold } from '../world/relayed-household.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const DAYS = Number(env['LATCHKEY_RELAY_DAYS'] ?? 1);
const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;
const REPEATS_AN_HOUR = 20;
/** How often the plug is pulled, and how soon in its hour: people do what they do in its first minutes. */
const LOSES_POWER_ONE_IN = 7;
const SOON_MS = 300_000;
const HOURS_OF_A_VISIT = 11;

/** What happens at which hours of a day, beside the courier who comes every six hours. */
const ofTheDay: Readonly<Record<number, (home: RelayedHousehold) => Promise<unknown>>> = {
  1: (home) => home.asksAround(),
  3: diverted,
  5: async (home) => home.approved(await armed(home, await home.visitThatAsks()), false),
  7: async (home) => home.approved(await armed(home, await home.visitThatAsks()), true),
  8: (home) => home.looks(),
  9: (home) => home.losesAndFindsAPhone(),
  10: (home) => home.recovers(),
  11: (home) => home.almostMovesOut(),
  13: (home) => home.moves(),
  14: (home) => home.setsTheClockBack(),
  15: (home) => home.nextRoster(),
};

async function armed(home: RelayedHousehold, visit: Awaited<ReturnType<RelayedHousehold['visit']>>) {
  await home.insists(() => home.arm(visit));
  home.server.answersFreshness = true;
  await home.clock.pass(16_000);
  return visit;
}

/** So long that whatever took its use or blocked it may be missing on a disk that is put back while it is still in its window. */
const ofHours = ({ unixS }: RelayedHousehold) => ({ exp: unixS + HOURS_OF_A_VISIT * 3600 });

/** Whoever had their use, or was blocked, comes anew with everything they have. */
async function comesAgain(home: RelayedHousehold, past: readonly Visit[]): Promise<void> {
  for (const visit of past.slice(-2)) {
    home.server.answersFreshness = true;
    expect(reasonOf(await home.comesInVain(visit))).not.toBe('allowed');
  }
}

/** Every third hour, because nobody says it again who hears nothing. */
const memberComes = (hour: number): boolean => hour % 3 === 2;

/** The parcel goes to a neighbour: once the hub has heard that, nobody comes in with it. */
async function diverted(home: RelayedHousehold): Promise<void> {
  const visit = await armed(home, await home.visit());
  await home.inquires(visit);
  const answer = await home.divert(visit, (await home.blockLink(visit)).bytes);
  if (answer.ok) expect(reasonOf(await home.comesInVain(visit))).not.toBe('allowed');
}

/** Where a block was heard before the courier came, it wins, whatever was kept or held of the visit. */
async function blocked(home: RelayedHousehold, past: Visit[]): Promise<void> {
  const visit = await armed(home, await home.visit(ofHours(home)));
  const answer = await home.insists(() => home.block(visit));
  if (answer.ok) past.push(visit);
  if (answer.ok) expect(reasonOf(await home.comesInVain(visit))).not.toBe('allowed');
}

/** A start is answered, and what it interrupted is put right: nobody is suspended by mistake, and nobody moves out. */
async function comesBack(home: RelayedHousehold): Promise<void> {
  await home.answersTheStart();
  await home.refusesRecoveries();
  await home.findsThePhone();
  await home.stays();
}

/** Where it goes, whoever was in the middle of something gives up. */
async function unlessThePowerGoes(home: RelayedHousehold, act: () => Promise<unknown>): Promise<void> {
  const { starts } = home;
  try {
    await act();
  } catch (error) {
    if (home.starts === starts && !home.disk.refused) throw error;
  }
}

it('P1, P2, P3: whatever a relay does with all it ever heard, and however long it holds it, the door opens only for what somebody just meant, once each time', async () => {
  const dice = new Dice(DAYS);
  const home = await RelayedHousehold.moveIn(dice);
  const { acts } = home;
  /** Visits of which nothing is left. */
  const past: Visit[] = [];
  let [asked, opened] = [0, 0];
  for (let hour = 0; hour < DAYS * HOURS_A_DAY; hour++) {
    await comesBack(home);
    home.copiesDisk();
    if (dice.oneIn(LOSES_POWER_ONE_IN)) home.clock.after(dice.below(SOON_MS), () => home.losesPower());
    await unlessThePowerGoes(home, async () => {
      if (hour % HOURS_A_DAY === 12) await blocked(home, past);
      else if (hour % 6 === 0) {
        asked++;
        const visit = await armed(home, await home.visit(ofHours(home)));
        if (!(await home.comes(visit)).ok) return;
        opened++;
        past.push(visit);
      }
    });
    await unlessThePowerGoes(home, async () => ofTheDay[hour % HOURS_A_DAY]?.(home));
    await unlessThePowerGoes(home, () => comesAgain(home, past));
    if (memberComes(hour)) await unlessThePowerGoes(home, () => home.memberOpens());
    for (let i = 0; i < REPEATS_AN_HOUR; i++) {
      await home.relay.meddle();
      await home.clock.pass(HOUR_MS / REPEATS_AN_HOUR);
      expect(acts.unmeant()).toEqual([]);
    }
  }
  await home.clock.pass(180_000);
  expect(acts.unmeant()).toEqual([]);
  // An order to a door that stands open moves nothing.
  expect(home.locks.flat.openings).toBeLessThanOrEqual(acts.opened);
  expect(home.locks.garage.openings).toBe(0);
  expect(home.locks.flat.truth).toMatchObject({ bolt: 100, leaf: 0 });
  // The same people live there, with the same server that was named at home, and nobody else.
  expect(home.hub.core.memory.left).toBe(false);
  expect(home.hub.core.memory.roster.members.size).toBe(3);
  const server = home.hub.core.memory.server.move?.link.claims.server;
  if (server !== undefined) expect(home.named).toContain(server);
  // Each message sets the clock back once, whatever the relay kept of it and whichever disk was put back.
  const setBacks = home.told().flatMap(({ event, answers }) => (event === 'clock-set-back' ? [toHex(answers ?? NO_BYTES)] : [])); // prettier-ignore
  expect(new Set(setBacks).size).toBe(setBacks.length);
  expect(setBacks.length).toBeGreaterThan(DAYS / 2);
  // One of each kind went by, some were held, and if the relay kept all couriers out, the run would say nothing.
  expect(new Set(home.relay.kept.map(({ method }) => method))).toEqual(new Set(channel.hubMethods));
  expect(home.relay.held).toBeGreaterThan(10 * DAYS);
  expect(opened).toBeGreaterThan(asked / 3);
  expect(home.starts).toBeGreaterThan(DAYS);
  if (DAYS > 3) expect(home.rollbacks).toBeGreaterThan(0);
});
