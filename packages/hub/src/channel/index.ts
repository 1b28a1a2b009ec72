/** The hub's two wires: inside the home to its hardware, and out to the server. */
export { HardwareLink } from './hardware-link.ts';
export { FilmOutbox, type FilmLine, type FilmStore, type OutgoingFilm } from './film-outbox.ts';
export { Pauses } from './pauses.ts';
export { ServerLine, type Leads, type LineSetup } from './server-line.ts';
