import { expect, test } from 'vitest';
import { stopFor } from './stop-text.ts';
import { newKeys } from './testing/people.ts';
import { labelInfo, noteInfo, sealText, stopText } from './texts.ts';
import { portableWorld } from './portable.ts';

const visitId = 'BwcHBwcHBwcHBwcHBwcHBw';
const { seal } = portableWorld('http://localhost:8400', () => Promise.reject(new TypeError('no network here')));

const stopWith = async (note: object) => {
  const { sealing } = await newKeys();
  const label = { name: 'Anna Ferrante', address: 'Lindenstraße 14' };
  return stopFor(
    sealing,
    { sealedLabel: await sealText(seal, sealing.publicKey, label, labelInfo) },
    {
      visitId,
      sealedNote: await sealText(seal, sealing.publicKey, note, noteInfo(visitId)),
      trackingNumbers: ['LK1'],
    },
  );
};

test('the courier hears what to expect and what to do if the visit fails, as the household said it', async () => {
  const wishes = {
    expect: ['dog', 'alarm'],
    ifFails: { to: 'neighbour', detail: 'Sahin, second floor' },
  };
  const stop = await stopWith({ dropPlace: 'on the mat', note: '', ...wishes });
  expect(stop).toMatchObject(wishes);
  expect(stopText.safeParse(stop).success).toBe(true);
});

test('museum, League City: a code in a note of somebody else’s app never reaches a courier', async () => {
  const stop = await stopWith({
    dropPlace: 'Hall. The key is under the mat.',
    note: 'Gate 4711, then right',
    ifFails: { to: 'neighbour', detail: 'Sahin, code 2580' },
  });
  expect(stop).toMatchObject({
    dropPlace: 'Hall.',
    note: 'Gate …, then right',
    ifFails: { to: 'neighbour', detail: 'Sahin, code …' },
  });
});
