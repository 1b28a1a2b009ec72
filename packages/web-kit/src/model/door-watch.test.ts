import { readState, verifyLink } from '@latchkey/protocol';
import { randomBytes } from '@latchkey/keys';
import { expect, test } from 'vitest';
import { handClock, settle } from '../testing/hand-clock.ts';
import { hubVoice, type HubVoice } from '../testing/hub-voice.ts';
import { judgeDoor } from './door-state.ts';
import { createDoorWatch } from './door-watch.ts';

const reader = (hub: HubVoice) => (bytes: Uint8Array) => {
  const read = readState(hub.primitives, bytes);
  return read.ok && verifyLink(hub.primitives, read.link, hub.key) ? read.link.claims : undefined;
};

const watching = (hub: HubVoice, ask: (nonce: Uint8Array) => Promise<Uint8Array>) => {
  const time = handClock();
  const watch = createDoorWatch({ ask, read: reader(hub), clock: time.clock, later: time.later, randomBytes });
  return { watch, ...time };
};

test('an honest answer makes the door known, and silence makes it unknown again', async () => {
  const hub = await hubVoice();
  let silent = false;
  const { watch, clock, pass } = watching(hub, (nonce) =>
    silent ? Promise.reject(new Error('away')) : hub.state({ nonce }),
  );
  watch.start();
  await pass(100);
  expect(judgeDoor(1, watch.heard.get(), clock.steadyMs()).word).toBe('locked');
  silent = true;
  await pass(20_000);
  expect(watch.line.get()).toBe('silent');
  expect(judgeDoor(1, watch.heard.get(), clock.steadyMs()).word).toBe('unknown');
  watch.stop();
});

test('P4: an old answer replayed by the server does not make the door locked again', async () => {
  const hub = await hubVoice();
  let recorded: Uint8Array | undefined;
  const { watch, clock, pass } = watching(hub, async (nonce) => (recorded ??= await hub.state({ nonce })));
  watch.start();
  await pass(100);
  await pass(30_000);
  expect(watch.line.get()).toBe('false');
  expect(judgeDoor(1, watch.heard.get(), clock.steadyMs()).word).toBe('unknown');
  watch.stop();
});

test('P4: an answer that the server held back for 11 s is too old on arrival', async () => {
  const hub = await hubVoice();
  const time = handClock();
  const late = (nonce: Uint8Array) =>
    new Promise<Uint8Array>((resolve) => time.later(() => void hub.state({ nonce }).then(resolve), 11_000));
  const watch = createDoorWatch({ ask: late, read: reader(hub), clock: time.clock, later: time.later, randomBytes });
  watch.start();
  await time.pass(11_500);
  await expect.poll(() => watch.heard.get()).toBeDefined();
  expect(judgeDoor(1, watch.heard.get(), time.clock.steadyMs()).word).toBe('unknown');
  watch.stop();
});

test('a state signed by another key is no state', async () => {
  const hub = await hubVoice();
  const other = await hubVoice();
  const { watch, pass } = watching(hub, (nonce) => other.state({ nonce }));
  watch.start();
  await pass(100);
  expect(watch.heard.get()).toBeUndefined();
  expect(watch.line.get()).toBe('false');
  watch.stop();
});

test('a hint asks at once, and a stopped watch asks no more', async () => {
  const hub = await hubVoice();
  let asked = 0;
  const { watch, pass } = watching(hub, (nonce) => {
    asked += 1;
    return hub.state({ nonce });
  });
  watch.start();
  await pass(100);
  watch.poke();
  await settle();
  expect(asked).toBe(2);
  watch.stop();
  await pass(60_000);
  expect(asked).toBe(2);
});
