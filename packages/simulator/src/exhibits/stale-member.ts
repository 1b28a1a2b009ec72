import { announced, come, goThrough } from '../actors/near-courier.ts';
import type { Member } from '../actors/member.ts';
import type { Visit } from '../actors/visit.ts';
import { happening, type Scene } from '../scene.ts';
import type { StagedExhibit } from './exhibit.ts';

/** The net keeps a word for twenty seconds at most. */
const UNTIL_HEARD_MS = 30_000;

const scene = (): Scene => {
  let ben: Member | undefined;
  let visit: Visit | undefined;
  let image: Uint8Array | undefined;
  return [
    happening('a visit is announced', async ({ world, anna }) => {
      ben = await anna.takeIn(2);
      visit = await anna.grant({});
      await announced(world, visit);
    }),
    happening('Ben reads on, for the last time; somebody copies the disk', async ({ world }) => {
      await ben?.attend();
      image = world.image();
    }),
    happening('the courier comes, and goes', async ({ world }) => {
      if (visit === undefined) return;
      await come(world, visit);
      await goThrough(world);
    }),
    happening('the copy is put back, and Ben answers this start first', async ({ world }) => {
      world.record.restore(0, world.clock.nowMs);
      world.unplug(image);
      await world.plugIn();
      await world.clock.pass(3000);
      await ben?.vouchUnread();
    }, UNTIL_HEARD_MS), // prettier-ignore
    happening('the courier comes again', async ({ world }) => {
      if (visit !== undefined) await come(world, visit);
    }, 3000), // prettier-ignore
  ];
};

/** A start is answered by whoever comes first: one who knows little must not silence one who knows more. */
export const staleMember: StagedExhibit = {
  incident: 'Restore from a backup brings back what was revoked (2017)',
  scene,
  opens: 1,
  broken: () => ({ name: 'whoever answers first is the last to be heard', memberAnswersOnlyWhoAsks: true }),
  noticedBy: ['P2'],
};
