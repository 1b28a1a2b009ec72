import { expect, test } from 'vitest';
import { someHousehold } from '../testing/household.ts';
import { calledDoors, createDoorNames, type OwnDoorNames } from './door-names.ts';

const scene = async (before: OwnDoorNames = {}) => {
  const kept: OwnDoorNames[] = [];
  const names = createDoorNames(before, (all) => {
    kept.push(all);
    return Promise.resolve();
  });
  const { doors } = await someHousehold();
  const called = (language: 'en' | 'de') => calledDoors(doors, names.own.get(), language).map(({ name }) => name);
  return { names, kept, called };
};

test('a door without a name of its own is called as its hub calls it, the demo’s in the language that is spoken', async () => {
  const { called } = await scene();
  expect(called('en')).toEqual(['Flat door', 'Garage']);
  expect(called('de')).toEqual(['Wohnungstür', 'Garage']);
});

test('a household’s own name is kept and stands in every language as it was written', async () => {
  const { names, kept, called } = await scene();
  await names.call(2, '  Shed ');
  expect(kept).toEqual([{ 2: 'Shed' }]);
  expect(called('de')).toEqual(['Wohnungstür', 'Shed']);
});

test('an empty name gives the hub’s name back and leaves the other doors’ names alone', async () => {
  const { names, kept, called } = await scene({ 1: 'Front door', 2: 'Shed' });
  await names.call(1, ' ');
  expect(called('en')).toEqual(['Flat door', 'Shed']);
  expect(kept.at(-1)).toEqual({ 2: 'Shed' });
});

test('a name is no longer than letters to people take', async () => {
  const { names } = await scene();
  await names.call(1, 'x'.repeat(100));
  expect(names.own.get()[1]).toHaveLength(40);
});
