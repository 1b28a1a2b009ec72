import { describe, expect, it } from 'vitest';
import { memoryShelf } from '../keys/database.ts';
import { makeDeviceKeys } from '../keys/device-keys.ts';
import { openName, openOfferText, openSeriesText, sealName, sealOfferText, sealSeriesText } from './letter.ts';
import { packText, readText, type LetterText } from './letter-text.ts';

const text: LetterText = {
  v: 1,
  from: 'Robin',
  place: 'Lindenstraße 14, 10969 Berlin',
  doors: [{ id: 1, name: 'Flat door' }],
  filmed: false,
  windows: [{ days: [2, 5], from: '09:00', to: '12:00' }],
  everyWeeks: 1,
  timeZone: 'Europe/Berlin',
  firstDay: '2026-06-01',
  uses: 3,
  note: 'The key to the cellar hangs inside.',
};
const key = new Uint8Array(32).fill(7);
const other = new Uint8Array(32).fill(8);
const visitId = new Uint8Array(16).fill(1);
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

describe('a letter', () => {
  it('opens with the key that both sides have, and with no other', async () => {
    const letter = await sealOfferText(key, text, random);
    expect(await openOfferText(key, letter)).toEqual(text);
    expect(await openOfferText(other, letter)).toBeUndefined();
    expect(await openOfferText(key, letter.slice(0, 5))).toBeUndefined();
  });

  it('of a series needs the person’s own key as well, and belongs to one grant', async () => {
    const [person, mallory] = [await makeDeviceKeys(memoryShelf(), 'k'), await makeDeviceKeys(memoryShelf(), 'k')];
    const sealed = await sealSeriesText(key, person.sealingKey, visitId, text, random);
    expect(await openSeriesText(key, person, visitId, sealed)).toEqual(text);
    expect(await openSeriesText(key, mallory, visitId, sealed)).toBeUndefined();
    expect(await openSeriesText(other, person, visitId, sealed)).toBeUndefined();
    expect(await openSeriesText(key, person, new Uint8Array(16), sealed)).toBeUndefined();
    // Whoever knows the person's public key, as the server does, cannot write one.
    const forged = await sealSeriesText(other, person.sealingKey, visitId, { ...text, place: 'Elsewhere' }, random);
    expect(await openSeriesText(key, person, visitId, forged)).toBeUndefined();
  });

  it('is read only in its closed form', () => {
    expect(readText(packText(text))).toEqual(text);
    const changed: readonly object[] = [
      { ...text, v: 2 },
      { ...text, extra: 1 },
      { ...text, doors: [] },
      { ...text, windows: [{ days: [8], from: '09:00', to: '12:00' }] },
      { ...text, windows: [{ days: [1], from: '24:00', to: '12:00' }] },
      { ...text, note: 'x'.repeat(301) },
    ];
    for (const one of changed) expect(readText(packText(one as LetterText))).toBeUndefined();
    expect(readText(Uint8Array.of(0xff, 0x00))).toBeUndefined();
  });

  it('fits into an offer and beside a grant at its longest', async () => {
    const person = await makeDeviceKeys(memoryShelf(), 'k');
    const long: LetterText = {
      ...text,
      from: 'ü'.repeat(40),
      place: 'ß'.repeat(200),
      doors: Array.from({ length: 8 }, (_, id) => ({ id, name: 'ö'.repeat(60) })),
      windows: Array.from({ length: 8 }, () => ({ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' })),
      note: '€'.repeat(300),
    };
    expect((await sealOfferText(key, long, random)).length).toBeLessThan(4096 - 250);
    expect((await sealSeriesText(key, person.sealingKey, visitId, long, random)).length).toBeLessThan(4096);
  });
});

it('a name is for the household alone', async () => {
  const [member, mallory] = [await makeDeviceKeys(memoryShelf(), 'k'), await makeDeviceKeys(memoryShelf(), 'k')];
  const sealed = await sealName(member.sealingKey, 'Inês');
  expect(sealed.length).toBeLessThan(300);
  expect(await openName(member, sealed)).toBe('Inês');
  expect(await openName(mallory, sealed)).toBeUndefined();
});
