/** Further apart than any clock drifts between two pictures. */
const JUMP_MS = 10_000;

/** Unix milliseconds for a camera: steady, until the machine slept or its clock was set by more than ten seconds; then the wall's again. */
export const unixClock = (monotonicMs: () => number, wallMs: () => number): (() => number) => {
  let aheadMs = wallMs() - monotonicMs();
  return () => {
    const nowMs = monotonicMs();
    const apartMs = wallMs() - nowMs;
    if (Math.abs(apartMs - aheadMs) > JUMP_MS) aheadMs = apartMs;
    return nowMs + aheadMs;
  };
};
