import type { Exhibit } from './exhibit.ts';

/** Recorders that discard or have not written yet: what is in memory is called recorded, pre-roll included. */
export const filmInMemory: Exhibit = {
  incident: 'Recorder keeps the segments in memory and loses them',
  broken: () => ({
    name: 'the pre-roll is claimed before it exists',
    film: (film) => ({
      arm: () => film.arm(),
      disarm: () => film.disarm(),
      start: (visit) => film.start(visit),
      confirm: () => film.confirm(),
      coverage: () => {
        const told = film.coverage();
        return { ...told, onDiskFromMs: told.onDiskToMs - 5000 };
      },
      stop: (reason) => film.stop(reason),
      viewerNonce: (nonce) => film.viewerNonce(nonce),
      nowMs: () => film.nowMs(),
    }),
  }),
  noticedBy: ['P6'],
};
