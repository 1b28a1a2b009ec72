import { ApiProblem } from '@latchkey/contract';
import { generateSigner, portablePrimitives, randomBytes } from '@latchkey/keys';
import { PLACE, readBlock, readDivert, signBlock, TARGET, verifyLink, verifyReceiptChain } from '@latchkey/protocol';
import { memoryShelf, type SentBlock } from '@latchkey/web-kit/model';
import { hubVoice } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { createBlocks, type BlocksParts } from './blocks.ts';

const p = portablePrimitives;
const visit = { text: 'BwcHBwcHBwcHBwcHBwcHBw', bytes: new Uint8Array(16).fill(7) };
const grantHash = new Uint8Array(32).fill(5);

const partsWith = async (change: Partial<BlocksParts> = {}): Promise<BlocksParts> => ({
  primitives: p,
  signer: await generateSigner(),
  randomBytes,
  wallMs: () => 1_700_000_000_000,
  hubId: new Uint8Array(16).fill(1),
  shelf: memoryShelf(),
  sendBlock: () => Promise.resolve({ handedToHub: true }),
  sendDivert: () => Promise.resolve({ handedToHub: true }),
  ...change,
});

test('a pressed block is signed for this visit, and is on its way before the server answers', async () => {
  let sentBytes = new Uint8Array();
  let meanwhile: SentBlock['carried'] | undefined;
  const parts = await partsWith({
    sendBlock: (block) => {
      sentBytes = new Uint8Array(block);
      meanwhile = blocks.sent.get()[visit.text]?.carried;
      return Promise.resolve({ handedToHub: true });
    },
  });
  const blocks = await createBlocks(parts);
  await blocks.blockVisit(visit);
  const read = readBlock(p, sentBytes);
  expect(read.ok && verifyLink(p, read.link, parts.signer.key)).toBe(true);
  expect(read.ok && read.link.claims.target).toEqual({ type: TARGET.visit, id: visit.bytes });
  expect(meanwhile).toBe('sending');
  expect(blocks.sent.get()[visit.text]).toMatchObject({ carried: 'handed-to-hub', hash: read.ok && read.link.hash });
});

test('P3: a hub that is away and a server that is away are not the same', async () => {
  const away = await createBlocks(await partsWith({ sendBlock: () => Promise.resolve({ handedToHub: false }) }));
  await away.blockVisit(visit);
  expect(away.sent.get()[visit.text]?.carried).toBe('hub-offline');
  const why = { type: 'about:blank', title: 'x', status: 503, detail: 'x', code: 'unavailable' as const };
  const lost = await createBlocks(await partsWith({ sendBlock: () => Promise.reject(new ApiProblem(why)) }));
  await lost.blockVisit(visit);
  expect(lost.sent.get()[visit.text]?.carried).toBe('failed');
});

test('a reload of the page forgets no block', async () => {
  const parts = await partsWith();
  const before = await createBlocks(parts);
  await before.blockVisit(visit);
  const after = await createBlocks(parts);
  expect(after.sent.get()).toEqual(before.sent.get());
});

test('a divert hangs on the grant and carries a block of the same visit', async () => {
  let divertBytes = new Uint8Array();
  const parts = await partsWith({
    sendDivert: (_visit, divert) => {
      divertBytes = new Uint8Array(divert);
      return Promise.resolve({ handedToHub: true });
    },
  });
  const blocks = await createBlocks(parts);
  const sealed = new Uint8Array(90).fill(9);
  await blocks.divertVisit({ ...visit, grantHash }, { place: 'other-day', sealed });
  const read = readDivert(p, divertBytes, grantHash);
  if (!read.ok) throw new Error('no divert');
  expect(verifyLink(p, read.link, parts.signer.key)).toBe(true);
  expect(read.link.claims).toMatchObject({ place: PLACE.anotherDay, visitId: visit.bytes, sealed });
  // The day is the carrier's to know: these bytes pass the server.
  expect(read.link.claims.dayS).toBeUndefined();
  const block = readBlock(p, read.link.claims.block);
  expect(block.ok && block.link.claims.target.id).toEqual(visit.bytes);
});

test('a block tapped on a notice and one tapped on the page forget neither', async () => {
  const parts = await partsWith();
  const page = await createBlocks(parts);
  const worker = await createBlocks(parts);
  const other = { text: 'CAgICAgICAgICAgICAgICA', bytes: new Uint8Array(16).fill(8) };
  await worker.blockVisit(other);
  await page.blockVisit(visit);
  expect(page.sent.get()[other.text]).toBeUndefined();
  await page.readAgain();
  expect(Object.keys(page.sent.get()).sort()).toEqual([visit.text, other.text].sort());
  expect((await createBlocks(parts)).sent.get()).toEqual(page.sent.get());
});

test('P3: from the press to the door’s receipt this device vouches for no freshness, and hands the block in again', async () => {
  const handed: Uint8Array[] = [];
  const sendBlock = (block: Uint8Array) => {
    handed.push(block);
    return Promise.resolve({ handedToHub: true });
  };
  const parts = await partsWith({ sendBlock });
  const blocks = await createBlocks(parts);
  expect(await blocks.awaitsDoor([])).toBe(false);
  await blocks.blockVisit(visit);
  const { hash } = blocks.sent.get()[visit.text] ?? {};
  const receipts = async (answers: Uint8Array) => {
    const hub = await hubVoice();
    const detail = { blockSeq: 1, begun: [] };
    const said = await hub.receipt('blocked', { visitId: visit.bytes, answers, detail });
    return verifyReceiptChain(hub.primitives, hub.key, [said]).receipts;
  };
  // Somebody else's block of the same visit may have ended before this one.
  expect(await blocks.awaitsDoor(await receipts(new Uint8Array(32).fill(9)))).toBe(true);
  expect(handed).toHaveLength(2);
  expect(handed[1]).toEqual(handed[0]);
  expect(await blocks.awaitsDoor(await receipts(hash ?? new Uint8Array(32)))).toBe(false);
  expect(handed).toHaveLength(2);
  // A page that is opened again, or another one, knows of it too.
  expect(await (await createBlocks(parts)).awaitsDoor([])).toBe(true);
});

test('a block that has ended by itself keeps no device from vouching', async () => {
  const parts = await partsWith();
  const { bytes, hash } = await signBlock(p, parts.signer, {
    iat: 1_699_990_000, exp: 1_700_000_000, cti: randomBytes(16), hubId: parts.hubId, target: { type: TARGET.everything, id: new Uint8Array(0) },
  }); // prettier-ignore
  const pressed = { hash, block: bytes, pressedMs: 1_699_990_000_000, carried: 'hub-offline' } as const;
  await parts.shelf.put('blocks', { everything: pressed });
  expect(await (await createBlocks(parts)).awaitsDoor([])).toBe(false);
  const before = { ...parts, wallMs: () => 1_699_999_999_000 };
  expect(await (await createBlocks(before)).awaitsDoor([])).toBe(true);
});

test('a block that never left keeps no device from vouching: it is said to be none', async () => {
  const why = { type: 'about:blank', title: 'x', status: 503, detail: 'x', code: 'unavailable' as const };
  const lost = await createBlocks(await partsWith({ sendBlock: () => Promise.reject(new ApiProblem(why)) }));
  await lost.blockVisit(visit);
  expect(await lost.awaitsDoor([])).toBe(false);
});
