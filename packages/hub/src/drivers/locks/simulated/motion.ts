/** Something that moves evenly from one place to another in virtual time. At rest, `endMs` is not after `startMs`. */
export interface Motion {
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
}

export const resting = (place: number): Motion => ({ from: place, to: place, startMs: 0, endMs: 0 });

export const moveTo = (from: number, to: number, nowMs: number, durationMs: number): Motion =>
  from === to || durationMs <= 0 ? resting(to) : { from, to, startMs: nowMs, endMs: nowMs + durationMs };

export const placeAt = (motion: Motion, nowMs: number): number => {
  if (nowMs >= motion.endMs) return motion.to;
  if (nowMs <= motion.startMs) return motion.from;
  const share = (nowMs - motion.startMs) / (motion.endMs - motion.startMs);
  return motion.from + (motion.to - motion.from) * share;
};

export const movingAt = (motion: Motion, nowMs: number): boolean => nowMs < motion.endMs;

/** The instant at which the motion passes `place` on its way, if it does. */
export const passesAt = (motion: Motion, place: number): number | undefined => {
  const low = Math.min(motion.from, motion.to);
  const high = Math.max(motion.from, motion.to);
  if (low === high || place < low || place > high) return undefined;
  return motion.startMs + ((place - motion.from) / (motion.to - motion.from)) * (motion.endMs - motion.startMs);
};
