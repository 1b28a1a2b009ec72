import type { RosterState } from '../decision/doorstate.ts';

/** Devices that whoever stands beside the hub cut off for three days: docs/protocol/22-suspension.md. */

/** Of the hub's own running time. */
export const SUSPENSION_MS = 72 * 60 * 60 * 1000;
/** After one that ran out, before the same member may suspend the same device again. */
export const SUSPENSION_RESTS_MS = 24 * 60 * 60 * 1000;

/** One that was, by the kid of the device (hex) that it is about. It stays while it stands, and then while it rests. */
export interface Suspended {
  /** Hex kid of who suspended. */
  readonly by: string;
  /** Of the hub's own running time, since it began. */
  readonly ranMs: number;
}

export const stands = ({ ranMs }: Suspended): boolean => ranMs < SUSPENSION_MS;
export const rests = ({ ranMs }: Suspended): boolean => ranMs < SUSPENSION_MS + SUSPENSION_RESTS_MS;

/** The roster as it counts at this hub: a suspended device is in none. Its head and epoch are the roster's own. */
export function countingRoster(roster: RosterState, suspended: ReadonlyMap<string, Suspended>): RosterState {
  const cut = [...suspended].filter(([, one]) => stands(one)).map(([kid]) => kid);
  if (!cut.some((kid) => roster.members.has(kid))) return roster;
  return { ...roster, members: new Map([...roster.members].filter(([kid]) => !cut.includes(kid))) };
}
