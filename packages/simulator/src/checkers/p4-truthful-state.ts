import { shownDoor } from '@latchkey/protocol';
import { saysLocked } from '../doors.ts';
import type { Promised } from './checker.ts';

const AGE_SLACK_MS = 100;

/** LOCKED, as an app reads the signed state, only if the lock's own newest words are thrown and closed, and the age is not made younger. */
export const p4: Promised = {
  name: 'P4',
  check:
    () =>
    ({ world, state }) => {
      for (const report of state?.doors ?? []) {
        if (shownDoor(report, 0) !== 'LOCKED') continue;
        const said = world.wires.doors.get(report.door)?.reported;
        if (said === undefined) return `door ${report.door} is called LOCKED and never reported`;
        const ageMs = world.clock.worldMs - said.atMs;
        // A report that was lost on the way leaves the hub with an older one, whose age it must then say.
        if (!saysLocked(said.report) && report.sensorAgeMs <= ageMs + AGE_SLACK_MS)
          return `door ${report.door} is called LOCKED; it said bolt ${said.report.bolt}, contact ${said.report.contact}, jam ${said.report.jam}`;
        if (report.sensorAgeMs + AGE_SLACK_MS < ageMs)
          return `door ${report.door}: ${ageMs} ms old, called ${report.sensorAgeMs}`;
      }
      return undefined;
    },
};
