import type { Act } from '@latchkey/hub/locks/simulated';
import { announced, ask, come, goThrough } from '../actors/near-courier.ts';
import { happening, type Happening, type Scene } from '../scene.ts';
import type { World } from '../world.ts';
import type { StagedExhibit } from './exhibit.ts';

const by = (world: World, act: Act): void => {
  const { record, clock, hub, wires } = world;
  record.forcings.push({ door: 1, atMs: clock.nowMs, seq: hub?.core.memory.seq ?? 0 });
  wires.doors.get(1)?.put({ type: 'act', act });
};

const visited: Happening = happening('a courier goes in and out, and the next one asks', async ({ world, anna }) => {
  const [visit, next] = [await anna.grant({}), await anna.grant({})];
  await announced(world, visit);
  await come(world, visit);
  await goThrough(world);
  await announced(world, next);
  await ask(world, next);
});

const scene = (what: string, act: Act): Scene => [visited, happening(what, ({ world }) => by(world, act), 2100)];

/** Level: whoever picks the cylinder turns the bolt as its owner does, and nobody hears of it. */
export const keyAsHandle: StagedExhibit = {
  incident: 'Door opened by key (Level)',
  scene: () => scene('a key turns the bolt', { act: 'key', to: 'unlocked' }),
  opens: 1,
  broken: () => ({
    name: 'whatever turned the bolt counts as the handle inside',
    heard: (message) =>
      message.type === 'report' && message.cause === 'key' ? { ...message, cause: 'handle' } : message,
  }),
  noticedBy: ['P5'],
};

/** The same with a crowbar, in the minute in which somebody is waited for. */
export const forceInAVisit: StagedExhibit = {
  incident: 'Door forced while its bolt is thrown (Level)',
  scene: () => scene('the leaf is broken open', { act: 'force' }),
  opens: 1,
  broken: () => ({
    name: 'whatever opens while a courier waits is the courier',
    started: ({ core: { receipts } }) => {
      const add = receipts.add.bind(receipts);
      receipts.add = (said) => add(said.event === 'forced' ? { ...said, event: 'door-opened' } : said);
    },
  }),
  noticedBy: ['P5'],
};
