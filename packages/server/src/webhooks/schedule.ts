const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Before the second, third … attempt, as Standard Webhooks recommends: a day and a half until nobody tries any more. */
const pauses = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR, 10 * HOUR];

/** Undefined: that was the last attempt. Up to a tenth later, so that receivers that were down are not all called at once. */
export const pauseAfter = (attempts: number, random: (length: number) => Uint8Array): number | undefined => {
  const pause = pauses[attempts - 1];
  if (pause === undefined) return undefined;
  const [byte = 0] = random(1);
  return pause + Math.floor((pause / 10) * (byte / 256));
};
