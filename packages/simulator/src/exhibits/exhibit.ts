import type { Variant } from '../variant.ts';

/** A failure of the field (the museum of broken locks), rebuilt as one broken part around the real hub. */
export interface Exhibit {
  readonly incident: string;
  /** Made anew for each run: some broken parts remember. */
  readonly broken: () => Variant;
  /** The checkers of which one must notice. */
  readonly noticedBy: readonly string[];
}
