import type { Asked, Line, Standing } from '@latchkey/web-kit/model';
import type { HubLine, ListsState } from '../lists.ts';

/** Whether the hub is asked at all: nobody carries the questions of a device that was removed or is suspended. */
export const askedOver = (line: Line, standing: Standing): Asked => {
  if (standing !== 'known') return 'cut-off';
  return line === 'asking' ? 'asking' : 'asked';
};

export interface HubStanding {
  /** How it is between this device and the hub's own signature. */
  readonly own: Line | 'cut-off';
  /** What the server says now of the hub's line; undefined where it says nothing to this device: what it said before is not so for sure. */
  readonly server: HubLine | undefined;
}

/** Two different things: whether the hub answers us with its own signature, and whether the server sees its line. */
export const hubStanding = (
  line: Line,
  standing: Standing,
  lists: ListsState,
  server: HubLine | undefined,
): HubStanding => {
  if (standing !== 'known') return { own: 'cut-off', server: undefined };
  return { own: line, server: lists.kind === 'ready' && lists.stale === undefined ? server : undefined };
};
