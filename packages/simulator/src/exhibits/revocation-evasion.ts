import type { Exhibit } from './exhibit.ts';

/** Ho et al. 2016: the lock hears of the world through the phone of whoever was revoked, and that phone says *all is well*. */
export const revocationEvasion: Exhibit = {
  incident: 'Revocation evasion in five commercial locks',
  broken: () => ({
    name: 'the visitor answers for the freshness',
    line: (line, fresh) => ({
      connected: true,
      send: (message) => {
        line.send(message);
        if (message.type === 'fresh?') fresh(message.nonce);
      },
      filmStarted: (film) => line.filmStarted(film),
      lookStarted: (look) => line.lookStarted(look),
      filmLate: (recordingId) => line.filmLate(recordingId),
      filmClosed: (recordingId) => line.filmClosed(recordingId),
    }),
  }),
  noticedBy: ['P3'],
  fromSeed: 14,
};
