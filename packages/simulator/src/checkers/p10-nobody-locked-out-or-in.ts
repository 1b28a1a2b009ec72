import type { Promised } from './checker.ts';

/**
 * A member's own knock is never refused by a hub that has its wires, whatever became of camera, clock and server, and whatever is blocked; the handle
 * frees, and no bolt is thrown into an open door.
 */
export const p10: Promised = {
  name: 'P10',
  check:
    () =>
    ({ world: { record } }) => {
      if (record.handlesThatHeld.length > 0) return `the handle did not free ${record.handlesThatHeld[0]}`;
      if (record.thrownAtOpen.length > 0) return `a bolt was thrown into the open ${record.thrownAtOpen[0]}`;
      return record.membersKeptOut.length > 0 ? `a member was kept out of ${record.membersKeptOut[0]}` : undefined;
    },
};
