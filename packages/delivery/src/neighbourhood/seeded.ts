/** Numbers from 0 to 1 that follow from a seed alone (mulberry32): the same neighbourhood on every device. */
export const seeded = (seed: number) => {
  let state = seed | 0;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** From `low` up to, but not including, `high`. */
export const spread = (next: () => number, low: number, high: number): number => low + (high - low) * next();
