import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for a condition of the real world, looking often. The deadline is a guard against hanging, not a measure: a test that needs
 * it has failed, and says what it waited for.
 */
export const until = async <T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = 60_000,
): Promise<T> => {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > end) throw new TypeError(`waited ${deadlineMs} ms in vain for: ${what}`);
    await pause(40);
  }
};
