import { setTimeout as pause } from 'node:timers/promises';
import { figure, quantile, type Bench } from './figure.ts';
import { openFloor, openStage, type Floor, type Stage } from './stage/stage.ts';
import { asked, completed, knock, prepareVisits } from './stage/visits.ts';

const hubs = 20;
const rounds = 5;

const oneRound = async (stage: Stage, floor: Floor, ours: number[], floors: number[]): Promise<void> => {
  const visits = await prepareVisits(stage, [...stage.homes.keys()]);
  // The ring must reach back five seconds before anybody asks, and the recording must run before anybody knocks.
  await pause(6_000);
  const ready = await Promise.all(visits.map(async (visit) => ({ visit, message: await asked(stage, visit) })));
  await pause(1_500);
  for (const { visit, message } of ready) {
    const before = performance.now();
    const [, floorBolt] = await floor.tap();
    floors.push(floorBolt - before);
    const opened = await knock(stage, visit, message);
    if (!opened.ok) throw new TypeError(`the door refused the bench: ${opened.reason}`);
    ours.push(opened.tapToBoltMs);
  }
  // Five seconds of film follow the lock; then each story is read once, so that the next round starts with quiet processes.
  await pause(8_000);
  for (const visit of visits) await completed(stage, visit);
};

/** Courier's HTTP request → bolt command at the hardware, loopback, all processes real; the floor makes the same hops with empty messages. */
export const knockTapToBolt: Bench = {
  names: ['knock.tap-to-bolt.p50', 'knock.tap-to-bolt.p99'],
  run: async () => {
    const [stage, floor] = [await openStage(hubs), await openFloor()];
    try {
      const ours: number[] = [];
      const floors: number[] = [];
      for (let n = 0; n < 50; n += 1) await floor.tap();
      for (let round = 0; round < rounds; round += 1) await oneRound(stage, floor, ours, floors);
      const at = (q: number, name: string) => figure(name, 'ms', quantile(ours, q), quantile(floors, q), ours.length);
      return [at(0.5, 'knock.tap-to-bolt.p50'), at(0.99, 'knock.tap-to-bolt.p99')];
    } finally {
      await Promise.all([stage.stop(), floor.stop()]);
    }
  },
};
