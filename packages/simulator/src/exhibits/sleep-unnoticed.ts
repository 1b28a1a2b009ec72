import type { Exhibit } from './exhibit.ts';

/** Uptime that stands still in a sleep is taken for the time: what was known before the lid was closed is known after it. */
export const sleepUnnoticed: Exhibit = {
  incident: 'A suspended machine goes on with the clock, the freshness and the sensors of before',
  broken: () => ({
    name: 'a hub looks at the clock alone that sleeps with it',
    clock: (clock) => ({
      monotonicMs: () => clock.monotonicMs(),
      wallMs: () => clock.monotonicMs(),
      after: (ms, run) => clock.after(ms, run),
    }),
  }),
  noticedBy: ['P1', 'P3', 'P4', 'P12'],
};
