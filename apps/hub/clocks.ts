import type { HubClockPort } from '@latchkey/hub';
import type { CameraClock } from '@latchkey/hub/cameras';

const cancellable = (timer: NodeJS.Timeout) => () => clearTimeout(timer);

export const after = (ms: number, task: () => void) => cancellable(setTimeout(task, ms));

export const hubClock: HubClockPort = { monotonicMs: () => performance.now(), after };

/** Wall clock at this start, then steady: a clock that is set while film runs tears no hole into it. */
export const cameraClock = (): CameraClock => {
  const startedMs = Date.now() - performance.now();
  return { nowMs: () => startedMs + performance.now(), every: (ms, task) => cancellable(setInterval(task, ms)) };
};
