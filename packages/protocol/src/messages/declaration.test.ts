import { describe, expect, it } from 'vitest';
import {
  honoured,
  judgeDeclaration,
  judgeQuestion,
  MAX_ACCESS_BLOCKS,
  MAX_VISITORS,
  ROLE,
  signAccess,
  signDeclaration,
  signQuestion,
  TARGET,
  type Declaration,
  type Declared,
  type DoorKnowledge,
} from '../index.ts';
import { anna, ben, hub, mallory, p, seeded } from '../testing/people.ts';
import { household, HUB_ID, NOON } from '../testing/story.ts';

const said: Declaration = { iat: NOON, hubId: HUB_ID, door: 1, number: 3, facts: 1 };
const known = async (declared: ReadonlyMap<number, Declared> = new Map()): Promise<DoorKnowledge> => ({
  hubId: HUB_ID,
  roster: (await household()).state,
  doors: new Set([1, 2]),
  declared,
});
const judge = async (change: Partial<Declaration>, signer = anna, standing?: Declared) =>
  judgeDeclaration(
    p,
    (await signDeclaration(p, signer, { ...said, ...change })).bytes,
    await known(new Map(standing === undefined ? [] : [[1, standing]])),
  );

describe('a declaration (P10)', () => {
  it('of an admin is taken', async () => {
    expect(await judge({})).toMatchObject({ ok: true, again: false });
  });

  it('of a resident, a stranger, for another hub or for a door that is not there is not', async () => {
    expect(await judge({}, ben)).toEqual({ ok: false, problem: 'signer-not-admin' });
    expect(await judge({}, mallory)).toEqual({ ok: false, problem: 'signer-unknown' });
    expect(await judge({ hubId: seeded('other') })).toEqual({ ok: false, problem: 'other-hub' });
    expect(await judge({ door: 9 })).toEqual({ ok: false, problem: 'door-unknown' });
  });

  it('kept by a server and brought back later does not undo a newer one', async () => {
    const standing = { number: 4, facts: 0, hash: seeded('not free', 32) };
    expect(await judge({}, anna, standing)).toEqual({ ok: false, problem: 'declaration-old' });
    expect(await judge({ number: 4 }, anna, standing)).toEqual({ ok: false, problem: 'declaration-old' });
    expect(await judge({ number: 5 }, anna, standing)).toMatchObject({ ok: true, again: false });
  });

  it('goes on by a thousand at most: nobody writes the number that none follows', async () => {
    const standing = { number: 4, facts: 0, hash: seeded('not free', 32) };
    for (const [first, number] of [[undefined, 1000], [standing, 1004]] as const) {
      expect(await judge({ number }, anna, first)).toMatchObject({ ok: true });
      for (const far of [number + 1, 2 ** 32 - 1])
        expect(await judge({ number: far }, anna, first)).toEqual({ ok: false, problem: 'malformed' });
    }
  }); // prettier-ignore

  it('sent twice is known again', async () => {
    const { hash } = await signDeclaration(p, anna, said);
    expect(await judge({}, anna, { number: 3, facts: 1, hash })).toMatchObject({ ok: true, again: true });
  });

  it('with a changed byte does not verify', async () => {
    const { bytes } = await signDeclaration(p, anna, said);
    const bent = Uint8Array.from(bytes, (byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
    expect(judgeDeclaration(p, bent, await known())).toEqual({ ok: false, problem: 'signature-wrong' });
    expect(judgeDeclaration(p, bytes.subarray(1), await known())).toEqual({ ok: false, problem: 'malformed' });
  });

  it('narrows what the driver says and never widens it', () => {
    const declared = (facts: number) => ({ number: 1, facts, hash: seeded('hash', 32) });
    expect(honoured(7, undefined)).toBe(7);
    expect(honoured(7, declared(2))).toBe(2);
    expect(honoured(1, declared(5))).toBe(1);
    expect(honoured(0, declared(7))).toBe(2);
    expect(honoured(7, declared(0))).toBe(0);
  });
});

describe('a question', () => {
  const ask = async (signer = anna, door = 1) =>
    judgeQuestion(p, (await signQuestion(p, signer, { nonce: seeded('n'), hubId: HUB_ID, door })).bytes, await known());

  it('of any member says to whom the answer is sealed', async () => {
    expect(await ask(ben)).toMatchObject({ ok: true, member: { key: ben.key } });
  });

  it('of a stranger, or about a door that is not there, gets none', async () => {
    expect(await ask(mallory)).toEqual({ ok: false, problem: 'signer-unknown' });
    expect(await ask(anna, 7)).toEqual({ ok: false, problem: 'door-unknown' });
  });
});

it('an answer with all that it may hold fits its limit', async () => {
  const bytesOf = (i: number, length: number) => Uint8Array.from({ length }, (_, at) => (at === 0 ? i : 255));
  const visitors = Array.from({ length: MAX_VISITORS }, (_, i) => ({
    visitId: bytesOf(i, 16), leaf: bytesOf(i, 16), issuer: bytesOf(i, 8), holder: bytesOf(i, 16), armed: true, fromS: NOON, toS: NOON + 1, usesLeft: 255,
  })); // prettier-ignore
  const members = Array.from({ length: 16 }, (_, i) => ({ kid: bytesOf(i, 8), role: ROLE.resident }));
  const blocks = Array.from({ length: MAX_ACCESS_BLOCKS }, (_, i) => ({
    seq: 2 ** 32 - MAX_ACCESS_BLOCKS + i, target: { type: TARGET.carrierKey, id: bytesOf(i, 16) }, exp: NOON,
  })); // prettier-ignore
  const { bytes } = await signAccess(p, hub, {
    iat: NOON, nonce: seeded('n'), hubId: HUB_ID, door: 255, bootId: seeded('b'), seq: 2 ** 32 - 1, epoch: 2 ** 32 - 1, facts: 7, driverFacts: 7, declared: 2 ** 32 - 1,
    standing: [1, 2, 3, 4, 5], members, visitors, leftOut: 2 ** 32 - 1, resumed: true, blocks, blocksLeftOut: 2 ** 32 - 1,
  }); // prettier-ignore
  expect(bytes.length).toBeLessThan(3072);
});
