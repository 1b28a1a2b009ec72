import type { CameraClock } from '@latchkey/hub/cameras';

/** The machine's own time, for tests with real processes. */
export const wallClock: CameraClock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  every: (ms, task) => {
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  },
};
