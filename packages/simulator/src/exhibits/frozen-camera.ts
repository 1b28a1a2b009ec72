import type { Exhibit } from './exhibit.ts';

/** Amazon Key 2017: the last frame is shown for ever and counts as a picture of now. */
export const frozenCamera: Exhibit = {
  incident: 'Amazon Key camera freeze',
  broken: () => ({
    name: 'a frozen picture counts as moving',
    film: (film) => ({
      arm: () => film.arm(),
      disarm: () => film.disarm(),
      start: async (visit) => {
        await film.start(visit);
        return { ok: true };
      },
      confirm: () => film.confirm(),
      coverage: () => {
        const told = film.coverage();
        if (told.picture === 'moving') return told;
        return { ...told, recording: true, picture: 'moving', onDiskToMs: Number.MAX_SAFE_INTEGER };
      },
      stop: (reason) => film.stop(reason),
      viewerNonce: (nonce) => film.viewerNonce(nonce),
      nowMs: () => film.nowMs(),
    }),
  }),
  noticedBy: ['P6'],
};
