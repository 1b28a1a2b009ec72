import { generateSigner, portablePrimitives, randomBytes } from '@latchkey/keys';
import { readDeclaration, type Declaration, type Link } from '@latchkey/protocol';
import type { Shelf } from '@latchkey/web-kit/model';
import { hubVoice, receiptsOf } from '@latchkey/web-kit/testing';
import { expect, it } from 'vitest';
import { createDeclarations, factsOf, isHeard, sumOf, visitorDoors } from './facts.ts';
import type { HubAnswer } from './member-knock.ts';

const p = portablePrimitives;
const notFree = { egressFree: false, mechanicalKey: true, closesByItself: false };

/** A hub that keeps the newest declaration and signs that it heard it; `withholds`: the server does not hand the receipt on. */
const stage = async () => {
  const [hub, signer] = [await hubVoice(), await generateSigner()];
  const hubId = randomBytes(16);
  const world = {
    number: 0,
    heard: [] as Link<Declaration>[],
    withholds: false,
    says: undefined as HubAnswer | undefined,
  };
  const chain: Uint8Array[] = [];
  const tell = async (_: 'declare', message: Uint8Array): Promise<HubAnswer> => {
    const read = readDeclaration(p, message);
    if (!read.ok) throw new Error('no declaration');
    if (world.says !== undefined) return world.says;
    const { door, number, facts } = read.link.claims;
    if (number <= world.number) return { ok: false, refusal: { reason: 'declaration-old' } };
    world.number = number;
    world.heard.push(read.link);
    chain.push(await hub.receipt('declared', { door, answers: read.link.hash, detail: { facts, kid: new Uint8Array(8) } })); // prettier-ignore
    return { ok: true };
  };
  const kept = new Map<string, unknown>();
  const shelf: Shelf = {
    get: (name) => Promise.resolve(kept.get(name)),
    put: (name, value) => Promise.resolve(void kept.set(name, value)),
    drop: (name) => Promise.resolve(void kept.delete(name)),
  };
  const receipts = receiptsOf(hub, {
    fetchAfter: (after) => Promise.resolve({ receipts: world.withholds ? [] : chain.slice(after), more: false }),
  });
  const parts = { primitives: p, signer, hubId, wallMs: () => 1_800_000_000_000, shelf, receipts, tell };
  const make = () => createDeclarations({ ...parts, numberAtHub: () => Promise.resolve(world.number) });
  return { world, receipts, make };
};

it('is confirmed by the hub’s verified receipt, and by nothing less', async () => {
  const { world, receipts, make } = await stage();
  const { declare } = make();
  expect(await declare(1, notFree)).toEqual({ kind: 'confirmed' });
  expect(visitorDoors({ doors: [{ id: 1, name: 'Flat door', kind: 1 }] }, receipts.story.get().receipts)).toEqual([]);
  world.withholds = true;
  expect(await declare(1, { ...notFree, egressFree: true })).toMatchObject({ kind: 'unconfirmed' });
});

it('is confirmed also by a receipt that comes after the hub’s answer', async () => {
  const { world, receipts, make } = await stage();
  world.withholds = true;
  const said = await make().declare(1, notFree);
  const hash = said.kind === 'unconfirmed' ? said.hash : new Uint8Array(32);
  expect(isHeard(receipts.story.get().receipts, hash)).toBe(false);
  world.withholds = false;
  await receipts.catchUp();
  expect(isHeard(receipts.story.get().receipts, hash)).toBe(true);
});

it('comes after what another device declared meanwhile', async () => {
  const { world, make } = await stage();
  world.number = 7;
  expect(await make().declare(1, notFree)).toEqual({ kind: 'confirmed' });
  expect(world.heard.map(({ claims }) => claims.number)).toEqual([8]);
});

it('a refusal is told, and nothing of it is kept', async () => {
  const { world, make } = await stage();
  world.says = { ok: false, refusal: { reason: 'signer-not-admin' } };
  const declarations = make();
  expect(await declarations.declare(1, notFree)).toEqual({ kind: 'refused', reason: 'signer-not-admin' });
  world.says = undefined;
  await declarations.repeat();
  expect(world.heard).toEqual([]);
});

it('P10: a hub whose disk was rolled back hears the same words again, also after this app was closed', async () => {
  const { world, make } = await stage();
  await make().declare(1, notFree);
  world.number = 0;
  await make().repeat();
  const [first, again] = world.heard;
  expect(again?.name).toBe(first?.name);
});

it.each([0, 1, 2, 3, 4, 5, 6, 7])('the facts %i and their sum say the same', (sum) => {
  expect(sumOf(factsOf(sum))).toBe(sum);
});
