import { announced, ask, goThrough, knock } from '../actors/near-courier.ts';
import type { Visit } from '../actors/visit.ts';
import { happening, type Scene } from '../scene.ts';
import type { StagedExhibit } from './exhibit.ts';

const scene = (): Scene => {
  let visit: Visit | undefined;
  let overheard = new Uint8Array(0);
  return [
    happening('somebody who may come twice comes once, and is overheard', async ({ world, anna }) => {
      visit = await anna.grant({ uses: 2 });
      await announced(world, visit);
      const nonce = await ask(world, visit);
      await world.clock.pass(1500);
      overheard = (await knock(world, visit, nonce ?? new Uint8Array(16))).slice();
      await goThrough(world);
    }),
    happening('the plug is pulled', ({ world }) => world.unplug(), 2000),
    happening('and put back', ({ world }) => world.plugIn(), 3000),
    happening('they are before the door again and only ask; the relay says their old knock', async ({ world }) => {
      if (visit === undefined) return;
      await announced(world, visit);
      await ask(world, visit);
      await world.clock.pass(1500);
      await world.ask('knock', overheard);
    }, 3000), // prettier-ignore
  ];
};

/** Sciener: challenges so few that they come again, and with them every answer that was ever heard. */
export const challengesThatRepeat: StagedExhibit = {
  incident: 'Challenges guessed by brute force (Sciener)',
  scene,
  opens: 1,
  broken: () => ({
    name: 'the random source repeats itself, and the hub does not look',
    started: ({ core: { nonces } }) => {
      nonces.fresh = () => new Uint8Array(16).fill(7);
    },
  }),
  noticedBy: ['P1'],
};
