import type { LinePort } from './ports.ts';

/** Said to whoever hears: the server, and the hub's own page at home. One that is away misses nothing that is not kept for it. */
export const everyLine = (lines: readonly LinePort[]): LinePort => ({
  get connected() {
    return lines.some(({ connected }) => connected);
  },
  send: (message) => {
    for (const line of lines) line.send(message);
  },
  filmStarted: (film) => {
    for (const line of lines) line.filmStarted(film);
  },
  lookStarted: (look) => {
    for (const line of lines) line.lookStarted(look);
  },
  filmLate: (recordingId) => lines.some((line) => line.filmLate(recordingId)),
  filmClosed: (recordingId) => {
    for (const line of lines) line.filmClosed(recordingId);
  },
});
