import type { Later } from '@latchkey/web-kit/model';

/** Reads again and again while somebody looks: one reading at a time, and none when nobody does. */
export interface Readings {
  readonly start: () => void;
  readonly stop: () => void;
  /** Now, unless it is being read anyway. */
  readonly now: () => void;
}

/** `restMs`: how long to wait after a reading. A reading that throws is the last. */
export const createReadings = (later: Later, read: () => Promise<void>, restMs: () => number): Readings => {
  let cancel: (() => void) | undefined;
  let running = false;
  let reading = false;

  const turn = async () => {
    reading = true;
    try {
      await read();
    } finally {
      reading = false;
    }
    if (running) cancel = later(() => void turn(), restMs());
  };

  return {
    start: () => {
      if (running) return;
      running = true;
      if (!reading) void turn();
    },
    stop: () => {
      running = false;
      cancel?.();
    },
    now: () => {
      if (!running || reading) return;
      cancel?.();
      void turn();
    },
  };
};
