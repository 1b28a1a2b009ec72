import type { Exhibit } from './exhibit.ts';

const ROOM = 50;

/** A queue on the way to the server has room for so many messages; what waits longest makes room for what comes. */
export const fullOutbox: Exhibit = {
  incident: 'Buffered reports lost in a long outage: the oldest make room',
  broken: () => ({
    name: `an outbox keeps the newest ${ROOM} receipts`,
    line: (line) => {
      let droppedUpTo = 0;
      return {
        connected: true,
        send: (message) => {
          if (message.type !== 'receipt') line.send(message);
          else if (!line.connected) droppedUpTo = Math.max(droppedUpTo, message.seq - ROOM);
          else if (message.seq > droppedUpTo) line.send(message);
        },
        filmStarted: (film) => line.filmStarted(film),
        lookStarted: (look) => line.lookStarted(look),
        filmLate: (recordingId) => line.filmLate(recordingId),
        filmClosed: (recordingId) => line.filmClosed(recordingId),
      };
    },
  }),
  noticedBy: ['P9'],
};
