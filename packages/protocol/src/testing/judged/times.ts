import { signTime, toHex, type MemberTime, type Signer } from '../../index.ts';
import { doorToJson } from '../door-json.ts';
import { anna, ben, mallory, p, seeded } from '../people.ts';
import { doorState, HUB_ID, NOON } from '../story.ts';
import { bent, half, type JudgedCase } from './case.ts';

/** A member's clock over the hub's own nonce: docs/protocol/11-time.md. */

const NONCE = seeded('time nonce');
const BLOCK_SEQ = 2;
const SENT_MS = 45_000;

type Made = () => Promise<Uint8Array>;
const says =
  (signer: Signer, iat: number, change: Partial<MemberTime> = {}): Made =>
  async () =>
    (await signTime(p, signer, { iat, nonce: NONCE, hubId: HUB_ID, blockSeq: BLOCK_SEQ, ...change })).bytes;

interface At {
  readonly unixS?: number;
  readonly uptimeMs?: number;
}

const time = (comment: string, made: Made, problem?: string, { unixS, uptimeMs = 50_000 }: At = {}): JudgedCase => ({
  comment,
  ask: async () => ({
    call: 'time',
    message: toHex(await made()),
    door: doorToJson(await doorState()),
    blockSeq: BLOCK_SEQ,
    clock: { unixS: unixS ?? null, uptimeMs, floorS: NOON, nonces: { [toHex(NONCE)]: SENT_MS } },
  }),
  ...(problem === undefined ? {} : { problem }),
});

const TRUSTED = { unixS: NOON + 100 };

export const TIMES: readonly JudgedCase[] = [
  time('sets an unknown clock', says(anna, NOON + 500)),
  time('of a resident', says(ben, NOON + 500)),
  time('sets an unknown clock never below the floor', says(anna, NOON - 30)),
  time('lifts a known clock', says(anna, NOON + 120), undefined, TRUSTED),
  time('lifts a known clock by thirty seconds at most', says(anna, NOON + 9000), undefined, TRUSTED),
  time('never turns a known clock back', says(anna, NOON + 5), undefined, TRUSTED),
  time('is heard by a clock that is known, however far behind it is', says(anna, NOON - 31), undefined, TRUSTED),
  time('of a device that knows of fewer blocks', says(anna, NOON + 500, { blockSeq: 1 })),
  time('of a device that knows of a block which the hub lacks: no freshness', says(anna, NOON + 500, { blockSeq: 3 })),
  time('thirty seconds after the nonce was sent', says(anna, NOON + 500), undefined, { uptimeMs: SENT_MS + 30_000 }),
  time('half of one', async () => half(await says(anna, NOON)()), 'malformed'),
  time('another hub’s', says(anna, NOON, { hubId: seeded('another hub') }), 'other-hub'),
  time('of somebody who is no member', says(mallory, NOON), 'signer-unknown'),
  time('changed on the way', async () => bent(await says(anna, NOON)()), 'signature-wrong'),
  time('over a nonce that was never sent', says(anna, NOON, { nonce: seeded('another nonce') }), 'nonce-unknown'),
  time('more than thirty seconds after the nonce was sent', says(anna, NOON), 'nonce-unknown', { uptimeMs: SENT_MS + 30_001 }), // prettier-ignore
  time('more than thirty seconds behind the floor', says(anna, NOON - 31), 'behind-floor'),
];
