import { describe, expect, it } from 'vitest';
import {
  judgeLook,
  keyName,
  kidOf,
  LOOK_ENDED_REST_MS,
  lookRestMs,
  NONCE_LIFE_MS,
  signBlock,
  signLook,
  signQuestion,
  TARGET,
  toHex,
  type DoorState,
  type Look,
  type Nonce,
  type Signer,
} from '../index.ts';
import { anna, ben, hub, mallory, p, seeded } from '../testing/people.ts';
import { household, HUB_ID, NOON, seeded65 } from '../testing/story.ts';

const NONCE = seeded('nonce of the hub');
const begin: Look = { nonce: NONCE, hubId: HUB_ID, door: 1, seconds: 600, sealingKey: seeded65('one look') };
const end: Look = { hubId: HUB_ID, door: 1, ends: seeded('look', 32) };
const asked: Nonce = { origin: 'asked', door: 1, holder: keyName(ben.key), issuedMs: 1000 };

const known = async (
  ...nonces: readonly Nonce[]
): Promise<Pick<DoorState, 'hubId' | 'roster' | 'doors' | 'nonces'>> => ({
  hubId: HUB_ID,
  roster: (await household()).state,
  doors: new Set([1, 2]),
  nonces: new Map(nonces.map((nonce) => [toHex(NONCE), nonce])),
});
const judge = async (claims: Look, signer: Signer = ben, nonce: Nonce = asked, uptimeMs = 2000) =>
  judgeLook(p, (await signLook(p, signer, claims)).bytes, await known(nonce), uptimeMs);
const no = (problem: string) => ({ ok: false, problem });

describe('P8: a look', () => {
  it('of a member over the hub’s own fresh nonce begins, and says who, for how long and for which key', async () => {
    expect(await judge(begin)).toMatchObject({
      ok: true,
      says: 'begin',
      kid: toHex(kidOf(p, ben.key)),
      nonce: toHex(NONCE),
      seconds: 600,
      sealingKey: seeded65('one look'),
    });
  });

  it('that was recorded, is late, or stands over somebody else’s nonce begins nothing', async () => {
    const spent = judgeLook(p, (await signLook(p, ben, begin)).bytes, await known(), 2000);
    expect(spent).toEqual(no('nonce-unknown'));
    expect(await judge(begin, ben, asked, 1000 + NONCE_LIFE_MS)).toMatchObject({ ok: true });
    expect(await judge(begin, ben, asked, 1001 + NONCE_LIFE_MS)).toEqual(no('nonce-expired'));
    expect(await judge(begin, ben, asked, 999)).toEqual(no('nonce-expired'));
    expect(await judge(begin, anna)).toEqual(no('nonce-not-yours'));
    expect(await judge({ ...begin, door: 2 })).toEqual(no('nonce-not-yours'));
    expect(await judge(begin, ben, { origin: 'displayed', door: 1, issuedMs: 1000 })).toEqual(no('nonce-not-yours'));
  });

  it('of a stranger, a removed member, the hub itself or another hub’s is none', async () => {
    expect(await judge(begin, mallory)).toEqual(no('signer-unknown'));
    expect(await judge(begin, hub)).toEqual(no('signer-unknown'));
    const members = new Map([...(await household()).state.members].filter(([kid]) => kid !== toHex(kidOf(p, ben.key))));
    const without = { ...(await known(asked)), roster: { ...(await household()).state, members } };
    expect(judgeLook(p, (await signLook(p, ben, begin)).bytes, without, 2000)).toEqual(no('signer-unknown'));
    expect(await judge({ ...begin, hubId: seeded('other') })).toEqual(no('other-hub'));
    expect(await judge({ ...begin, door: 9 })).toEqual(no('door-unknown'));
  });

  it('lasts ten minutes at most, and begins or ends but never half of either', async () => {
    for (const claims of [
      { ...begin, seconds: 601 },
      { ...begin, seconds: 0 },
      { ...begin, ends: seeded('look', 32) },
      { ...end, nonce: NONCE },
      { ...end, seconds: 1 },
      { hubId: HUB_ID, door: 1 },
      { hubId: HUB_ID, door: 1, nonce: NONCE, seconds: 600 },
    ])
      await expect(async () => signLook(p, ben, claims)).rejects.toThrow(RangeError);
  });

  it('is ended by any current member, without a nonce, and by nobody else', async () => {
    const ended = judgeLook(p, (await signLook(p, anna, end)).bytes, await known(), 2000);
    expect(ended).toMatchObject({ ok: true, says: 'end', look: seeded('look', 32) });
    expect(await judge(end, mallory)).toEqual(no('signer-unknown'));
  });

  it('with a changed byte, and another kind in its place, do not verify', async () => {
    const { bytes } = await signLook(p, ben, begin);
    const bent = Uint8Array.from(bytes, (byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
    expect(judgeLook(p, bent, await known(asked), 2000)).toEqual(no('signature-wrong'));
    expect(judgeLook(p, bytes.subarray(1), await known(asked), 2000)).toEqual(no('malformed'));
    const others = [
      await signQuestion(p, ben, { nonce: NONCE, hubId: HUB_ID, door: 1 }),
      await signBlock(p, ben, { iat: NOON, cti: seeded('b'), hubId: HUB_ID, target: { type: TARGET.visit, id: seeded('v') } }), // prettier-ignore
    ];
    for (const other of others) expect(judgeLook(p, other.bytes, await known(asked), 2000)).toEqual(no('malformed'));
  });

  it('is followed by a rest as long as it was, and by an hour where somebody else ended it', () => {
    expect(lookRestMs(42_000, false)).toBe(42_000);
    expect(lookRestMs(42_000, true)).toBe(LOOK_ENDED_REST_MS);
  });
});
