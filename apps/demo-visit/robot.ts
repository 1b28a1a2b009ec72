import { isBroken } from '@latchkey/carrier-sdk';
import { readDemo } from './dispatch.ts';
import type { Ending } from './endings.ts';
import { serve, type Stage } from './play.ts';

/** States in which nothing is left to do for a courier. */
const over = new Set(['complete', 'blocked', 'diverted', 'expired']);

/** The robot courier: enrols, shows its code, and serves whatever a dispatch assigns to it, until the program is ended. */
export const serveStops = async (stage: Stage): Promise<Ending> => {
  const { world, words, say, device, server } = stage;
  const { code } = await device.enrol(words.robotName);
  say(words.robotReady(words.robotName, `${server}/console/#/enrol/${code}`));
  say(words.robotWaits);
  const served = new Set<string>();
  for (;;) {
    const stops = await device.stops();
    const next = stops.find(
      (stop) => !served.has(stop.visitId) && !over.has(stop.server.state) && stop.server.window.fromS <= world.nowS(),
    );
    if (next !== undefined) {
      served.add(next.visitId);
      const { hardwareUrl } = await readDemo(device);
      await serve(stage, next, hardwareUrl, () => Promise.resolve(divertedPlace(stage, next.visitId)));
      if (!isBroken(next)) say(words.robotWaits);
    }
    await world.wait(1000);
  }
};

const divertedPlace = async ({ device, words }: Stage, visitId: string): Promise<string> => {
  const stop = (await device.stops()).find((one) => one.visitId === visitId);
  return stop?.server.divert === undefined ? '–' : words.places[stop.server.divert.to];
};
