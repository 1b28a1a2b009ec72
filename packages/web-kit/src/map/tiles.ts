import { addProtocol } from 'maplibre-gl';
import { PMTiles, Protocol } from 'pmtiles';
import * as z from 'zod';

let protocol: Protocol | undefined;

const metadata = z.looseObject({ attribution: z.string().max(500).optional() });

/** Makes an archive of our own origin readable as `pmtiles://…`, and says whom its own words credit. Tags in them are dropped. */
export const addTiles = async (url: string): Promise<{ readonly credit: string }> => {
  if (protocol === undefined) {
    protocol = new Protocol();
    addProtocol('pmtiles', protocol.tile);
  }
  const archive = new PMTiles(url);
  protocol.add(archive);
  const read = metadata.safeParse(await archive.getMetadata());
  return { credit: (read.data?.attribution ?? '').replace(/<[^>]*>/g, '').trim() };
};
