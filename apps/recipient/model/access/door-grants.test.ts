import { generateSigner, portablePrimitives as p, randomBytes } from '@latchkey/keys';
import { FLAG, kidOf, signGrant, toBase64url, toHex, verifyReceiptChain, type Access, type EventName, type Grant, type Signer } from '@latchkey/protocol'; // prettier-ignore
import { hubVoice } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { allowedAt, notYetAtDoor, type Listed } from './door-grants.ts';

const nbf = 1_800_000_000;
const hubId = new Uint8Array(16).fill(9);

const scene = async () => {
  const [anna, stranger] = [await generateSigner(), await generateSigner()];
  const keyOf = (kid: string) => (kid === toHex(kidOf(p, anna.key)) ? anna.key : undefined);
  const listed = async (change: Partial<Grant> = {}, signer: Signer = anna): Promise<Listed> => {
    const visitId = randomBytes(16);
    const { bytes } = await signGrant(p, signer, {
      iat: nbf, nbf, exp: nbf + 3600, cti: randomBytes(16), holder: stranger.key, hubId, doors: [1], uses: 1,
      flags: FLAG.mustRecord, maxOpenSeconds: 60, depth: [0, 0], visitId, ...change,
    }); // prettier-ignore
    return { visitId: toBase64url(visitId), grant: toBase64url(bytes), name: 'Swift Parcels', at: '/visit/x' };
  };
  const allowed = (door: number, ...all: Listed[]) => allowedAt(p, { door, hubId, keyOf }, all);
  return { anna, stranger, listed, allowed };
};

test('P11: a visit is known by a member’s signature over its own id, hub and door, and by no word of the server', async () => {
  const { anna, stranger, listed, allowed } = await scene();
  const good = await listed();
  expect([...allowed(1, good)]).toMatchObject([[good.visitId, { filmed: true, asks: false, name: 'Swift Parcels' }]]);
  expect(allowed(2, good).size).toBe(0);
  // In a member's name by another key; with a member's signature over other terms; another visit's good grant; another home's.
  const claimed: Signer = { key: anna.key, sign: (bytes) => stranger.sign(bytes) };
  const forged = await listed({}, claimed);
  const foreign = await listed({}, stranger);
  const borrowed = { ...good, visitId: toBase64url(randomBytes(16)) };
  const elsewhere = await listed({ hubId: randomBytes(16) });
  const nothing = { ...good, grant: toBase64url(randomBytes(40)) };
  expect(allowed(1, forged, foreign, borrowed, elsewhere, nothing).size).toBe(0);
});

const said = (visitIds: readonly Uint8Array[]): Pick<Access, 'door' | 'visitors'> => ({
  door: 1,
  visitors: visitIds.map((visitId) => ({
    visitId, leaf: new Uint8Array(16), issuer: new Uint8Array(8), holder: new Uint8Array(16), armed: true, fromS: nbf, toS: nbf + 3600, usesLeft: 1,
  })), // prettier-ignore
});

test('P11: what this household allowed and the hub does not name is named beside it, until it can open nothing any more', async () => {
  const { listed, allowed } = await scene();
  const visitId = randomBytes(16);
  const one = { ...(await listed({ visitId })), visitId: toBase64url(visitId) };
  const all = allowed(1, one);
  const withheld = { visitId: one.visitId, name: 'Swift Parcels', fromS: nbf, toS: nbf + 3600, usesLeft: 1 };
  expect(notYetAtDoor(said([]), all, [], nbf + 60)).toMatchObject([withheld]);
  expect(notYetAtDoor(said([]), all, [], nbf - 60)).toMatchObject([withheld]);
  expect(notYetAtDoor(said([visitId]), all, [], nbf + 60)).toEqual([]);
  expect(notYetAtDoor(said([]), all, [], nbf + 3600)).toEqual([]);

  const heard = async (...events: readonly (readonly [EventName, object])[]) => {
    const voice = await hubVoice();
    const chain: Uint8Array[] = [];
    for (const [event, how] of events) chain.push(await voice.receipt(event, how));
    return verifyReceiptChain(voice.primitives, voice.key, chain).receipts;
  };
  const at = { door: 1, visitId };
  const taken = await heard(['unlock-intended', { ...at, detail: { action: 1 } }]);
  expect(notYetAtDoor(said([]), all, taken, nbf + 60)).toEqual([]);
  const otherDoor = await heard(['unlock-intended', { ...at, door: 2, detail: { action: 1 } }]);
  expect(notYetAtDoor(said([]), all, otherDoor, nbf + 60)).toMatchObject([withheld]);
  const blocked = await heard(['blocked', { visitId, detail: { blockSeq: 1, begun: [] } }]);
  expect(notYetAtDoor(said([]), all, blocked, nbf + 60)).toEqual([]);
  // The server's word that it ended counts only where the hub confirmed a block of more than a visit since.
  const ended = allowed(1, { ...one, ended: true });
  expect(notYetAtDoor(said([]), ended, [], nbf + 60)).toMatchObject([withheld]);
  const many = await heard(['blocked', { iat: nbf + 30, detail: { blockSeq: 1, begun: [] } }]);
  expect(notYetAtDoor(said([]), all, many, nbf + 60)).toMatchObject([withheld]);
  expect(notYetAtDoor(said([]), ended, many, nbf + 60)).toEqual([]);
});

test('of a grant with several dates the next one that still has a use is named', async () => {
  const { listed, allowed } = await scene();
  const visitId = randomBytes(16);
  const dates = { visitId, exp: nbf + 7200, occurrences: [[0, 30], [60, 30]] } as Partial<Grant>; // prettier-ignore
  const all = allowed(1, { ...(await listed(dates)), visitId: toBase64url(visitId) });
  const hub = await hubVoice();
  const chain = [await hub.receipt('unlock-intended', { door: 1, visitId, detail: { action: 1, occurrence: 0 } })];
  const { receipts } = verifyReceiptChain(hub.primitives, hub.key, chain);
  expect(notYetAtDoor(said([]), all, [], nbf)).toMatchObject([{ fromS: nbf }]);
  expect(notYetAtDoor(said([]), all, receipts, nbf)).toMatchObject([{ fromS: nbf + 3600, toS: nbf + 5400 }]);
});

test('what a block of more than one visit holds up comes from its end on, and what it outlasts not at all', async () => {
  const { listed, allowed } = await scene();
  const visitId = randomBytes(16);
  const all = allowed(1, { ...(await listed({ visitId })), visitId: toBase64url(visitId) });
  expect(notYetAtDoor(said([]), all, [], nbf, () => nbf + 600)).toMatchObject([
    { fromS: nbf + 600, toS: nbf + 3600, held: true },
  ]);
  expect(notYetAtDoor(said([]), all, [], nbf)).toMatchObject([{ held: false }]);
  expect(notYetAtDoor(said([]), all, [], nbf, () => nbf + 3600)).toEqual([]);
  expect(notYetAtDoor(said([]), all, [], nbf, () => Infinity)).toEqual([]);
});
