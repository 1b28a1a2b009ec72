import { plannedStop, sayProgress, tourProgress, type CourierDevice, type Stop } from '@latchkey/carrier-sdk';
import {
  addressOf,
  fixesOnRound,
  houseAt,
  makeNeighbourhood,
  pointAt,
  roundTo,
  type PlannedStop,
} from '@latchkey/delivery';

/** What the household was just told, and whether it heard *arriving soon* because of it. */
export interface Ahead {
  readonly stopsBefore: number;
  readonly etaS: number;
  readonly household: boolean;
}

const housesBefore = 3;
const stayS = 75;
const seed = 14;
const here = makeNeighbourhood();
const depot = pointAt(here.origin, { x: -300, y: 200 });

/**
 * The demo's van: it drives a round through the demo's neighbourhood that ends at this stop, on a clock of its own that does not wait.
 * Its device estimates from its positions, as a courier's phone does, and says what is news to the household; each such moment is
 * yielded. Only the stop itself is the server's: the houses before it are in nobody's list.
 */
export async function* driveTo(
  device: Pick<CourierDevice, 'sayProgress'>,
  stop: Pick<Stop, 'visitId' | 'text'>,
): AsyncGenerator<Ahead> {
  const last = houseAt(here, stop.text.address) ?? here.houses[0];
  const round = last === undefined ? [] : roundTo(here, last, housesBefore + 1, seed);
  const plan: readonly PlannedStop[] = [
    ...round.slice(0, -1).map((house) => ({ id: addressOf(house), at: house.at })),
    { ...plannedStop(stop), at: stop.text.at ?? last?.at },
  ];
  const own: typeof device = {
    sayProgress: (id, said) => (id === stop.visitId ? device.sayProgress(id, said) : Promise.resolve({ told: false })),
  };
  let nowS = 0;
  const progress = tourProgress(() => nowS);
  progress.planned(plan);
  progress.begin();
  for (const { fix, stop: at, standing } of fixesOnRound(here, depot, round, stayS)) {
    if (standing && at === housesBefore) return;
    nowS = fix.atS;
    progress.planned(plan.slice(at));
    progress.heard(fix);
    for (const one of await sayProgress(own, progress)) if (one.id === stop.visitId) yield one;
  }
}
