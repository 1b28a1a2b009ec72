import { asManyHubs } from './as-many-hubs.ts';
import { challengesThatRepeat } from './challenges-that-repeat.ts';
import type { StagedExhibit } from './exhibit.ts';
import { fullDisk, slowDisk } from './film-disk.ts';
import { forceInAVisit, keyAsHandle } from './forced-door.ts';
import { oneKeyForAll, oldKeyCounts } from './one-key-for-all.ts';
import { removedInTheApp, whoeverLivedHere } from './moved-out.ts';
import { displayByRadio } from './relayed-radio.ts';
import { staleMember } from './stale-member.ts';

/** Those that chance seldom meets, each with a scene of its own. */
export const staged: readonly StagedExhibit[] = [
  asManyHubs,
  challengesThatRepeat,
  fullDisk,
  slowDisk,
  keyAsHandle,
  forceInAVisit,
  oneKeyForAll,
  oldKeyCounts,
  removedInTheApp,
  whoeverLivedHere,
  displayByRadio,
  staleMember,
];
