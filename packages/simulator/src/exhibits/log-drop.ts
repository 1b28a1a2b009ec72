import type { Exhibit } from './exhibit.ts';

/** August's activity feed through a proxy: some receipts vanish on the way, and the app believes *that was all*. */
export const logDrop: Exhibit = {
  incident: 'Proxy drops log uploads and says received',
  broken: () => ({
    name: 'every seventh receipt vanishes and the app asks nobody',
    memberBelievesServer: true,
    line: (line) => ({
      get connected() {
        return line.connected;
      },
      send: (message) => {
        if (message.type !== 'receipt' || message.seq % 7 !== 0) line.send(message);
      },
      filmStarted: (film) => line.filmStarted(film),
      lookStarted: (look) => line.lookStarted(look),
      filmLate: (recordingId) => line.filmLate(recordingId),
      filmClosed: (recordingId) => line.filmClosed(recordingId),
    }),
  }),
  noticedBy: ['P9'],
};
