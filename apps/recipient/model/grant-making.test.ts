import {
  generateSealingKeys,
  generateSigner,
  openSealed,
  portablePrimitives,
  randomBytes,
  rawSealingKey,
  unpackSealed,
} from '@latchkey/keys';
import { FLAG, keyIdOf, parcelCommitment, sameKey, toBase64url, verifyLink } from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { someHousehold } from '../testing/household.ts';
import { signWish } from './grant-making.ts';

const p = portablePrimitives;
const wish = {
  door: 1,
  fromS: 2000,
  toS: 9200,
  dropPlace: 'On the mat',
  note: '',
  trackingNumbers: ['LK4711', 'LK4712'],
};

const signed = async (change: Partial<typeof wish> = {}) => {
  const household = await someHousehold();
  const signer = await generateSigner();
  const carrier = await generateSigner();
  const sealing = await generateSealingKeys();
  const key = {
    signingKey: carrier.key,
    sealingKey: await rawSealingKey(sealing.publicKey),
    keyId: toBase64url(keyIdOf(p, carrier.key)),
  };
  const made = await signWish({ primitives: p, signer, randomBytes, nowS: 1000 }, household, key, {
    ...wish,
    ...change,
  });
  return { made, household, signer, carrier, sealing };
};

test('the grant says what the screen says: this carrier, door, parcels, window, once, recorded, relocked', async () => {
  const { made, household, signer, carrier } = await signed();
  const { claims } = made.grant;
  expect(verifyLink(p, made.grant, signer.key)).toBe(true);
  expect(sameKey(claims.holder, carrier.key)).toBe(true);
  expect(claims).toMatchObject({
    hubId: household.hubId,
    doors: [1],
    uses: 1,
    nbf: 2000,
    exp: 9200,
    maxOpenSeconds: 120,
  });
  expect(claims.flags).toBe(FLAG.mustRecord | FLAG.mustRelock);
  expect(claims.parcels).toEqual(wish.trackingNumbers.map((number) => parcelCommitment(p, claims.cti, number)));
  expect(toBase64url(claims.visitId)).toBe(made.visitId);
});

test('an organisation’s own key cannot knock: at least one assignment stands below it', async () => {
  const { made } = await signed();
  expect(made.grant.claims.depth).toEqual([1, 3]);
});

test('a garage may stand open a little longer', async () => {
  expect((await signed({ door: 2 })).made.grant.claims.maxOpenSeconds).toBe(180);
});

test('drop place and note open with the carrier’s key, for this visit, and for nobody else', async () => {
  const { made, sealing } = await signed();
  const sealed = unpackSealed(bytesFrom(made.sealedNote));
  if (sealed === undefined) throw new Error('no envelope');
  const info = new TextEncoder().encode(`lk1-note\n${made.visitId}`);
  const opened = await openSealed(sealing, sealed, info);
  expect(JSON.parse(new TextDecoder().decode(opened))).toEqual({ dropPlace: 'On the mat', note: '' });
  expect(await openSealed(await generateSealingKeys(), sealed, info)).toBeUndefined();
});
