import type { Promised } from './checker.ts';
import { p1AtTheDoor } from './p1-at-the-door.ts';
import { p1 } from './p1-no-unauthorised-opening.ts';
import { p2 } from './p2-at-most-once.ts';
import { p3 } from './p3-block-wins.ts';
import { p3EachIsToldOnce } from './p3-each-is-told-once.ts';
import { p4 } from './p4-truthful-state.ts';
import { p5 } from './p5-ends-locked-or-loudly.ts';
import { p5ForcedIsTold } from './p5-forced-is-told.ts';
import { p6 } from './p6-no-picture-no-entry.ts';
import { p9 } from './p9-unbroken-history.ts';
import { p10 } from './p10-nobody-locked-out-or-in.ts';
import { p11 } from './p11-gone-is-gone.ts';
import { p12 } from './p12-time-never-backwards.ts';

export const promised: readonly Promised[] = [
  p1,
  p1AtTheDoor,
  p2,
  p3,
  p3EachIsToldOnce,
  p4,
  p5,
  p5ForcedIsTold,
  p6,
  p9,
  p10,
  p11,
  p12,
];
