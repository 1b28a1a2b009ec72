import { generateSigner, portablePrimitives } from '@latchkey/keys';
import { readResume, readTime, verifyLink, type State } from '@latchkey/protocol';
import { expect, test } from 'vitest';
import { createDuties } from './duties.ts';

const p = portablePrimitives;
const hubId = new Uint8Array(16).fill(1);
const head = { seq: 7, head: new Uint8Array(32).fill(9) };
const proof = [[new Uint8Array(32).fill(8), new Uint8Array(200).fill(7)]] as const;
const held = { resumed: false, seq: 7, head: head.head, epoch: 2, blockSeq: 4 };
/** A start, and what its hub holds; without a word about it, all that this device has seen. */
const start = (boot: number, change: Partial<State> = {}) =>
  ({ ...held, bootId: new Uint8Array(16).fill(boot), ...change }) as unknown as State;

const duties = async ({ answers = [] as (() => Promise<void>)[], clockIsRight = true } = {}) => {
  const signer = await generateSigner();
  const told: { method: string; message: Uint8Array }[] = [];
  const brought: number[] = [];
  const device = {
    head,
    epoch: 2,
    storyBroken: false,
    awaitsDoor: false,
    takes: true,
    readOn: () => Promise.resolve(),
  };
  const made = createDuties({
    primitives: p,
    signer,
    hubId,
    wallMs: () => 1_700_000_000_000,
    clockIsRight: () => clockIsRight,
    head: () => device.head,
    rosterEpoch: () => device.epoch,
    blockSeq: () => 4,
    storyBroken: () => device.storyBroken,
    awaitsDoor: () => Promise.resolve(device.awaitsDoor),
    readOn: () => device.readOn(),
    told: () => proof,
    bringRosters: (afterEpoch) => {
      brought.push(afterEpoch);
      return Promise.resolve();
    },
    tell: async (method, message) => {
      told.push({ method, message });
      await answers.shift()?.();
      return device.takes;
    },
  });
  return { made, told, brought, signer, device };
};

const claimsOf = (message: Uint8Array | undefined) => {
  const read = readResume(p, message ?? new Uint8Array());
  if (!read.ok) throw new Error('no resume');
  return read.link;
};

test('a restarted hub gets this device’s newest verified history, once', async () => {
  const { made, told, signer } = await duties();
  await Promise.all([made.sawState(start(1)), made.sawState(start(1))]);
  await made.sawState(start(1));
  expect(told).toHaveLength(1);
  const link = claimsOf(told[0]?.message);
  expect(verifyLink(p, link, signer.key)).toBe(true);
  expect(link.claims).toMatchObject({ hubId, ...head, epoch: 2, blockSeq: 4, bootId: new Uint8Array(16).fill(1) });
});

test('each start is answered once, whichever is heard of again', async () => {
  const { made, told } = await duties();
  for (const boot of [1, 2, 1, 2]) await made.sawState(start(boot));
  expect(told).toHaveLength(2);
});

test('a device reads on before it vouches: it says all that could be known', async () => {
  const { made, told, device } = await duties();
  device.head = { seq: 0, head: new Uint8Array(0) };
  device.readOn = () => {
    device.head = head;
    return Promise.resolve();
  };
  await made.sawState(start(1));
  expect(told.map(({ message }) => claimsOf(message).claims.seq)).toEqual([7]);
});

test.each([
  ['fewer receipts', { seq: 6 }],
  ['an earlier roster', { epoch: 1 }],
  ['fewer blocks', { blockSeq: 3 }],
  ['another receipt under the same number', { head: new Uint8Array(32).fill(8) }],
] as [string, Partial<State>][])(
  'P2, P3: a hub that somebody else let go on with %s than this device has seen hears of it, once',
  async (_what, change) => {
    const { made, told } = await duties();
    await made.sawState(start(1, { ...change, resumed: true }));
    await made.sawState(start(1, { ...change, resumed: true }));
    expect(told.map(({ message }) => claimsOf(message).claims)).toMatchObject([{ ...head, epoch: 2, blockSeq: 4 }]);
  },
);

test('P2: so does one that went on past it on another way', async () => {
  const { made, told, device } = await duties();
  device.storyBroken = true;
  await made.sawState(start(1, { seq: 20, resumed: true }));
  await made.sawState(start(1, { seq: 21, resumed: true }));
  expect(told).toHaveLength(1);
});

test('a hub that goes on with all that this device has seen, or more, is left alone', async () => {
  const { made, told } = await duties();
  await made.sawState(start(1, { resumed: true }));
  await made.sawState(start(1, { resumed: true, seq: 9, head: new Uint8Array(32).fill(8), epoch: 3, blockSeq: 5 }));
  expect(told).toHaveLength(0);
});

test('what it has seen is proven to a hub that reads proofs, and to an earlier one said without', async () => {
  const { made, told } = await duties();
  for (const [boot, capability] of [[1, 9], [2, 10], [3, 11]] as const) await made.sawState(start(boot, { capability })); // prettier-ignore
  expect(told.map(({ message }) => claimsOf(message).claims.told)).toEqual([undefined, proof, proof]);
});

test('rosters that the hub has lost are brought to it, behind the word that it took', async () => {
  const { made, brought, told, device } = await duties();
  await made.sawState(start(1, { epoch: 2 }));
  expect(brought).toEqual([]);
  device.takes = false;
  await made.sawState(start(2, { epoch: 1 }));
  expect(brought).toEqual([]);
  device.takes = true;
  await made.sawState(start(3, { epoch: 1, resumed: true }));
  expect(brought).toEqual([1]);
  expect(told).toHaveLength(3);
});

test('what was learnt since the answer is said, too', async () => {
  const { made, told, device } = await duties();
  await made.sawState(start(1));
  device.epoch = 3;
  await made.sawState(start(1, { resumed: true }));
  expect(told.map(({ message }) => claimsOf(message).claims.epoch)).toEqual([2, 3]);
});

test('an answer that did not arrive is given again', async () => {
  const { made, told } = await duties({ answers: [() => Promise.reject(new Error('away'))] });
  await made.sawState(start(1));
  await made.sawState(start(1));
  expect(told).toHaveLength(2);
});

test('freshness is answered over the hub’s own nonce', async () => {
  const { made, told } = await duties();
  const nonce = new Uint8Array(16).fill(3);
  await made.timeWanted(nonce);
  const read = readTime(p, told[0]?.message ?? new Uint8Array());
  expect(read.ok && read.link.claims).toMatchObject({ nonce, hubId, blockSeq: 4, iat: 1_700_000_000 });
});

test('P3, P12: while the hub may lack a block of this device it gets the time, and no freshness', async () => {
  const { made, told, device } = await duties();
  device.awaitsDoor = true;
  await made.timeWanted(new Uint8Array(16).fill(3));
  const read = readTime(p, told[0]?.message ?? new Uint8Array());
  // The hub counts freshness only of who has seen no more blocks than itself.
  expect(read.ok && read.link.claims).toMatchObject({ iat: 1_700_000_000, blockSeq: 0xffff_ffff });
});

test('P12: a device whose own clock is off vouches for no time, and still for the history that it verified', async () => {
  const { made, told } = await duties({ clockIsRight: false });
  await made.timeWanted(new Uint8Array(16));
  await made.sawState(start(1));
  expect(told.map(({ method }) => method)).toEqual(['resume']);
});
