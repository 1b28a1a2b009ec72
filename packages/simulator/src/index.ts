/** Plays the real hub in a hostile world. Nothing imports this; scripts/sim.js and the tests run it. */
export { play, tell, type Outcome } from './run.ts';
export { endings, playOutage, tellOutage, type Ending, type OutageOutcome } from './outage/play-outage.ts';
export { real, type Variant } from './variant.ts';
