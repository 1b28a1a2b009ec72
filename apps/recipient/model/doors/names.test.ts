import { expect, test } from 'vitest';
import { someHousehold } from '../../testing/household.ts';
import { calledDoors, createDoorNames, namedIn, ownIn, type NamedDoors } from './names.ts';

const scene = async (before: NamedDoors = {}) => {
  const kept: NamedDoors[] = [];
  const world = { nowMs: 1000, called: 0 };
  const names = createDoorNames({
    before,
    keep: (all) => {
      kept.push(all);
      return Promise.resolve();
    },
    wallMs: () => world.nowMs,
    onCalled: () => (world.called += 1),
  });
  const { doors } = await someHousehold();
  const called = (language: 'en' | 'de') => calledDoors(doors, names.own.get(), language).map(({ name }) => name);
  return { names, kept, called, world };
};
const at = (name: string, atMs: number) => ({ name, atMs });

test('a door without a name of its own is called as its hub calls it, the demo’s in the language that is spoken', async () => {
  const { called } = await scene();
  expect(called('en')).toEqual(['Flat door', 'Garage']);
  expect(called('de')).toEqual(['Wohnungstür', 'Garage']);
});

test('a household’s own name is kept and stands in every language as it was written', async () => {
  const { names, kept, called } = await scene();
  await names.call(2, '  Shed ');
  expect(kept).toEqual([{ 2: at('Shed', 1000) }]);
  expect(called('de')).toEqual(['Wohnungstür', 'Shed']);
});

test('an empty name gives the hub’s name back and leaves the other doors’ names alone', async () => {
  const { names, kept, called } = await scene({ 1: at('Front door', 5), 2: at('Shed', 6) });
  await names.call(1, ' ');
  expect(called('en')).toEqual(['Flat door', 'Shed']);
  expect(names.own.get()).toEqual({ 2: 'Shed' });
  expect(kept.at(-1)).toEqual({ 1: at('', 1000), 2: at('Shed', 6) });
});

test('a name is no longer than letters to people take', async () => {
  const { names } = await scene();
  await names.call(1, 'x'.repeat(100));
  expect(names.own.get()[1]).toHaveLength(40);
});

test('of two names for a door the later one stays on every device, whichever it hears first', async () => {
  const says = [
    { 1: at('Front door', 5) },
    { 1: at('Main door', 7), 2: at('Shed', 1) },
    { 1: at('', 6), 2: at('Yard', 1) },
  ];
  for (const order of [says, says.toReversed()]) {
    const { names, world } = await scene();
    for (const said of order) await names.hear(said);
    expect(names.named()).toEqual({ 1: at('Main door', 7), 2: at('Yard', 1) });
    expect(world.called).toBe(0);
  }
});

test('a name given here is later than the one that stands, though this clock is behind the other’s', async () => {
  const { names, kept, world } = await scene({ 1: at('Front door', 9_000) });
  await names.call(1, 'Flat');
  expect(names.named()).toEqual({ 1: at('Flat', 9_001) });
  await names.call(1, ' Flat');
  expect([kept.length, world.called]).toEqual([1, 1]);
  await names.hear({ 1: at('Front door', 9_000) });
  expect(kept).toHaveLength(1);
});

test('what a welcome called the doors stands until somebody calls them something', () => {
  const household = { doorNames: { 1: 'Front door', 2: 'Shed' }, namedDoors: { 2: at('', 3) } };
  expect(namedIn(household)).toEqual({ 1: at('Front door', 0), 2: at('', 3) });
  expect(ownIn(household)).toEqual({ 1: 'Front door' });
});
