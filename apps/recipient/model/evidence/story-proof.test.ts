import { hubVoice, receiptsOf } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { canSaveStory, sealMark, storyProof } from './story-proof.ts';

const aStory = async (count: number) => {
  const hub = await hubVoice();
  const told: Uint8Array[] = [];
  for (let n = 0; n < count; n++) told.push(await hub.receipt('booted'));
  let away = false;
  const store = receiptsOf(hub, {
    fetchAfter: (after) =>
      away ? Promise.reject(new Error('away')) : Promise.resolve({ receipts: told.slice(after), more: false }),
  });
  const said = () => [storyProof(store.story.get()), canSaveStory(store.story.get())];
  return { store, said, setAway: (is: boolean) => (away = is) };
};

test('P9: nothing is called verified, or saved, before anything was read', async () => {
  const { store, said, setAway } = await aStory(2);
  expect(said()).toEqual(['checking', false]);
  setAway(true);
  await store.catchUp();
  expect(said()).toEqual(['unread', false]);
  setAway(false);
  await store.catchUp();
  expect(said()).toEqual(['whole', true]);
  setAway(true);
  await store.catchUp();
  expect(said()).toEqual(['so-far', true]);
});

test('P9: a visit’s seal is sound only where everything to the newest receipt was verified, and not while that is read again or out of reach', async () => {
  const { store, setAway } = await aStory(2);
  const seal = () => sealMark(storyProof(store.story.get()));
  expect(seal()).toBe('open');
  await store.catchUp();
  expect(seal()).toBe('sound');
  setAway(true);
  await store.catchUp();
  expect([store.story.get().receipts.length, seal()]).toEqual([2, 'open']);
});

test('P9: a receipt that does not verify breaks the seal', async () => {
  const hub = await hubVoice();
  const told = [await hub.receipt('booted'), new Uint8Array(9)];
  const store = receiptsOf(hub, {
    fetchAfter: (after) => Promise.resolve({ receipts: told.slice(after), more: false }),
  });
  await store.catchUp();
  expect(sealMark(storyProof(store.story.get()))).toBe('broken');
});

test('P9: a story without a receipt is not called complete', async () => {
  const { store, said } = await aStory(0);
  await store.catchUp();
  expect(said()).toEqual(['nothing', false]);
});
