/** When things were said at doors, by the clocks of devices that may have had no reception, or a wrong time. */

const DAY_S = 24 * 60 * 60;

/** Whether `atS` is at most a day after this end: what is said of a visit later is said of none. */
export const isWithinADayOf = (endS: number, atS: number): boolean => atS <= endS + DAY_S;

/** Whoever is told a day later, because there was no reception, still looks after the person. */
export const ringsStill = (endMs: number, nowMs: number): boolean => nowMs < endMs + DAY_S * 1000;
