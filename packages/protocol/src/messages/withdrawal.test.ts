import { describe, expect, it } from 'vitest';
import {
  judgeBlock,
  judgeDivert,
  keyIdOf,
  PLACE,
  signBlock,
  signCarrierBlock,
  signDivert,
  TARGET,
  type Block,
  type BlockTarget,
} from '../index.ts';
import { anna, ben, depot, kim, mallory, p, post, seeded } from '../testing/people.ts';
import { delivery, doorState, GRANT, household, HUB_ID, NOON } from '../testing/story.ts';

const visitTarget: BlockTarget = { type: TARGET.visit, id: GRANT.visitId };
const block = (target: BlockTarget, change: Partial<Block> = {}): Block => ({
  iat: NOON,
  cti: seeded('block'),
  hubId: HUB_ID,
  target,
  ...change,
});

describe('a block', () => {
  it('of any member is honoured, also against what another member granted', async () => {
    const judged = judgeBlock(p, (await signBlock(p, ben, block(visitTarget))).bytes, await doorState());
    expect(judged).toMatchObject({ ok: true, standing: { target: visitTarget } });
  });

  it('by somebody outside the roster, for another hub, or changed on the way is not', async () => {
    const door = await doorState();
    const good = (await signBlock(p, anna, block(visitTarget))).bytes;
    expect(judgeBlock(p, (await signBlock(p, mallory, block(visitTarget))).bytes, door)).toEqual({
      ok: false,
      problem: 'signer-unknown',
    });
    expect(
      judgeBlock(p, (await signBlock(p, anna, block(visitTarget, { hubId: seeded('other') }))).bytes, door),
    ).toEqual({ ok: false, problem: 'other-hub' });
    expect(judgeBlock(p, Uint8Array.from([...good.slice(0, -1), (good.at(-1) ?? 0) ^ 1]), door)).toEqual({
      ok: false,
      problem: 'signature-wrong',
    });
    expect(judgeBlock(p, good.slice(1), door)).toEqual({ ok: false, problem: 'malformed' });
  });

  it('of everything needs an end, so that no slip locks visitors out for ever', async () => {
    const everything = { type: TARGET.everything, id: new Uint8Array(0) };
    await expect(signBlock(p, anna, block(everything))).rejects.toThrow(RangeError);
    const ending = await signBlock(p, anna, block(everything, { exp: NOON + 60 }));
    expect(judgeBlock(p, ending.bytes, await doorState())).toMatchObject({ ok: true, standing: { exp: NOON + 60 } });
  });

  it('of a carrier needs the links down to its own key', async () => {
    const door = await doorState();
    const { links } = await delivery();
    const { bytes } = await signCarrierBlock(p, post, block({ type: TARGET.courierKey, id: keyIdOf(p, kim.key) }));
    expect(judgeBlock(p, bytes, door, links.slice(0, 1))).toMatchObject({
      ok: true,
      standing: { carrierId: keyIdOf(p, post.key) },
    });
    expect(judgeBlock(p, bytes, door)).toEqual({ ok: false, problem: 'proof-missing' });
    expect(judgeBlock(p, bytes, door, links)).toEqual({ ok: false, problem: 'proof-wrong' });
  });

  it('of a carrier is not honoured for a visit that is not its own, nor with a forged proof', async () => {
    const door = await doorState();
    const { links } = await delivery();
    const foreign = await signCarrierBlock(
      p,
      post,
      block({ type: TARGET.visit, id: seeded('visit of another carrier') }),
    );
    expect(judgeBlock(p, foreign.bytes, door, links.slice(0, 1))).toEqual({ ok: false, problem: 'other-visit' });
    const elsewhere = await delivery({ hubId: seeded('another hub') });
    const owned = await signCarrierBlock(p, post, block(visitTarget));
    expect(judgeBlock(p, owned.bytes, door, elsewhere.links.slice(0, 1))).toEqual({
      ok: false,
      problem: 'proof-wrong',
    });
    const forged = await delivery({ holder: depot.key }, {}, { issuer: mallory, carrier: depot });
    const own = await signCarrierBlock(p, depot, block(visitTarget));
    expect(judgeBlock(p, own.bytes, door, forged.links.slice(0, 1))).toEqual({ ok: false, problem: 'proof-wrong' });
  });

  it('of a carrier cannot name a carrier, an issuer or everything', async () => {
    for (const type of [TARGET.carrierKey, TARGET.issuer, TARGET.everything]) {
      const id = new Uint8Array(type === TARGET.carrierKey ? 16 : type === TARGET.issuer ? 8 : 0);
      await expect(signCarrierBlock(p, post, block({ type, id }, { exp: NOON }))).rejects.toThrow(RangeError);
    }
  });
});

describe('a divert', () => {
  const divertBy = async (signer = anna, blocker = anna, target = visitTarget) => {
    const { grant } = await delivery();
    const inner = await signBlock(p, blocker, block(target));
    const claims = {
      iat: NOON,
      cti: seeded('divert'),
      hubId: HUB_ID,
      visitId: GRANT.visitId,
      place: PLACE.neighbour,
      block: inner.bytes,
    };
    return { grant, bytes: (await signDivert(p, signer, claims, grant.hash)).bytes };
  };

  it('carries the block of its visit', async () => {
    const { grant, bytes } = await divertBy();
    expect(judgeDivert(p, bytes, grant, (await household()).state)).toMatchObject({
      ok: true,
      block: { claims: { target: visitTarget } },
    });
  });

  it('that the server invented is noticed', async () => {
    const { grant, bytes } = await divertBy(mallory, mallory);
    expect(judgeDivert(p, bytes, grant, (await household()).state)).toEqual({ ok: false, problem: 'signer-unknown' });
  });

  it('of another visit, or with another member’s or another visit’s block inside, is refused', async () => {
    const { state } = await household();
    const { grant, bytes } = await divertBy();
    const other = await delivery({ cti: seeded('another cti') });
    expect(judgeDivert(p, bytes, other.grant, state)).toEqual({ ok: false, problem: 'signature-wrong' });
    const borrowed = await divertBy(anna, ben);
    expect(judgeDivert(p, borrowed.bytes, grant, state)).toEqual({ ok: false, problem: 'malformed' });
    const elsewhere = await divertBy(anna, anna, { type: TARGET.visit, id: seeded('another visit') });
    expect(judgeDivert(p, elsewhere.bytes, grant, state)).toEqual({ ok: false, problem: 'other-visit' });
  });
});
