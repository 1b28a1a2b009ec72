import { figure, quantile, type Bench } from './figure.ts';
import { microseconds } from './knock-decide.ts';
import { setTheScene } from './stage/knocks.ts';

/**
 * Whether a home that holds ten thousand grants answers a knock as fast as a home with one. The floor is the same knock, by the same courier, at a
 * hub that holds nothing else; the two are asked in turn.
 */
const GRANTS = 10_000;
const ROUNDS = 2000;
const WARM_UP = 4000;

export const knockFlat: Bench = {
  names: ['knock.decide.flat'],
  run: async () => {
    const visit = setTheScene();
    const others = [];
    for (let round = 1; round < GRANTS; round++) others.push((await visit(round)).later);
    const last = await visit(GRANTS);
    const [alone, among] = [last.cached, last.among(others)];
    for (let i = 0; i < WARM_UP; i++) if (!alone() || !among()) throw new Error('The door said no to the bench.');
    const [ours, floor]: [number[], number[]] = [[], []];
    for (let i = 0; i < ROUNDS; i++) {
      floor.push(microseconds(alone));
      ours.push(microseconds(among));
    }
    return [figure('knock.decide.flat', 'us', quantile(ours, 0.5), quantile(floor, 0.5), ROUNDS)];
  },
};
