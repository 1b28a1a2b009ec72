/** What a household may wish for a parcel in closed words. */

/** What will meet the courier. An alarm is only ever this word: the household switches it off itself. */
export const expectations = ['dog', 'alarm', 'ring-first'] as const;
export type Expectation = (typeof expectations)[number];

/**
 * What the household chose in advance, should the visit not happen: try again another day, a neighbour, a collection point, or back
 * with it. Details (which neighbour) travel sealed; only the kind is anybody else's to see, once the courier says that it was done.
 */
export const fallbacks = ['again', 'neighbour', 'collection-point', 'return'] as const;
export type Fallback = (typeof fallbacks)[number];
