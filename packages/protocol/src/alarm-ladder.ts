/** P5: loud at once, again after 1, 3 and 10 minutes and every 10, by the hub and by a server that misses its hub. */
const MINUTES = [0, 1, 3, 10];
const STEP_MINUTES = 10;

/** Milliseconds from the first ring of an alarm, which is number 0, to this one. */
export const ringAfterMs = (ring: number): number => {
  const last = MINUTES.length - 1;
  return (MINUTES[ring] ?? (MINUTES[last] ?? 0) + (ring - last) * STEP_MINUTES) * 60_000;
};
