/** The door: its loop, its journal, and the hub that decides. */
export { FilmClock } from './agent/film-clock.ts';
export { Hub } from './agent/hub.ts';
export type { HubMethod, HubParts } from './agent/hub-parts.ts';
export type { Core } from './agent/core.ts';
export type { DoorTag, TagsPort } from './agent/taps.ts';
export type * from './agent/ports.ts';
