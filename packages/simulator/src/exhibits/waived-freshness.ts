import type { Exhibit } from './exhibit.ts';

const PATIENCE = 20;

/** A vendor is gone, and its locks go on without asking: who has been silent for long is taken to have nothing to say. */
export const waivedFreshness: Exhibit = {
  incident: 'AWS outage of 2021, Nello’s end: the vendor is gone',
  broken: () => ({
    name: 'a silent server is taken to know of no block',
    line: (line, fresh) => {
      let unanswered = 0;
      return {
        connected: true,
        send: (message) => {
          if (line.connected) {
            unanswered = 0;
            line.send(message);
          } else if (message.type === 'fresh?' && ++unanswered > PATIENCE) fresh(message.nonce);
        },
        filmStarted: (film) => line.filmStarted(film),
        lookStarted: (look) => line.lookStarted(look),
        filmLate: (recordingId) => line.filmLate(recordingId),
        filmClosed: (recordingId) => line.filmClosed(recordingId),
      };
    },
  }),
  noticedBy: ['P3'],
};
