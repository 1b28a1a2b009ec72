import * as z from 'zod';
import { route } from '../route.ts';

/**
 * What maps are drawn on: the operator's own tiles (`mapTilesPath`), the demo's made-up neighbourhood, or nothing, when only
 * positions are drawn. No map ever asks another host.
 */
export const mapGround = z.enum(['tiles', 'neighbourhood', 'none']);
export type MapGround = z.infer<typeof mapGround>;

/** One PMTiles archive of version 3, read by ranges. */
export const mapTilesPath = '/map/area.pmtiles';

export const readMapGround = route({
  method: 'GET',
  path: '/api/map',
  role: 'anyone',
  status: 200,
  summary: 'What maps of this server are drawn on.',
  answer: z.strictObject({ ground: mapGround }),
});
