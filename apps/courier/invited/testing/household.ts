import { portablePrimitives as p, randomBytes } from '@latchkey/keys';
import { encodeTrustCode, FLAG, hubIdOf, invitationBox, letterKey, makeOffer, signGrant, toBase64url, type Grant, type PublicKey } from '@latchkey/protocol'; // prettier-ignore
import { sealOfferText, sealSeriesText, type LetterText } from '@latchkey/web-kit/letters';
import { makeDeviceKeys, memoryShelf } from '@latchkey/web-kit/model';
import { generateSigner } from '@latchkey/keys';

export const nowS = 1_795_392_000;

export const letter: LetterText = {
  v: 1,
  from: 'Robin',
  place: 'Lindenstraße 14',
  doors: [{ id: 1, name: 'Flat door' }],
  filmed: true,
  windows: [{ days: [2], from: '09:00', to: '11:00' }],
  everyWeeks: 1,
  timeZone: 'UTC',
  firstDay: '2026-11-23',
  uses: 1,
  note: '',
};

/** A household's phone as far as an invited person meets it: an invitation, and grants with letters. For tests. */
export const household = async () => {
  const keys = await makeDeviceKeys(memoryShelf(), 'keys');
  const hub = await generateSigner();
  const secret = randomBytes(16);
  const key = letterKey(p, secret);
  const sealed = await sealOfferText(key, letter, randomBytes);
  const { code, offer } = makeOffer(p, { signingKey: keys.signer.key, sealingKey: keys.sealingKey, sealed }, secret);

  /** Two hours tomorrow and two in a week. */
  const grantTo = async (holder: PublicKey, sealingKey: Uint8Array, change: Partial<Grant> = {}) => {
    const visitId = randomBytes(16);
    const grant = await signGrant(p, keys.signer, {
      iat: nowS,
      nbf: nowS,
      exp: nowS + 14 * 86_400,
      cti: randomBytes(16),
      holder,
      hubId: hubIdOf(p, hub.key),
      doors: [1],
      uses: 1,
      flags: FLAG.mustRelock | FLAG.mustRecord,
      maxOpenSeconds: 120,
      depth: [0, 0],
      visitId,
      occurrences: [
        [1440, 120],
        [10_080, 120],
      ],
      ...change,
    });
    const text = await sealSeriesText(key, sealingKey, visitId, { ...letter, note: 'Mind the cat' }, randomBytes);
    return { visitId: toBase64url(visitId), grant: toBase64url(grant.bytes), letter: toBase64url(text) };
  };
  return { keys, hub, secret, key, offer, code: encodeTrustCode(code), boxId: toBase64url(invitationBox(p, secret)), grantTo };
}; // prettier-ignore
