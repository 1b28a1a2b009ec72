import { HONEST, visitDoor } from './actors/courier.ts';
import { target, type Reach } from './actors/withdrawals.ts';
import { somebody, someVisit, type Deed, type Stage } from './stage.ts';

/** Of a block that has an end; some are over before anybody hears of them. */
const SHORTEST_S = -20;
const LONGEST_S = 120;
const FOR_GOOD_S = 100_000;
/** From the ask to when somebody is inside, and a while after. */
const WHILE_SOMEBODY_COMES_MS = 25_000;

/** The film of a visit is synced, and its intent written, in about so long. */
const AS_IT_KNOCKS_MS = 16;

const way = ({ world }: Stage): Reach => ({ way: world.dice.chance(0.5) ? 'lan' : 'net' });

/** Mostly with an end. One that takes back whatever is granted now is among them, and one that is for good where nobody has to live with it. */
const until = (stage: Stage, forGood = false): Reach => {
  const { dice, unixS } = stage.world;
  if (forGood && dice.chance(0.4)) return way(stage);
  return { ...way(stage), expS: unixS + (dice.chance(0.1) && forGood ? FOR_GOOD_S : dice.between(SHORTEST_S, LONGEST_S)) };
}; // prettier-ignore

const blockVisit = async (stage: Stage): Promise<void> => {
  const visit = someVisit(stage);
  if (visit !== undefined) await somebody(stage).block(visit, way(stage));
};

const blockCourier = async (stage: Stage): Promise<void> => {
  const visit = someVisit(stage);
  if (visit !== undefined) await somebody(stage).blockMany(target.courier(visit), until(stage, true));
};

/** For good once in a while, and then parcels come by another one. */
const blockCarrier = async (stage: Stage): Promise<void> => {
  const { anna } = stage;
  const reach = until(stage, true);
  await somebody(stage).blockMany(target.carrier(anna.carrierKey), reach);
  if (reach.expS === undefined || reach.expS > stage.world.unixS + LONGEST_S) anna.changeCarrier();
};

const blockIssuer = async (stage: Stage): Promise<void> =>
  somebody(stage).blockMany(target.issuer(somebody(stage).key), until(stage));

const blockEverything = async (stage: Stage): Promise<void> =>
  somebody(stage).blockMany(target.everything, until(stage));

const divert = async (stage: Stage): Promise<void> => {
  const visit = someVisit(stage);
  if (visit?.carrier !== undefined) await somebody(stage).divert(visit, way(stage));
};

const carrierBlocks = async (stage: Stage): Promise<void> => {
  const visit = someVisit(stage);
  if (visit === undefined) return;
  const what = stage.world.dice.chance(0.5) ? target.visit(visit) : target.courier(visit);
  await stage.anna.carrierBlocks(visit, what, until(stage, true));
};

const anything = [blockVisit, blockCourier, blockCarrier, blockIssuer, blockEverything, divert, carrierBlocks] as const;

/** While somebody asks, knocks, waits for a yes, opens, is inside or has just left. */
const blockMeanwhile = async (stage: Stage): Promise<void> => {
  const { world } = stage;
  const visit = someVisit(stage);
  const act = world.dice.pick(anything);
  if (visit === undefined || act === undefined) return;
  await visitDoor(world, visit);
  world.clock.after(world.dice.below(WHILE_SOMEBODY_COMES_MS), () => void act({ ...stage, visits: [visit] }));
};

/** While its knock is decided, journalled, looked at again and on its way to the lock. */
const blockAsItKnocks = async (stage: Stage): Promise<void> => {
  const { world } = stage;
  const visit = someVisit(stage);
  if (visit === undefined) return;
  const what = world.dice.pick([target.visit(visit), target.courier(visit), target.everything]) ?? target.everything;
  const block = () =>
    void somebody(stage).blockMany(what, { way: 'lan', expS: world.unixS + world.dice.between(5, LONGEST_S) });
  await visitDoor(world, visit, HONEST, () => world.clock.after(world.dice.below(AS_IT_KNOCKS_MS), block));
};

export const withdrawing: readonly Deed[] = [
  [3, 'a member blocks a visit', blockVisit],
  [1, 'a member blocks a courier', blockCourier],
  [1, 'a member blocks a carrier', blockCarrier],
  [1, 'a member blocks what a member let', blockIssuer],
  [1, 'a member blocks everything', blockEverything],
  [1, 'a member diverts', divert],
  [1, 'a carrier blocks', carrierBlocks],
  [4, 'a courier comes, and is blocked meanwhile', blockMeanwhile],
  [4, 'a courier comes, and is blocked as they knock', blockAsItKnocks],
  [2, 'a member says yes to whoever ever asked', ({ approvals }) => approvals.insist()],
];
