import { ACTION, FLAG, keyIdOf, parcelCommitment, ROLE, signBlock, signCarrierBlock, signGrant, TARGET, toBase64url, type BlockTarget, type Signer } from '@latchkey/protocol'; // prettier-ignore
import { describe, expect, it } from 'vitest';
import { p, person, unlike } from './testing/powered-home.ts';
import { PARCEL, reasonOf, TestHome, type Visit } from './testing/test-home.ts';
import { settle } from './testing/virtual-clock.ts';

const HOUR_S = 3600;
const SOON_S = 600;
const everything: BlockTarget = { type: TARGET.everything, id: new Uint8Array(0) };
const carrierOf = (home: TestHome): BlockTarget => ({ type: TARGET.carrierKey, id: keyIdOf(p, home.carrier.key) });

/** A block of more than one visit; Anna's, unless somebody else signs it. */
const block = async (
  home: TestHome,
  target: BlockTarget,
  { exp, by = home.anna }: { exp?: number; by?: Signer } = {},
) => {
  const said = { iat: home.unixS, cti: unlike(16), hubId: home.hub.core.hubId, target };
  return home.hub.answer('block', (await signBlock(p, by, { ...said, ...(exp === undefined ? {} : { exp }) })).bytes);
};

const allowed = async (home: TestHome, change = {}): Promise<Visit> => {
  const visit = await home.visit(change);
  expect(reasonOf(await home.arm(visit))).toBe('allowed');
  return visit;
};

/** What the hub said of blocks: each visit that ended by name, and the confirmation, which names none. */
const said = (home: TestHome) =>
  home
    .receipts()
    .filter(({ event }) => event === 'blocked')
    .map(({ visitId, answers, detail }) => ({
      visit: visitId && toBase64url(visitId),
      confirms: answers !== undefined,
      blockSeq: detail?.blockSeq,
    }));

describe('P3: a block of a carrier', () => {
  it('ends every visit of this carrier, whoever of its couriers has it, with a receipt for each, and nobody else’s', async () => {
    const home = await TestHome.paired();
    const [first, second] = [await allowed(home), await allowed(home)];
    const cleaner = await home.series([[0, 50]]);
    await home.arm(cleaner);
    expect(reasonOf(await block(home, carrierOf(home)))).toBe('allowed');
    await settle();
    expect(reasonOf(await home.knock(first))).toBe('blocked');
    expect(reasonOf(await home.ask(second))).toBe('blocked');
    expect(reasonOf(await home.knock(await home.visit()))).toBe('blocked');
    expect(said(home)).toEqual([
      { visit: undefined, confirms: true, blockSeq: 1 },
      ...[first, second].map(({ visitId }) => ({ visit: toBase64url(visitId), confirms: false, blockSeq: 1 })),
    ]);
    expect(reasonOf(await home.knock(cleaner))).toBe('allowed');
  });

  it('holds over a start, and is named with its end to whoever asks who can come in, until it is over', async () => {
    const home = await TestHome.paired();
    await allowed(home);
    const exp = home.unixS + SOON_S;
    await block(home, carrierOf(home), { exp });
    home.unplug();
    await home.plugIn();
    await home.clock.pass(3000);
    await home.resume();
    expect(await home.access()).toMatchObject({ visitors: [], blocks: [{ seq: 1, target: carrierOf(home), exp }] });
    await home.clock.pass(SOON_S * 1000);
    expect((await home.access()).blocks).toBeUndefined();
  });
});

describe('P3: a block of a courier', () => {
  it('ends what this device was given, and lets another courier bring the same parcel, as if nobody had had it', async () => {
    const home = await TestHome.paired();
    const lost = await allowed(home);
    expect(reasonOf(await home.blockKey(lost))).toBe('allowed');
    await settle();
    expect(reasonOf(await home.knock(lost))).toBe('blocked');
    // The visit can go on in other hands: nothing says that it ended.
    expect(said(home)).toEqual([{ visit: undefined, confirms: true, blockSeq: 1 }]);
    const other = await home.handedOn(lost);
    await home.arm(other);
    expect(reasonOf(await home.knock(other))).toBe('allowed');
  });
});

it('a carrier that blocks a lost phone of its own ends no visit by it: it gives the visit to another', async () => {
  const home = await TestHome.paired();
  const lost = await allowed(home);
  const target = { type: TARGET.courierKey, id: keyIdOf(p, lost.courier.key) };
  const claims = { iat: home.unixS, cti: unlike(16), hubId: home.hub.core.hubId, target };
  const { bytes } = await signCarrierBlock(p, home.carrier, claims);
  expect(reasonOf(await home.hub.answer('block', bytes, [lost.grant.bytes]))).toBe('allowed');
  await settle();
  expect(reasonOf(await home.knock(lost))).toBe('blocked');
  expect(said(home)).toEqual([{ visit: undefined, confirms: true, blockSeq: 1 }]);
  // It is the carrier's own affair: the household's page names what members blocked.
  expect((await home.access()).blocks).toBeUndefined();
});

it('a visit whose courier was blocked before ends with the carrier’s block, once', async () => {
  const home = await TestHome.paired();
  const visit = await allowed(home);
  await home.blockKey(visit);
  for (const blockSeq of [2, 3]) {
    await block(home, carrierOf(home));
    await settle();
    const items = said(home).filter((one) => !one.confirms);
    expect(items, `after block ${String(blockSeq)}`).toEqual([{ visit: toBase64url(visit.visitId), confirms: false, blockSeq: 2 }]); // prettier-ignore
  }
});

describe('P3: a block of everything', () => {
  it('needs an end', async () => {
    const home = await TestHome.paired();
    await expect(block(home, everything)).rejects.toThrow('needs an end');
  });

  it('lets nobody in at any door who is not a member, and members as ever', async () => {
    const home = await TestHome.paired();
    const visits = [await allowed(home), await allowed(home, { doors: [2] })];
    await block(home, everything, { exp: home.unixS + 2 * HOUR_S });
    for (const visit of visits) expect(reasonOf(await home.knock(visit, { door: visit.grant.claims.doors[0] ?? 1 }))).toBe('blocked'); // prettier-ignore
    expect(home.films.get(1)?.armed).toBe(false);
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.goThrough();
    expect(said(home).filter(({ visit }) => visit !== undefined)).toHaveLength(2);
  });

  it('ends in its second by the hub’s own clock: what outlasts it was held up, not ended, and comes in then', async () => {
    const home = await TestHome.paired();
    const [short, long] = [await allowed(home, { exp: home.unixS + SOON_S }), await allowed(home)];
    const exp = home.unixS + 2 * SOON_S;
    await block(home, everything, { exp });
    await settle();
    expect(said(home).flatMap(({ visit }) => visit ?? [])).toEqual([toBase64url(short.visitId)]);
    await home.clock.pass((exp - 1 - home.unixS) * 1000);
    expect(reasonOf(await home.ask(long))).toBe('blocked');
    expect(home.films.get(1)?.armed).toBe(false);
    await home.clock.pass(7000);
    expect(home.films.get(1)?.armed).toBe(true);
    expect(reasonOf(await home.knock(long))).toBe('allowed');
  });

  it('that ends later than one before it ends what that one held up, and says so once', async () => {
    const home = await TestHome.paired();
    const visit = await allowed(home);
    const ends = () =>
      said(home).flatMap(({ visit: name, blockSeq }) => (name === undefined ? [] : [[name, blockSeq]]));
    await block(home, everything, { exp: home.unixS + SOON_S });
    await settle();
    expect(ends()).toEqual([]);
    for (let times = 0; times < 2; times++) {
      await block(home, everything, { exp: home.unixS + 100 * HOUR_S });
      await settle();
      expect(ends()).toEqual([[toBase64url(visit.visitId), 2]]);
    }
  });

  it('wins over a member who disagrees, until it ends: neither a new grant nor a shorter block opens before', async () => {
    const home = new TestHome();
    const ben = person();
    await home.pairWith({ who: ben, role: ROLE.admin });
    const exp = home.unixS + SOON_S;
    await block(home, everything, { exp });
    const bens = await grantedBy(home, ben);
    expect(reasonOf(await home.knock(bens))).toBe('blocked');
    await block(home, everything, { exp: home.unixS + 60, by: ben });
    await home.clock.pass(120_000);
    expect(reasonOf(await home.knock(bens))).toBe('blocked');
    await home.clock.pass((exp - home.unixS) * 1000);
    expect(reasonOf(await home.arm(bens))).toBe('allowed');
    expect(reasonOf(await home.knock(bens))).toBe('allowed');
  });

  it('P10: with a courier inside traps nobody and opens nothing again; it alarms, films on and locks behind them', async () => {
    const home = await TestHome.paired();
    const visit = await allowed(home);
    await home.goIn(visit);
    await home.clock.pass(3000);
    const locksBefore = home.locks.moves('locked').length;
    await block(home, everything, { exp: home.unixS + HOUR_S });
    await home.clock.pass(10_000);
    expect(home.locks.moves('locked')).toHaveLength(locksBefore);
    expect(home.films.get(1)?.recording).toBe(true);
    expect(home.receipts().find(({ event }) => event === 'attention')?.detail?.cause).toBe('blocked');
    const blocked = home.receipts().filter(({ event }) => event === 'blocked');
    expect(blocked.map(({ detail }) => detail?.begun?.length)).toEqual([1, 1]);
    expect(blocked[1]?.visitId).toEqual(visit.visitId);
    home.locks.act({ act: 'pull' });
    await home.clock.pass(12_000);
    expect(home.locks.flat.truth.bolt).toBe(100);
    expect(home.locks.flat.openings).toBe(1);
    expect(reasonOf(await home.memberKnock(ACTION.lock))).toBe('allowed');
  });
});

describe('P3: a visit ends once', () => {
  const ends = (home: TestHome) => said(home).flatMap(({ visit, blockSeq }) => (visit === undefined ? [] : [[visit, blockSeq]])); // prettier-ignore

  it('also where its courier is still inside when the next block comes, whose confirmation names the opening all the same', async () => {
    const home = await TestHome.paired();
    const visit = await allowed(home);
    await home.goIn(visit);
    await home.clock.pass(3000);
    await block(home, carrierOf(home));
    await block(home, everything, { exp: home.unixS + 5 * HOUR_S });
    await settle();
    expect(ends(home)).toEqual([[toBase64url(visit.visitId), 1]]);
    const confirming = home.receipts().filter(({ event, answers }) => event === 'blocked' && answers !== undefined);
    expect(confirming.map(({ detail }) => detail?.begun?.length)).toEqual([1, 1]);
  });

  it('where two members block it in the same moment', async () => {
    const home = new TestHome();
    const ben = person();
    await home.pairWith({ who: ben, role: ROLE.admin });
    const visit = await allowed(home);
    await Promise.all([block(home, carrierOf(home)), block(home, everything, { exp: home.unixS + 5 * HOUR_S, by: ben })]); // prettier-ignore
    await settle();
    expect(ends(home)).toEqual([[toBase64url(visit.visitId), 1]]);
  });
});

it('of many blocks everything is named first, then the newest, and how many are left out', async () => {
  const home = await TestHome.paired();
  await block(home, everything, { exp: home.unixS + HOUR_S });
  const keys = Array.from({ length: 9 }, () => unlike(16));
  for (const id of keys) await block(home, { type: TARGET.courierKey, id });
  const { blocks, blocksLeftOut } = await home.access();
  expect(blocksLeftOut).toBe(2);
  expect(blocks?.map(({ target }) => target)).toEqual([
    everything,
    ...keys.slice(2).map((id) => ({ type: TARGET.courierKey, id })),
  ]);
});

/** A visit that another member allowed, and the carrier handed on. */
const grantedBy = async (home: TestHome, member: Signer): Promise<Visit> => {
  const courier = person();
  const [cti, visitId] = [unlike(16), unlike(16)];
  const grant = await signGrant(p, member, {
    nbf: home.unixS - 60, exp: home.unixS + 5 * HOUR_S, iat: home.unixS, cti, holder: courier.key, hubId: home.hub.core.hubId, doors: [1], uses: 1,
    flags: FLAG.mustRecord | FLAG.mustRelock, maxOpenSeconds: 120, depth: [0, 0], visitId, parcels: [parcelCommitment(p, cti, PARCEL)],
  }); // prettier-ignore
  return { grant, links: [grant.bytes], leafHash: grant.hash, visitId, courier };
};
