import { hubVoice, receiptsOf } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { canSaveStory, storyProof } from './story-proof.ts';

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

test('P9: a story without a receipt is not called complete', async () => {
  const { store, said } = await aStory(0);
  await store.catchUp();
  expect(said()).toEqual(['nothing', false]);
});
