import type { Exhibit } from './exhibit.ts';

const SET_BACK_AT_MS = 60_000;
const BY_MS = 45_000;

/** Time is read from a clock that somebody can move while the hub runs. */
export const clockSetBack: Exhibit = {
  incident: 'Clock rollback to revive expired grants',
  broken: () => ({
    name: 'the hub counts on a clock that is set back',
    clock: (clock) => {
      const backMs = () => (clock.monotonicMs() > SET_BACK_AT_MS ? BY_MS : 0);
      return {
        monotonicMs: () => clock.monotonicMs() - backMs(),
        wallMs: () => clock.wallMs() - backMs(),
        after: (ms, task) => clock.after(ms, task),
      };
    },
  }),
  noticedBy: ['P12'],
};
