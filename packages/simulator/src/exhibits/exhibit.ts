import type { Scene } from '../scene.ts';
import type { Variant } from '../variant.ts';

/** A failure of the field (the museum of broken locks), rebuilt as one broken part around the real hub. */
export interface Exhibit {
  readonly incident: string;
  /** Made anew for each run: some broken parts remember. */
  readonly broken: () => Variant;
  /** The checkers of which one must notice. */
  readonly noticedBy: readonly string[];
  /** Where chance comes to it late: the first seed that is played. */
  readonly fromSeed?: number;
}

/** One that chance seldom meets: played in a scene of its own instead of the dice. */
export interface StagedExhibit extends Exhibit {
  /** Made anew for each run, as its people are. */
  readonly scene: () => Scene;
  /** How often the motor withdraws a bolt in the real build: a scene in which nobody gets in proves little. */
  readonly opens: number;
}
