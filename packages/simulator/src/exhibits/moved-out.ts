import { announced, come } from '../actors/near-courier.ts';
import type { Member } from '../actors/member.ts';
import type { Visit } from '../actors/visit.ts';
import { happening, type Scene } from '../scene.ts';
import type { StagedExhibit } from './exhibit.ts';
import { rosterThatGrows } from './roster-that-grows.ts';

const UNTIL_LOCKED_MS = 60_000;

const scene = (): Scene => {
  let ben: Member | undefined;
  let visit: Visit | undefined;
  return [
    happening('Ben moves in, opens, and lets somebody come', async ({ world, anna }) => {
      ben = await anna.takeIn(2);
      await ben.open(1);
      await world.clock.pass(UNTIL_LOCKED_MS);
      visit = await ben.grant({});
      await announced(world, visit);
    }),
    happening('Ben moves out', ({ anna }) => (ben === undefined ? undefined : anna.remove(ben))),
    happening('whom Ben let in comes all the same', async ({ world }) => {
      if (visit !== undefined) await come(world, visit);
    }, 3000), // prettier-ignore
    happening('Ben comes himself', () => ben?.open(1), 3000),
  ];
};

/** NYT 2018: the list in the app is shorter, and the lock goes by its own. */
export const removedInTheApp: StagedExhibit = {
  incident: 'Whoever moved out keeps the code (NYT 2018)',
  scene,
  opens: 1,
  broken: () => ({ name: 'somebody is removed in the app alone', memberRemovesInTheAppOnly: true }),
  noticedBy: ['P11'],
};

/** The same at the door: a removed member's grants live on. */
export const whoeverLivedHere: StagedExhibit = {
  incident: 'Whoever moved out keeps the code (NYT 2018)',
  scene,
  opens: 1,
  broken: () => ({ name: 'whoever ever lived here counts', started: rosterThatGrows }),
  noticedBy: ['P11'],
};
