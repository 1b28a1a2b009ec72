import { generateSigner, portablePrimitives as p } from '@latchkey/keys';
import {
  decodePresentation,
  hubIdOf,
  kidOf,
  readAsk,
  readLook,
  toBase64url,
  toHex,
  verifyLink,
  verifyReceiptChain,
} from '@latchkey/protocol';
import { hubVoice } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { newLookKey } from './key.ts';
import { createLooks, type LookParts } from './looks.ts';
import { lookEnd, runningLook } from './running.ts';
import type { HubAnswer } from '../doors/member-knock.ts';

const id = (fill: number, length = 16) => new Uint8Array(length).fill(fill);
const head = id(9, 32);
type Answer = () => Promise<HubAnswer>;

const scene = async (answers: Partial<Record<'ask' | 'look', Answer>> = {}) => {
  const [robin, hub] = await Promise.all([generateSigner(), generateSigner()]);
  const said: { method: string; message: Uint8Array }[] = [];
  const offered: Uint8Array[] = [];
  const usual = { ask: { ok: true, message: toBase64url(id(5)) }, look: { ok: true, message: toBase64url(id(6, 40)) } } as const; // prettier-ignore
  const parts: LookParts = {
    primitives: p,
    signer: robin,
    randomBytes: (length) => id(3, length),
    hubId: hubIdOf(p, hub.key),
    rosterHead: () => head,
    wallMs: () => 1000,
    level: () => 4,
    newKey: newLookKey,
    tell: (method, message) => {
      said.push({ method, message });
      return answers[method]?.() ?? Promise.resolve(usual[method]);
    },
    offer: (receipt) => offered.push(receipt),
  };
  return { looks: createLooks(parts), robin, parts, said, offered };
};

const lookIn = (bytes: Uint8Array | undefined) => {
  const read = readLook(p, bytes ?? id(0));
  if (!read.ok) throw new Error('no look');
  return read.link;
};

test('P8: a look is signed over the hub’s own challenge, with a key that is new each time', async () => {
  const { looks, robin, said, offered } = await scene();
  await looks.begin(1);
  await looks.begin(1);
  expect(said.map(({ method }) => method)).toEqual(['ask', 'look', 'ask', 'look']);
  const opened = decodePresentation(said[0]?.message ?? id(0));
  const ask = readAsk(p, opened.ok ? opened.value.knock : id(0), head);
  expect(ask.ok && verifyLink(p, ask.link, robin.key)).toBe(true);
  const [one, two] = [lookIn(said[1]?.message), lookIn(said[3]?.message)];
  expect(verifyLink(p, one, robin.key)).toBe(true);
  expect(one.claims).toMatchObject({ nonce: id(5), door: 1, seconds: 600 });
  expect(one.claims.sealingKey).not.toEqual(two.claims.sealingKey);
  expect(looks.wish.get()).toEqual({ kind: 'begun', door: 1, name: toBase64url(two.hash) });
  expect(offered).toEqual([id(6, 40), id(6, 40)]);
});

test('a refusal is kept with its wait, and a door that is not reached with nothing', async () => {
  const refusal = { reason: 'looks-off', waitS: 60 };
  const off = await scene({ look: () => Promise.resolve({ ok: false, refusal }) });
  await off.looks.begin(2);
  expect(off.looks.wish.get()).toEqual({ kind: 'refused', door: 2, ...refusal });
  const away = await scene({ ask: () => Promise.reject(new Error('offline')) });
  await away.looks.begin(2);
  expect(away.looks.wish.get()).toEqual({ kind: 'not-reached', door: 2 });
});

test('a look runs from the hub’s receipt to the hub’s receipt, and its picture opens only where it was begun', async () => {
  const hub = await hubVoice();
  const { looks, robin, said } = await scene();
  await looks.begin(1);
  const { hash, name } = lookIn(said[1]?.message);
  const kid = kidOf(p, robin.key);
  const began = await hub.receipt('look-began', { door: 1, answers: hash, detail: { kid, recordingId: id(7), lengthMs: 600_000 } }); // prettier-ignore
  const told = (...chain: Uint8Array[]) => {
    const verified = verifyReceiptChain(p, hub.key, chain);
    if (!verified.ok) throw new Error(verified.problem);
    return verified.receipts;
  };
  const running = runningLook(told(began));
  expect(running).toMatchObject({ door: 1, kid: toHex(kid), recordingId: toBase64url(id(7)), lengthMs: 600_000 });
  expect(name).toBe(toHex(hash));
  if (running === undefined) return;
  expect(looks.keyOf(running)).toBeDefined();
  expect(looks.leftMs(running, 3000)).toBe(running.lengthMs - 2000);
  expect((await scene()).looks.keyOf(running)).toBeUndefined();
  const ended = await hub.receipt('look-ended', { door: 1, answers: hash, detail: { recordingId: id(7), cause: 'time-over' } }); // prettier-ignore
  expect(runningLook(told(began, ended))).toBeUndefined();
  expect(lookEnd(told(began, ended), running.name)).toBe('time-over');
  expect(lookEnd(told(began, ended), 'another')).toBeUndefined();
  expect(lookEnd(told(began), running.name)).toBeUndefined();
});

test('an end names the look; that it has ended is the receipt’s to say, and one that was not reached says so', async () => {
  const look = { name: toBase64url(id(8, 32)), door: 1, recordingId: '', kid: '', sinceS: undefined, lengthMs: 1 };
  const { looks, said, offered } = await scene();
  const ending = looks.end(look);
  expect(looks.ending.get()).toEqual({ name: look.name, kind: 'ending' });
  await ending;
  expect(lookIn(said[0]?.message).claims).toMatchObject({ ends: id(8, 32) });
  expect(offered).toHaveLength(1);
  expect(looks.ending.get()).toBeUndefined();
  const late = await scene({ look: () => Promise.resolve({ ok: false, refusal: { reason: 'no-look' } }) });
  await late.looks.end(look);
  expect(late.looks.ending.get()).toBeUndefined();
  const away = await scene({ look: () => Promise.reject(new Error('offline')) });
  await away.looks.end(look);
  expect(away.looks.ending.get()).toEqual({ name: look.name, kind: 'not-reached' });
});

test('P8: an older hub, which knows no looks, is not asked for one, and the screen hears why', async () => {
  const { parts, said } = await scene();
  const looks = createLooks({ ...parts, level: () => 3 });
  await looks.begin(1);
  expect(said).toEqual([]);
  expect(looks.wish.get()).toMatchObject({ kind: 'refused', door: 1, reason: 'hub-too-old' });
});

test('P8: the ten minutes run down to nothing, and never up, by a clock that was put back', async () => {
  const { looks, said } = await scene();
  await looks.begin(1);
  const name = toBase64url(lookIn(said[1]?.message).hash);
  const look = { name, door: 1, recordingId: '', kid: '', sinceS: undefined, lengthMs: 600_000 };
  const left = (passedS: number) => looks.leftMs(look, 1000 + passedS * 1000) / 1000;
  expect([0, 1, 599, 600, 601, 3600, -60].map(left)).toEqual([600, 599, 1, 0, 0, 0, 600]);
});
