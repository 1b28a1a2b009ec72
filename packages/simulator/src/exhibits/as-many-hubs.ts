import { happening, type Scene } from '../scene.ts';
import type { StagedExhibit } from './exhibit.ts';

const UNTIL_LOCKED_MS = 60_000;

const scene: Scene = [
  happening('Anna opens', ({ anna }) => anna.open(1), UNTIL_LOCKED_MS),
  happening('a copy of the hub, far from the door, takes its line', async ({ world }) => {
    await world.startClone();
  }, 30_000), // prettier-ignore
  happening('the hub at the door has no line, and goes on', ({ anna }) => anna.open(1), UNTIL_LOCKED_MS),
  happening('it has its line again', ({ world }) => world.giveLine(world.hub), 5000),
];

/** Sciener's gateway: whoever has the hub's id is the hub. Here with its key and its disk: two tell one story's end, and each in its own way. */
export const asManyHubs: StagedExhibit = {
  incident: 'A hub with a cloned id and disk (Sciener gateway)',
  scene: () => scene,
  opens: 2,
  broken: () => ({ name: 'server and app believe the last one that spoke', lastWordIsBelieved: true }),
  noticedBy: ['P9'],
};
