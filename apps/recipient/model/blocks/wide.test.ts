import { generateSigner, portablePrimitives, randomBytes } from '@latchkey/keys';
import { keyIdOf, signAssignment, signBlock, signGrant, TARGET, toBase64url, toHex, verifyReceiptChain, type AccessBlock, type BlockTarget } from '@latchkey/protocol'; // prettier-ignore
import { memoryShelf, type SentBlock } from '@latchkey/web-kit/model';
import { hubVoice } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { createBlocks } from './blocks.ts';
import {
  endedWith,
  endOf,
  endOfSent,
  heldUpByOwn,
  heldUpUntilS,
  keysOfVisit,
  newestOfOthers,
  standingBlocks,
} from './wide.ts';
import { noteOf } from './wide-target.ts';

const p = portablePrimitives;
const nowS = 1_800_000_000;
const id = (fill: number, length = 16) => new Uint8Array(length).fill(fill);

/** A member's grant to a carrier, and what the carrier made of it. */
const visit = async () => {
  const [member, carrier, courier, mallory] = await Promise.all([1, 2, 3, 4].map(() => generateSigner()));
  if (member === undefined || carrier === undefined || courier === undefined || mallory === undefined) throw new Error('no keys'); // prettier-ignore
  const times = { iat: nowS, nbf: nowS, exp: nowS + 3600 };
  const grant = await signGrant(p, member, {
    ...times, cti: id(1), holder: carrier.key, hubId: id(2), doors: [1], uses: 1, flags: 3, maxOpenSeconds: 60, depth: [1, 2], visitId: id(3),
  }); // prettier-ignore
  const handedOn = async (by = carrier) => {
    const { bytes } = await signAssignment(p, by, { ...times, cti: id(5, 8), holder: courier.key, depth: [0, 0] }, grant.hash); // prettier-ignore
    return [toBase64url(bytes)];
  };
  return { grant, carrier: keyIdOf(p, carrier.key), courier: keyIdOf(p, courier.key), handedOn, mallory };
};

test('whose key is blocked comes from signatures, and a courier whom no signature names is none', async () => {
  const { grant, carrier, courier, handedOn, mallory } = await visit();
  expect(keysOfVisit(p, grant, await handedOn())).toEqual({ carrier, courier });
  expect(keysOfVisit(p, grant, [])).toEqual({ carrier, courier: undefined });
  // A server that puts somebody else's key there would have the wrong device blocked.
  expect(keysOfVisit(p, grant, await handedOn(mallory))).toEqual({ carrier, courier: undefined });
  expect(keysOfVisit(p, grant, ['AQID'])).toEqual({ carrier, courier: undefined });
});

test('a block of everything is signed with its end, and a reload of the page still knows it', async () => {
  const signer = await generateSigner();
  const sent: Uint8Array[] = [];
  const parts = {
    primitives: p, signer, randomBytes, wallMs: () => nowS * 1000, hubId: id(2), shelf: memoryShelf(),
    sendBlock: (block: Uint8Array) => { sent.push(block); return Promise.resolve({ handedToHub: true }); },
    sendDivert: () => Promise.reject(new Error('no divert here')),
  }; // prettier-ignore
  await (await createBlocks(parts)).blockWide({ kind: 'everything' }, nowS + 60);
  const noted = (await createBlocks(parts)).sent.get()[noteOf({ kind: 'everything' })];
  expect(noted?.carried).toBe('handed-to-hub');
  expect(noted?.block).toEqual(sent[0]);
  expect(endOfSent(p, noted)).toBe(nowS + 60);
});

test('ends are counted from now; the morning is the next eight o’clock, an hour away at least', () => {
  const at = (hour: number, minute: number) => new Date(2026, 10, 29, hour, minute).getTime();
  const eight = (day: number) => new Date(2026, 10, day, 8).getTime() / 1000;
  expect(endOf('morning', at(21, 0))).toBe(eight(30));
  expect(endOf('morning', at(3, 0))).toBe(eight(29));
  expect(endOf('morning', at(7, 30))).toBe(eight(30));
  expect(endOf('hour', at(21, 0))).toBe(at(22, 0) / 1000);
  expect(endOf('ever', at(21, 0))).toBeUndefined();
});

test('what ended with a block is what the hub said after confirming it, under the same number, and no other visit', async () => {
  const hub = await hubVoice();
  const block = await signBlock(p, await generateSigner(), { iat: nowS, cti: id(1), hubId: id(2), target: { type: TARGET.everything, id: id(0, 0) }, exp: nowS + 9 }); // prettier-ignore
  const kid = id(7, 8);
  const said = [
    await hub.receipt('blocked', { visitId: id(4), answers: id(9, 32), detail: { blockSeq: 1, begun: [] } }),
    await hub.receipt('blocked', { answers: block.hash, detail: { blockSeq: 2, begun: [], kid } }),
    await hub.receipt('blocked', { visitId: id(5), detail: { blockSeq: 2, begun: [], kid } }),
    await hub.receipt('blocked', { visitId: id(6), detail: { blockSeq: 2, begun: [], kid } }),
  ];
  const { receipts } = verifyReceiptChain(hub.primitives, hub.key, said);
  expect(receipts).toHaveLength(4);
  expect(endedWith(receipts, block.hash).map(({ visitId }) => visitId)).toEqual([id(5), id(6)].map(toBase64url));
  expect(endedWith(receipts, id(8, 32))).toEqual([]);

  const carriers: AccessBlock = { seq: 3, target: { type: TARGET.carrierKey, id: id(8) } };
  const all: AccessBlock = { seq: 2, target: { type: TARGET.everything, id: id(0, 0) }, exp: nowS + 9 };
  expect(standingBlocks([all, carriers], receipts)).toMatchObject([
    { what: 'everything', untilS: nowS + 9, sinceS: receipts[1]?.claims.iat, by: toHex(kid) },
    // Its receipt is not here yet: nobody is named in its place.
    { what: 'key', whom: toBase64url(id(8)), untilS: undefined, sinceS: undefined, by: undefined },
  ]);
});

test('a grant is held up by a block of everything or of its carrier, until the last of them ends', async () => {
  const { grant, carrier } = await visit();
  const all: AccessBlock = { seq: 1, target: { type: TARGET.everything, id: id(0, 0) }, exp: nowS + 100 };
  const other: AccessBlock = { seq: 2, target: { type: TARGET.carrierKey, id: id(8) } };
  const own: AccessBlock = { seq: 3, target: { type: TARGET.carrierKey, id: carrier } };
  expect(heldUpUntilS(p, grant.claims, [other])).toBe(0);
  expect(heldUpUntilS(p, grant.claims, [all, other])).toBe(nowS + 100);
  expect(heldUpUntilS(p, grant.claims, [all, own])).toBe(Infinity);
});

test('a visit that outlasts a block of this device is held up by it, by the one that ends last, until the door has let it go', async () => {
  const { grant, carrier } = await visit();
  const anna = await generateSigner();
  const hub = await hubVoice();
  const told: Uint8Array[] = [];
  const confirm = async (answers: Uint8Array) =>
    told.push(await hub.receipt('blocked', { answers, detail: { blockSeq: 1, begun: [] } }));
  const receipts = () => verifyReceiptChain(hub.primitives, hub.key, told).receipts;
  const noted = async (
    target: BlockTarget,
    exp: number | undefined,
    carried: SentBlock['carried'] = 'handed-to-hub',
  ) => {
    const { hash, bytes } = await signBlock(p, anna, { iat: nowS, cti: randomBytes(16), hubId: id(2), target, ...(exp === undefined ? {} : { exp }) }); // prettier-ignore
    return { hash, block: bytes, pressedMs: nowS * 1000, carried };
  };
  const everything = { type: TARGET.everything, id: new Uint8Array(0) };
  const ofKey = (key: Uint8Array) => ({ type: TARGET.carrierKey, id: key });
  const ofVisit = { holder: grant.claims.holder, endS: grant.claims.exp };
  const said = (sent: Record<string, SentBlock>, atS = nowS) => heldUpByOwn(p, ofVisit, sent, receipts(), atS);
  const [short, long] = [await noted(everything, nowS + 600), await noted(ofKey(carrier), nowS + 1200)];
  expect(said({ short })).toEqual({ what: 'everything', untilS: nowS + 600, confirmed: false });
  await confirm(short.hash);
  expect(said({ short })).toEqual({ what: 'everything', untilS: nowS + 600, confirmed: true });
  expect(said({ short, long })).toEqual({ what: 'carrier', untilS: nowS + 1200, confirmed: false });
  expect(said({ short, long }, nowS + 1200)).toBeUndefined();
  // Whoever is somebody else's, what did not leave, and what takes the whole visit, which ends it.
  const others = {
    other: await noted(ofKey(id(9, carrier.length)), nowS + 600),
    kept: await noted(everything, nowS + 600, 'failed'),
    whole: await noted(everything, grant.claims.exp),
    ever: await noted(ofKey(carrier), undefined),
  };
  expect(said(others)).toBeUndefined();
});

test('of blocks that another device of the household signed the newest is asked about: none of its own, of one visit, or of a visit that ended with one', async () => {
  const hub = await hubVoice();
  const [own, other] = [id(7, 8), id(8, 8)];
  const said = [
    await hub.receipt('blocked', {
      visitId: id(4),
      answers: id(9, 32),
      detail: { blockSeq: 1, begun: [], kid: other },
    }),
    await hub.receipt('blocked', { answers: id(10, 32), detail: { blockSeq: 2, begun: [], kid: other } }),
    await hub.receipt('blocked', { answers: id(11, 32), detail: { blockSeq: 3, begun: [], kid: other } }),
    await hub.receipt('blocked', { answers: id(12, 32), detail: { blockSeq: 4, begun: [], kid: own } }),
    await hub.receipt('blocked', { visitId: id(5), detail: { blockSeq: 4, begun: [], kid: other } }),
    await hub.receipt('blocked', { answers: id(13, 32), detail: { blockSeq: 5, begun: [] } }),
  ];
  const upTo = (n: number) =>
    newestOfOthers(verifyReceiptChain(hub.primitives, hub.key, said.slice(0, n)).receipts, toHex(own));
  expect(said.map((_, n) => upTo(n + 1))).toEqual([undefined, 2, 3, 3, 3, 3]);
});
