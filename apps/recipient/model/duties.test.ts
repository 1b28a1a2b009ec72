import { generateSigner, portablePrimitives } from '@latchkey/keys';
import { readResume, readTime, verifyLink, type State } from '@latchkey/protocol';
import { expect, test } from 'vitest';
import { createDuties } from './duties.ts';

const p = portablePrimitives;
const hubId = new Uint8Array(16).fill(1);
const head = { seq: 7, head: new Uint8Array(32).fill(9) };
const restarted = (boot: number, resumed = false) =>
  ({ bootId: new Uint8Array(16).fill(boot), resumed }) as unknown as State;

const duties = async (answers: (() => Promise<void>)[] = [], clockIsRight = true) => {
  const signer = await generateSigner();
  const told: { method: string; message: Uint8Array }[] = [];
  const made = createDuties({
    primitives: p,
    signer,
    hubId,
    wallMs: () => 1_700_000_000_000,
    clockIsRight: () => clockIsRight,
    head: () => head,
    rosterEpoch: () => 2,
    blockSeq: () => 4,
    tell: (method, message) => {
      told.push({ method, message });
      return answers.shift()?.() ?? Promise.resolve();
    },
  });
  return { made, told, signer };
};

test('a restarted hub gets this device’s newest verified history, once', async () => {
  const { made, told, signer } = await duties();
  await made.sawState(restarted(1));
  await made.sawState(restarted(1));
  expect(told).toHaveLength(1);
  const read = readResume(p, told[0]?.message ?? new Uint8Array());
  if (!read.ok) throw new Error('no resume');
  expect(verifyLink(p, read.link, signer.key)).toBe(true);
  expect(read.link.claims).toMatchObject({ hubId, ...head, epoch: 2, blockSeq: 4, bootId: new Uint8Array(16).fill(1) });
});

test('each start is answered, and a hub that resumed is left alone', async () => {
  const { made, told } = await duties();
  await made.sawState(restarted(1));
  await made.sawState(restarted(1, true));
  await made.sawState(restarted(2));
  expect(told).toHaveLength(2);
});

test('an answer that did not arrive is given again', async () => {
  const { made, told } = await duties([() => Promise.reject(new Error('away'))]);
  await made.sawState(restarted(1));
  await made.sawState(restarted(1));
  expect(told).toHaveLength(2);
});

test('freshness is answered over the hub’s own nonce, and counts from the signature', async () => {
  const { made, told } = await duties();
  expect(made.freshMs()).toBeUndefined();
  const nonce = new Uint8Array(16).fill(3);
  await made.timeWanted(nonce);
  const read = readTime(p, told[0]?.message ?? new Uint8Array());
  expect(read.ok && read.link.claims).toMatchObject({ nonce, hubId, blockSeq: 4, iat: 1_700_000_000 });
  expect(made.freshMs()).toBe(1_700_000_000_000);
});

test('P12: a device whose own clock is off vouches for no time, and still for the history that it verified', async () => {
  const { made, told } = await duties([], false);
  await made.timeWanted(new Uint8Array(16));
  expect(made.freshMs()).toBeUndefined();
  await made.sawState(restarted(1));
  expect(told.map(({ method }) => method)).toEqual(['resume']);
});
