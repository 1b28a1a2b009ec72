import { announced, come } from '../actors/near-courier.ts';
import type { Member } from '../actors/member.ts';
import { Dice } from '../dice.ts';
import { person } from '../people.ts';
import { happening, type Scene } from '../scene.ts';
import type { StagedExhibit } from './exhibit.ts';
import { rosterThatGrows } from './roster-that-grows.ts';

const UNTIL_LOCKED_MS = 60_000;
/** What all doors of one make have in common, taken out of one of them. */
const makersKey = person(new Dice(2024)).signer;

/** Whoever has that key stands before a door of other people. */
const anywhere: Scene = [
  happening('Anna opens', async ({ world, anna }) => {
    await anna.open(1);
    await world.clock.pass(UNTIL_LOCKED_MS);
  }),
  happening('somebody with the key of another home of this make knocks as Anna', ({ anna }) =>
    anna.feigned(makersKey).open(1), 3000), // prettier-ignore
  happening('and sends somebody with a grant of hers', async ({ world, anna }) => {
    const visit = await anna.feigned(makersKey).grant({});
    await announced(world, visit);
    await come(world, visit);
  }, 3000), // prettier-ignore
];

/** Unsaflok: three million doors, one secret behind all of their cards. */
export const oneKeyForAll: StagedExhibit = {
  incident: 'One key for many homes (Unsaflok)',
  scene: () => anywhere,
  opens: 1,
  broken: () => ({
    name: 'every door of the make believes one key',
    primitives: (p) => ({
      ...p,
      verify: (key, message, signature) => p.verify(key, message, signature) || p.verify(makersKey.key, message, signature),
    }),
  }), // prettier-ignore
  noticedBy: ['P1'],
};

/** Anna's telephone is stolen: she comes in with another one and takes the old key out. */
const rotated = (): Scene => {
  let next: Member | undefined;
  return [
    happening('a new key is there, and takes the old one out', async ({ world, anna }) => {
      next = await anna.takeIn(1);
      await next.remove(anna);
      await next.open(1);
      await world.clock.pass(UNTIL_LOCKED_MS);
    }),
    happening('whoever has the old key knocks', ({ anna }) => anna.open(1), 3000),
    happening('the new key opens', () => next?.open(1), 3000),
  ];
};

/** The other half: 36 % of those doors had new keys after eighteen months, and the old ones went on. */
export const oldKeyCounts: StagedExhibit = {
  incident: 'Keys that are changed and go on (Unsaflok)',
  scene: rotated,
  opens: 2,
  broken: () => ({ name: 'a key that was changed counts still', started: rosterThatGrows }),
  noticedBy: ['P1'],
};
