import { generateSigner } from '@latchkey/keys';
import { judgeResume, kidOf, ROLE, signResume, toHex, type JudgedResume, type ReceiptDetail } from '@latchkey/protocol';
import { createReceiptStore, noHead, type SeenHead } from '@latchkey/web-kit/model';
import { hubVoice, type HubVoice } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { toldOf } from './told.ts';

const brought = (epoch: number) => ({ detail: { epoch, rosterHash: new Uint8Array(32).fill(epoch) } as ReceiptDetail });

/** A phone that reads this story; `seen` is what it still knows when its app is opened again. */
const phone = async (hub: HubVoice, story: readonly Uint8Array[]) => {
  let seen: SeenHead = noHead;
  const store = createReceiptStore({
    primitives: hub.primitives,
    hubKey: hub.key,
    fetchAfter: (after) => Promise.resolve({ receipts: story.slice(after), more: false }),
    seenBefore: noHead,
    remember: (head) => (seen = head),
    keepFork: () => undefined,
  });
  await store.catchUp();
  return { receipts: store.story.get().receipts, seen };
};

/** A hub whose disk was put back to nothing but its first roster hears it. */
const hears = async (hub: HubVoice, seen: SeenHead, told: ReturnType<typeof toldOf>): Promise<JudgedResume> => {
  const { primitives: p, hubId, bootId, key: hubKey } = hub;
  const signer = await generateSigner();
  const claims = { iat: 1, hubId, bootId, seq: seen.seq, head: seen.head, epoch: 2, blockSeq: 0 };
  const { bytes } = await signResume(p, signer, { ...claims, ...(told === undefined ? {} : { told }) });
  const member = { role: ROLE.resident, key: signer.key, sealingKey: new Uint8Array(65) };
  const roster = {
    head: new Uint8Array(32),
    epoch: 1,
    homeId: new Uint8Array(16),
    members: new Map([[toHex(kidOf(p, signer.key)), member]]),
    earlier: [],
  };
  const held = { seq: 0, hashAt: () => undefined, startSeq: 0, blockSeq: 0, epochSeen: 0, answeredFork: () => false };
  return judgeResume(p, bytes, { hubId, hubKey, bootId, roster, ...held });
};

test('P2, P11: what this device read is proven to a hub that forgot it, the roster too', async () => {
  const hub = await hubVoice();
  const story = [await hub.receipt('paired', brought(1)), await hub.receipt('roster', brought(2)), await hub.receipt('booted')]; // prettier-ignore
  for (const read of [story, story.slice(0, 2)]) {
    const { receipts, seen } = await phone(hub, read);
    const judged = await hears(hub, seen, toldOf(receipts, seen, 2));
    expect(judged).toMatchObject({ outcome: 'rolled-back', proven: true, roster: { epoch: 2 } });
  }
});

test('P2: opened again before a server that shows a shorter story, it still proves the end that it knows', async () => {
  const hub = await hubVoice();
  const story = [await hub.receipt('paired', brought(1)), await hub.receipt('booted')];
  const { seen } = await phone(hub, story);
  expect(await hears(hub, seen, toldOf([], seen, 1))).toMatchObject({ outcome: 'rolled-back', proven: true });
  const { seq, head } = seen;
  expect(toldOf([], { seq, head }, 1)).toBeUndefined();
  expect(await hears(hub, seen, undefined)).toMatchObject({ outcome: 'rolled-back', proven: false });
});
