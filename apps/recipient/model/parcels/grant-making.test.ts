import {
  generateSealingKeys,
  generateSigner,
  openSealed,
  portablePrimitives,
  randomBytes,
  rawSealingKey,
  unpackSealed,
} from '@latchkey/keys';
import { FITTED, FLAG, keyIdOf, parcelCommitment, sameKey, toBase64url, verifyLink } from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { someHousehold } from '../../testing/household.ts';
import { signWish } from './grant-making.ts';
import { freshTerms, type Terms } from './terms.ts';

const p = portablePrimitives;
const wish = { fromS: 2000, toS: 9200, trackingNumbers: ['LK4711', 'LK4712'] };

const signed = async (change: Partial<Terms> = {}, fitted: () => number | undefined = () => 0) => {
  const household = await someHousehold();
  const signer = await generateSigner();
  const carrier = await generateSigner();
  const sealing = await generateSealingKeys();
  const key = {
    signingKey: carrier.key,
    sealingKey: await rawSealingKey(sealing.publicKey),
    keyId: toBase64url(keyIdOf(p, carrier.key)),
  };
  const made = await signWish({ primitives: p, signer, randomBytes, nowS: 1000, fitted }, household, key, {
    ...wish,
    terms: { ...freshTerms(1, 'On the mat'), ...change },
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
  expect((await signed()).made.grant.claims.depth).toEqual([1, 3]);
  // Only couriers whom the carrier's own key names: no room for anybody between the two.
  expect((await signed({ who: 'own' })).made.grant.claims.depth).toEqual([1, 1]);
});

test('a garage may stand open a little longer', async () => {
  expect((await signed({ door: 2 })).made.grant.claims.maxOpenSeconds).toBe(180);
});

test('drop place, note and wishes open with the carrier’s key, for this visit, and for nobody else', async () => {
  const wishes = { expect: ['dog', 'alarm'], ifFails: { to: 'neighbour', detail: 'Sahin' } } as const;
  const { made, sealing } = await signed({ ...wishes, note: 'Ring twice' });
  const sealed = unpackSealed(bytesFrom(made.sealedNote));
  if (sealed === undefined) throw new Error('no envelope');
  const info = new TextEncoder().encode(`lk1-note\n${made.visitId}`);
  const opened = await openSealed(sealing, sealed, info);
  expect(JSON.parse(new TextDecoder().decode(opened))).toEqual({
    dropPlace: 'On the mat',
    note: 'Ring twice',
    ...wishes,
  });
  expect(await openSealed(await generateSealingKeys(), sealed, info)).toBeUndefined();
});

test('the length of what is sealed does not say whether there is a note', async () => {
  const [short, long] = await Promise.all([signed(), signed({ note: 'The dog is friendly; ring twice.' })]);
  expect(short.made.sealedNote.length).toBe(long.made.sealedNote.length);
});

test('presence is asked where the door has what proves it, unless the household waives it', async () => {
  const asks = async (change: Partial<Terms>, fitted: number) =>
    ((await signed(change, () => fitted)).made.grant.claims.flags & FLAG.atDoor) !== 0;
  expect(await asks({}, FITTED.display)).toBe(true);
  expect(await asks({ here: true }, FITTED.tag)).toBe(true);
  expect(await asks({ here: false }, FITTED.display | FITTED.tag)).toBe(false);
  // A door that has nothing would never open.
  expect(await asks({ here: true }, 0)).toBe(false);
});

test('nothing is signed of a door of which the hub has not spoken, unless the household waives presence', async () => {
  await expect(signed({}, () => undefined)).rejects.toThrow('has not said');
  await expect(signed({ here: true }, () => undefined)).rejects.toThrow('has not said');
  expect((await signed({ here: false }, () => undefined)).made.grant.claims.flags & FLAG.atDoor).toBe(0);
});

test('what the door must have heard is the protocol’s minute, longer, or a member’s word, as the household says', async () => {
  const said = async (line: Terms['line']) => {
    const { maxStaleSeconds, flags } = (await signed({ line })).made.grant.claims;
    return [maxStaleSeconds, (flags & FLAG.memberFresh) !== 0];
  };
  expect(await said(undefined)).toEqual([undefined, false]);
  expect(await said('usual')).toEqual([undefined, false]);
  expect(await said('hour')).toEqual([3600, false]);
  expect(await said('day')).toEqual([86_400, false]);
  expect(await said('member')).toEqual([undefined, true]);
});
