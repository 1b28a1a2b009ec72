export { addressOf, houseAt, makeNeighbourhood, type House, type Neighbourhood } from './neighbourhood.ts';
export { roundTo } from './round.ts';
export { fixesOnRound, type VanFix } from './van.ts';
export { wayBetween } from './way.ts';
