import { routes } from '@latchkey/contract';
import { makeNeighbourhood } from '@latchkey/delivery';
import { createBrowserClient } from '../api/index.ts';
import { neighbourhoodFeatures } from './features.ts';
import type { Ground } from './style.ts';

/** What this server's maps are drawn on. One that cannot be asked is drawn on nothing: the stops are what counts. */
export const readGround = async (
  addTiles: (url: string) => Promise<{ readonly credit: string }>,
  origin: string,
): Promise<Ground> => {
  const { ground } = await createBrowserClient()(routes.readMapGround, {});
  switch (ground) {
    case 'neighbourhood':
      return { kind: 'features', features: neighbourhoodFeatures(makeNeighbourhood()) };
    case 'tiles': {
      const url = origin + routes.mapTilesPath;
      return { kind: 'tiles', url, ...(await addTiles(url)) };
    }
    case 'none':
      return { kind: 'none' };
  }
};
