import { importContentKey, openAead, packSealed, sealAead, sealTo } from '@latchkey/keys';
import { joinBytes } from '@latchkey/protocol';
import type { RandomBytes } from '../model/clock.ts';
import { openPacked, type DeviceKeys } from '../keys/device-keys.ts';
import { packText, readText, type LetterText } from './letter-text.ts';

/** docs/protocol/invitation.md: texts from a member to a person, under the letter key that both have from the code. */
const utf8 = (text: string) => new TextEncoder().encode(text);
const ofOffer = utf8('lk1-offer');
const ofSeries = (visitId: Uint8Array) => joinBytes(utf8('lk1-series'), visitId);
const nameInfo = utf8('lk1-invite-name');
const nonceBytes = 12;

const seal = async (key: Uint8Array, text: LetterText, aad: Uint8Array, random: RandomBytes): Promise<Uint8Array> => {
  const nonce = random(nonceBytes);
  return joinBytes(nonce, await sealAead(await importContentKey(key), nonce, packText(text), aad));
};

const open = async (key: Uint8Array, letter: Uint8Array, aad: Uint8Array): Promise<LetterText | undefined> => {
  const [nonce, sealed] = [letter.slice(0, nonceBytes), letter.slice(nonceBytes)];
  if (nonce.length !== nonceBytes) return undefined;
  const bytes = await openAead(await importContentKey(key), nonce, sealed, aad);
  return bytes === undefined ? undefined : readText(bytes);
};

export const sealOfferText = (key: Uint8Array, text: LetterText, random: RandomBytes): Promise<Uint8Array> =>
  seal(key, text, ofOffer, random);

export const openOfferText = (key: Uint8Array, letter: Uint8Array): Promise<LetterText | undefined> =>
  open(key, letter, ofOffer);

/** With a grant: once more to the person's own key, so that a link that leaks later opens none of them. */
export const sealSeriesText = async (
  key: Uint8Array,
  person: Uint8Array,
  visitId: Uint8Array,
  text: LetterText,
  random: RandomBytes,
): Promise<Uint8Array> =>
  packSealed(await sealTo(person, await seal(key, text, ofSeries(visitId), random), ofSeries(visitId)));

export const openSeriesText = async (
  key: Uint8Array,
  person: DeviceKeys,
  visitId: Uint8Array,
  sealed: Uint8Array,
): Promise<LetterText | undefined> => {
  const letter = await openPacked(person, sealed, ofSeries(visitId));
  return letter === undefined ? undefined : open(key, letter, ofSeries(visitId));
};

/** What the person calls themselves, for the household alone. */
export const sealName = async (member: Uint8Array, name: string): Promise<Uint8Array> =>
  packSealed(await sealTo(member, utf8(name), nameInfo));

export const openName = async (member: DeviceKeys, sealed: Uint8Array): Promise<string | undefined> => {
  const bytes = await openPacked(member, sealed, nameInfo);
  try {
    return bytes === undefined ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(bytes).slice(0, 40);
  } catch {
    return undefined;
  }
};
