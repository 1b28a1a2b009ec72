import { keyName, NONCE_LIFE_MS, signApproval, signLook, signQuestion, toHex, type Look, type Nonce, type Signer } from '../../index.ts'; // prettier-ignore
import { doorToJson } from '../door-json.ts';
import { anna, ben, hub, mallory, p, seeded } from '../people.ts';
import { doorState, HUB_ID, NOON, seeded65 } from '../story.ts';
import { bent, half, type JudgedCase } from './case.ts';

/** A member's look, and a member's yes or no to a knock: docs/protocol/09-look.md (steps 1 and 2), 06-approval.md. */

const NONCE = seeded('nonce of the hub');
const UPTIME_MS = 2000;
const begin: Look = { nonce: NONCE, hubId: HUB_ID, door: 1, seconds: 600, sealingKey: seeded65('one look') };
const end: Look = { hubId: HUB_ID, door: 1, ends: seeded('look', 32) };
const asked: Nonce = { origin: 'asked', door: 1, holder: keyName(ben.key), issuedMs: 1000 };

type Made = () => Promise<Uint8Array>;
const says =
  (signer: Signer, claims: Look): Made =>
  async () =>
    (await signLook(p, signer, claims)).bytes;

interface At {
  readonly nonce?: Nonce | null;
  readonly uptimeMs?: number;
}

const look = (
  comment: string,
  made: Made,
  problem?: string,
  { nonce = asked, uptimeMs = UPTIME_MS }: At = {},
): JudgedCase => ({
  comment,
  ask: async () => ({
    call: 'look',
    message: toHex(await made()),
    door: doorToJson(await doorState({ nonces: new Map(nonce === null ? [] : [[toHex(NONCE), nonce]]) })),
    uptimeMs,
  }),
  ...(problem === undefined ? {} : { problem }),
});

export const LOOKS: readonly JudgedCase[] = [
  look('of a resident over their own fresh nonce', says(ben, begin)),
  look('over a nonce that is thirty seconds old', says(ben, begin), undefined, { uptimeMs: 1000 + NONCE_LIFE_MS }),
  look('over a nonce of this very moment', says(ben, begin), undefined, { uptimeMs: 1000 }),
  look('of another door', says(ben, { ...begin, door: 2 }), undefined, { nonce: { ...asked, door: 2 } }),
  look('its end, by any member, without a nonce', says(anna, end), undefined, { nonce: null }),
  look('half of one', async () => half(await says(ben, begin)()), 'malformed'),
  look('a question in its place', async () => (await signQuestion(p, ben, { nonce: NONCE, hubId: HUB_ID, door: 1 })).bytes, 'malformed'), // prettier-ignore
  look('another hub’s', says(ben, { ...begin, hubId: seeded('another hub') }), 'other-hub'),
  look('another hub’s end', says(ben, { ...end, hubId: seeded('another hub') }), 'other-hub'),
  look('by somebody who is no member', says(mallory, begin), 'signer-unknown'),
  look('by the hub itself', says(hub, begin), 'signer-unknown'),
  look('its end, by somebody who is no member', says(mallory, end), 'signer-unknown'),
  look('changed on the way', async () => bent(await says(ben, begin)()), 'signature-wrong'),
  look('of a door that there is not', says(ben, { ...begin, door: 9 }), 'door-unknown'),
  look('its end, of a door that there is not', says(ben, { ...end, door: 9 }), 'door-unknown'),
  look('over a nonce that was never given, or is spent', says(ben, begin), 'nonce-unknown', { nonce: null }),
  look('over another member’s nonce', says(anna, begin), 'nonce-not-yours'),
  look('over a nonce of another door', says(ben, { ...begin, door: 2 }), 'nonce-not-yours'),
  look('over a nonce that the door displays', says(ben, begin), 'nonce-not-yours', { nonce: { origin: 'displayed', door: 1, issuedMs: 1000 } }), // prettier-ignore
  look('over a nonce that the door’s tag gave to this very member', says(ben, begin), 'nonce-not-yours', { nonce: { ...asked, origin: 'tapped' } }), // prettier-ignore
  look('over a nonce that is more than thirty seconds old', says(ben, begin), 'nonce-expired', { uptimeMs: 1001 + NONCE_LIFE_MS }), // prettier-ignore
  look('over a nonce of a moment that is to come', says(ben, begin), 'nonce-expired', { uptimeMs: 999 }),
];

const rest = (comment: string, endedByOther: boolean): JudgedCase => ({
  comment,
  ask: () => Promise.resolve({ call: 'look-rest', lastedMs: 42_000, endedByOther }),
});

/** Until the same member may look again. */
export const LOOK_RESTS: readonly JudgedCase[] = [
  rest('who looked rests as long as they had looked', false),
  rest('whose look somebody else ended rests for an hour', true),
];

const KNOCK = seeded('hash of a knock', 32);
const approves =
  (signer: Signer, more: { readonly no?: 1; readonly hubId?: Uint8Array } = {}, over = KNOCK): Made =>
  async () =>
    (await signApproval(p, signer, { iat: NOON, hubId: HUB_ID, ...more }, over)).bytes;

const approval = (comment: string, made: Made, problem?: string): JudgedCase => ({
  comment,
  ask: async () => ({
    call: 'approval',
    message: toHex(await made()),
    knock: toHex(KNOCK),
    door: doorToJson(await doorState()),
  }),
  ...(problem === undefined ? {} : { problem }),
});

export const APPROVALS: readonly JudgedCase[] = [
  approval('a yes by the member who granted', approves(anna)),
  approval('a yes by another member', approves(ben)),
  approval('a no', approves(ben, { no: 1 })),
  approval('half of one', async () => half(await approves(anna)()), 'malformed'),
  approval('another hub’s', approves(anna, { hubId: seeded('another hub') }), 'other-hub'),
  approval('by somebody who is no member', approves(mallory), 'signer-unknown'),
  approval('changed on the way', async () => bent(await approves(anna)()), 'signature-wrong'),
  approval('to another knock', approves(anna, {}, seeded('hash of another knock', 32)), 'signature-wrong'),
];
