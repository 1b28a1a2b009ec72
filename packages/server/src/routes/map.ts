import { routes } from '@latchkey/contract';
import type { World } from '../world.ts';

/** An operator's own tiles go before the demo's streets, which nobody lives in. */
export const addMap = ({ registrar, settings }: World): void => {
  const ground: routes.MapGround = settings.mapTiles !== undefined ? 'tiles' : settings.demo ? 'neighbourhood' : 'none';
  registrar.on(routes.readMapGround, () => Promise.resolve({ ground }));
};
