import { expect, test } from 'vitest';
import { hubVoice, type HubVoice } from '../testing/hub-voice.ts';
import { receiptsOf } from '../testing/receipts-of.ts';
import { noHead, type Fork, type Head } from './receipt-chain.ts';

const storyOf = async (hub: HubVoice, events = 4) => {
  const told: Uint8Array[] = [];
  told.push(await hub.receipt('booted'));
  for (let n = 1; n < events; n++) told.push(await hub.receipt('door-opened', { door: 1 }));
  return told;
};

const storeOver = (hub: HubVoice, served: () => readonly Uint8Array[], seenBefore: Head = noHead) => {
  let remembered = noHead;
  const store = receiptsOf(hub, {
    seenBefore,
    remember: ({ seq, head }) => (remembered = { seq, head }),
    fetchAfter: (after) =>
      Promise.resolve({ receipts: served().slice(after, after + 2), more: served().length > after + 2 }),
  });
  return { store, remembered: () => remembered };
};

test('a whole chain is believed to its last receipt, page by page', async () => {
  const hub = await hubVoice();
  const told = await storyOf(hub);
  const { store, remembered } = storeOver(hub, () => told);
  await store.catchUp();
  expect(store.story.get().standing).toEqual({ kind: 'whole' });
  expect(store.story.get().receipts).toHaveLength(4);
  expect(remembered()).toEqual(hub.head());
});

test.each([
  ['dropped', (t: Uint8Array[]) => t.filter((_, n) => n !== 1)],
  ['swapped', (t: Uint8Array[]) => [t[1], t[0], ...t.slice(2)] as Uint8Array[]],
  [
    'edited',
    (t: Uint8Array[]) =>
      t.map((bytes, n) => (n === 2 ? bytes.map((b, at) => (at === bytes.length - 70 ? b ^ 1 : b)) : bytes)),
  ],
])('P9: a %s receipt is noticed without trusting the server', async (_, tamper) => {
  const hub = await hubVoice();
  const told = tamper(await storyOf(hub));
  const { store } = storeOver(hub, () => told);
  await store.catchUp();
  expect(store.story.get().standing.kind).toBe('broken');
});

test('P9: a receipt signed by another key ends the belief at that point', async () => {
  const hub = await hubVoice();
  const told = await storyOf(hub, 2);
  const other = await hubVoice();
  const { store } = storeOver(hub, () => [...told, ...[]]);
  await store.catchUp();
  store.offer(await other.receipt('booted'));
  await store.catchUp();
  expect(store.story.get().receipts).toHaveLength(2);
});

test('P9: a server that shows less than this device saw before is noticed', async () => {
  const hub = await hubVoice();
  const told = await storyOf(hub);
  const { store } = storeOver(hub, () => told.slice(0, 2), hub.head());
  await store.catchUp();
  expect(store.story.get().standing).toMatchObject({ kind: 'broken', fault: 'shortened' });
});

test('P9: another history of the same length is noticed', async () => {
  const hub = await hubVoice();
  const told = await storyOf(hub);
  const { store } = storeOver(hub, () => told, { seq: 3, head: new Uint8Array(32) });
  await store.catchUp();
  expect(store.story.get().standing).toMatchObject({ kind: 'broken', fault: 'forked' });
});

test('P9: two histories under the hub’s own signature are told; a forged one is not', async () => {
  const hub = await hubVoice();
  const told = [await hub.receipt('booted')];
  const [one, other] = await Promise.all([
    hub.receipt('door-opened', { door: 1 }),
    hub.receipt('door-closed', { door: 1 }),
  ]);
  const stranger = await hubVoice();
  const forgery = await stranger.receipt('booted');
  const readWith = async (fork: Uint8Array) => {
    const store = receiptsOf(hub, {
      fetchAfter: () => Promise.resolve({ receipts: [...told, one], forks: [fork], more: false }),
    });
    await store.catchUp();
    return store.story.get().standing;
  };
  expect(await readWith(other)).toMatchObject({ kind: 'broken', fault: 'forked' });
  expect(await readWith(forgery)).toEqual({ kind: 'whole' });
});

/** A hub whose disk was copied after its first receipt: two histories, each of them whole. */
const aForkedHub = async () => {
  const hub = await hubVoice();
  const first = await hub.receipt('booted');
  const copy = hub.copy();
  const [one, other] = [await hub.receipt('door-opened', { door: 1 }), await copy.receipt('door-closed', { door: 1 })];
  return { hub, copy, first, one, other };
};

/** A device that keeps what it is told to keep, on which the app is opened again and again. */
const aDevice = (hub: HubVoice, page: (after: number) => { receipts: Uint8Array[]; forks?: Uint8Array[] }) => {
  let [seenBefore, forkSeen] = [noHead, undefined as Fork | undefined];
  let away = false;
  const open = () =>
    receiptsOf(hub, {
      seenBefore,
      forkSeen,
      remember: (head) => (seenBefore = head),
      keepFork: (fork) => (forkSeen = fork),
      fetchAfter: (after) =>
        away ? Promise.reject(new Error('away')) : Promise.resolve({ ...page(after), more: false }),
    });
  return { open, seen: () => seenBefore, fork: () => forkSeen, setAway: (is: boolean) => (away = is) };
};
const forked = { kind: 'broken', atSeq: 2, fault: 'forked' };

test('P9: a proven fork stays one, after the next reading, without a line and at the next start, and both receipts are kept', async () => {
  const { hub, first, one, other } = await aForkedHub();
  const device = aDevice(hub, (after) => ({
    receipts: [first, one].slice(after),
    forks: after < 2 ? [other] : [],
  }));
  const store = device.open();
  await store.catchUp();
  await store.catchUp();
  expect(store.story.get().standing).toEqual(forked);
  expect(device.fork()).toEqual({ seq: 2, ours: one, other });
  device.setAway(true);
  await store.catchUp();
  expect(store.story.get().standing).toEqual(forked);
  const later = device.open();
  await later.catchUp();
  expect(later.story.get().standing).toEqual(forked);
});

test('P9: a fork that arrives live is told at once, also while the first page is on its way', async () => {
  const { hub, first, one, other } = await aForkedHub();
  const device = aDevice(hub, (after) => ({ receipts: [first, one].slice(after) }));
  const store = device.open();
  const reading = store.catchUp();
  store.offer(other);
  await reading;
  expect(store.story.get().standing).toEqual(forked);
  const second = aDevice(hub, (after) => ({ receipts: [first, one].slice(after) }));
  const whole = second.open();
  await whole.catchUp();
  expect(whole.story.get().standing).toEqual({ kind: 'whole' });
  whole.offer(other);
  expect(whole.story.get().standing).toEqual(forked);
});

test('P9: beside a fork the story that this device holds goes on, and is still checked', async () => {
  const { hub, copy, first, one, other } = await aForkedHub();
  const held = [first, other];
  const device = aDevice(hub, (after) => ({ receipts: held.slice(after), forks: [one] }));
  const store = device.open();
  await store.catchUp();
  held.push(await copy.receipt('locked', { door: 1 }));
  store.offer(held.at(-1) ?? first);
  expect(store.story.get().receipts).toHaveLength(3);
  expect(store.story.get().standing).toEqual(forked);
});

test('P9: a head is not remembered in place of one that it contradicts, however long its chain', async () => {
  const { hub, copy, first, one, other } = await aForkedHub();
  let shown = [first, one];
  const device = aDevice(hub, (after) => ({ receipts: shown.slice(after) }));
  await device.open().catchUp();
  const before = device.seen();
  shown = [first, other, await copy.receipt('locked', { door: 1 })];
  const store = device.open();
  await store.catchUp();
  expect(store.story.get().standing).toEqual(forked);
  expect(device.seen()).toEqual(before);
  expect(device.fork()).toEqual({ seq: 2, ours: one, other });
});

test('P9: a receipt that does not follow leads back to where the two histories part', async () => {
  const { hub, copy, first, one, other } = await aForkedHub();
  let shown = [first, one];
  const device = aDevice(hub, (after) => ({ receipts: shown.slice(after) }));
  const store = device.open();
  await store.catchUp();
  shown = [first, other, await copy.receipt('locked', { door: 1 })];
  await store.catchUp();
  expect(store.story.get().standing).toEqual(forked);
});

test('a live receipt follows at once; one that leaves a hole leads to reading', async () => {
  const hub = await hubVoice();
  const told = await storyOf(hub, 2);
  const { store } = storeOver(hub, () => told);
  await store.catchUp();
  told.push(await hub.receipt('door-closed', { door: 1 }));
  store.offer(told[2] ?? new Uint8Array());
  expect(store.story.get().receipts).toHaveLength(3);
  told.push(await hub.receipt('door-opened', { door: 1 }), await hub.receipt('door-closed', { door: 1 }));
  store.offer(told[4] ?? new Uint8Array());
  await store.catchUp();
  expect(store.story.get().receipts).toHaveLength(5);
});

test('a receipt that arrives live while a page is on its way is held once, and breaks nothing', async () => {
  const hub = await hubVoice();
  const told = await storyOf(hub, 3);
  let deliver: (page: { receipts: Uint8Array[]; more: boolean }) => void = () => undefined;
  const pages = [
    Promise.resolve({ receipts: told, more: false }),
    new Promise<{ receipts: Uint8Array[]; more: boolean }>((resolve) => (deliver = resolve)),
  ];
  const store = receiptsOf(hub, {
    fetchAfter: () => pages.shift() ?? Promise.resolve({ receipts: [], more: false }),
  });
  await store.catchUp();
  const reading = store.catchUp();
  const [next, last] = [await hub.receipt('door-closed', { door: 1 }), await hub.receipt('door-opened', { door: 1 })];
  store.offer(next);
  deliver({ receipts: [next, last], more: false });
  await reading;
  expect(store.story.get().standing).toEqual({ kind: 'whole' });
  expect(store.story.get().receipts).toHaveLength(5);
});

test('an unreachable server leaves what was verified, and says so', async () => {
  const hub = await hubVoice();
  const store = receiptsOf(hub, {
    fetchAfter: () => Promise.reject(new Error('away')),
  });
  await store.catchUp();
  expect(store.story.get().standing).toEqual({ kind: 'unreached' });
});
