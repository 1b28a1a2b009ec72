/** The hub's journal against a plug that is pulled while a block of more than one visit is taken. */
import { keyIdOf, signBlock, TARGET, toBase64url } from '@latchkey/protocol';
import { expect, it, vi } from 'vitest';
import { everyCrash } from '../testing/every-crash.ts';
import { TEN_SECONDS_MS } from '../testing/known-and-safe.ts';
import { p, unlike } from '../testing/powered-home.ts';
import { reasonOf, TestHome, type Visit } from '../testing/test-home.ts';

vi.setConfig({ testTimeout: 120_000 });

const blocksCarrier = async (home: TestHome) => {
  const target = { type: TARGET.carrierKey, id: keyIdOf(p, home.carrier.key) };
  const claims = { iat: home.unixS, cti: unlike(16), hubId: home.hub.core.hubId, target };
  return home.hub.answer('block', (await signBlock(p, home.anna, claims)).bytes);
};

/** One visit whose courier stands inside, and one that is still to come. */
const insideAndComing = async () => {
  const home = await TestHome.paired();
  const [inside, coming] = [await home.visit(), await home.visit()];
  for (const visit of [inside, coming]) await home.arm(visit);
  expect(reasonOf(await home.knock(inside))).toBe('allowed');
  await home.clock.pass(1000);
  return { home, inside, coming };
};

it('P3, P9: the plug pulled at every write of a block of many, and again at every write of the start: it stands, and each visit says once that it ended; or neither', async () => {
  const visits = new WeakMap<TestHome, { readonly inside: Visit; readonly coming: Visit }>();
  const build = async () => {
    const { home, ...both } = await insideAndComing();
    visits.set(home, both);
    return { home, act: () => blocksCarrier(home) };
  };
  const outcomes = new Set<number>();
  const look = (home: TestHome, what: string) => {
    const { inside, coming } = visits.get(home) ?? expect.unreachable();
    const told = home.receipts();
    const stands = home.hub.core.memory.blocks.length;
    outcomes.add(stands);
    for (const [visit, begun] of [
      [inside, true],
      [coming, false],
    ] as const) {
      const own = told.filter(({ event, visitId }) => event === 'blocked' && visitId !== undefined && toBase64url(visitId) === toBase64url(visit.visitId)); // prettier-ignore
      expect(own, what).toHaveLength(stands);
      const intended = told.findLast(({ event }) => event === 'unlock-intended')?.seq;
      for (const { detail } of own) expect(detail, what).toMatchObject({ blockSeq: 1, begun: begun ? [intended] : [] });
    }
    expect(home.hub.core.memory.endings.owed, what).toEqual([]);
  };
  const { writes, again } = await everyCrash(build, look, TEN_SECONDS_MS, 'one of each');
  expect(Math.min(writes, again)).toBeGreaterThan(2);
  expect(outcomes).toEqual(new Set([0, 1]));
});
