import { atLoad } from './at-load.ts';
import { blockTapToConfirmed } from './block-tap-to-confirmed.ts';
import type { Bench } from './figure.ts';
import { hubStart } from './hub-start.ts';
import { knockDecide } from './knock-decide.ts';
import { knockFlat } from './knock-flat.ts';
import { knockRefuse } from './knock-refuse.ts';
import { knockTapToBolt } from './knock-tap-to-bolt.ts';
import { liveGlassToGlass } from './live-glass-to-glass.ts';
import { logAppend } from './log-append.ts';
import { logProof } from './log-proof.ts';
import { removal } from './removal.ts';

/** Every bench there is, in the order of a knock's life. */
export const benches: readonly Bench[] = [
  knockDecide,
  knockFlat,
  knockRefuse,
  knockTapToBolt,
  blockTapToConfirmed,
  atLoad,
  removal,
  hubStart,
  liveGlassToGlass,
  logAppend,
  logProof,
];
