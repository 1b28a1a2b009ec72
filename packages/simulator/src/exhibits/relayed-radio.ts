import { readAtDoor } from '@latchkey/protocol';
import { announced, come, goThrough, knock } from '../actors/near-courier.ts';
import type { Visit } from '../actors/visit.ts';
import { happening, type Scene } from '../scene.ts';
import type { World } from '../world.ts';
import type { StagedExhibit } from './exhibit.ts';

const PHOTO_AGE_MS = 40_000;

const onDisplay = ({ wires }: World): Uint8Array | undefined => {
  const shown = readAtDoor(wires.displays.get(1) ?? '')?.shown;
  return shown !== undefined && 'nonce' in shown ? shown.nonce : undefined;
};

const scene = (): Scene => {
  let visit: Visit | undefined;
  const withVisit = (act: (world: World, of: Visit) => Promise<void>) => async ({ world }: { readonly world: World }) => {
    if (visit !== undefined) await act(world, visit);
  }; // prettier-ignore
  return [
    happening('the door has a display, and whoever comes must be there', async ({ world, anna }) => {
      world.wires.fit(1);
      visit = await anna.grant({ mustBeThere: true });
      await announced(world, visit);
    }),
    happening('kilometres away: all that goes by radio is passed on', withVisit(async (world, of) => {
      const heard = world.variant.displayByRadio === true ? onDisplay(world) : undefined;
      await (heard === undefined ? come(world, of) : knock(world, of, heard));
    }), 3000), // prettier-ignore
    happening('a photo of the display, too old', withVisit(async (world, of) => {
      const photo = onDisplay(world);
      await world.clock.pass(PHOTO_AGE_MS);
      if (photo !== undefined) await knock(world, of, photo);
    }), 3000), // prettier-ignore
    happening('at the door: the display is read', withVisit(async (world, of) => {
      const nonce = onDisplay(world);
      world.record.readings.push({ door: 1, atMs: world.clock.nowMs });
      if (nonce !== undefined) await knock(world, of, nonce);
      await goThrough(world);
    })), // prettier-ignore
  ];
};

/** Kevo: that somebody is near is concluded from radio, and radio can be carried anywhere. */
export const displayByRadio: StagedExhibit = {
  incident: 'Relayed radio (Kevo)',
  scene,
  opens: 1,
  broken: () => ({ name: 'what proves that one is there goes by radio', displayByRadio: true }),
  noticedBy: ['P1'],
};
