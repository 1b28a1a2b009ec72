import { ringAfterMs } from '@latchkey/protocol';
import { raise, rest } from './alarm.ts';
import { REPORT_FRESH, SENSOR_AWAY, SENSOR_CALM, SENSOR_EASES, SENSOR_MANY, SENSOR_WATCHED } from './limits.ts';
import { byInside, byKey } from './sensors.ts';
import type { DoorLoop, Seen, Sensor, SensorRun, Sensors } from './state.ts';
import { forget, set, type Turn } from './turn.ts';

/** A sensor that changes more often than a door moves is not believed, and hides nothing (docs/door-loop.md, *A sensor that does not keep still*). */

const SENSORS = ['contact', 'bolt'] as const satisfies readonly Sensor[];

/** Whether it reads something else than at a locked door; undefined: it says nothing. */
const awayOf = (sensor: Sensor, { contact, bolt }: Sensors): boolean | undefined => {
  if (sensor === 'contact') return contact === null ? undefined : contact === 'open';
  return bolt === null ? undefined : bolt < 100;
};

/** A report of the lock, before anything is made of it. */
export function hear(turn: Turn, sensors: Sensors): void {
  const { nowMs } = turn;
  const runs = { ...turn.state.runs };
  for (const sensor of SENSORS) {
    const away = awayOf(sensor, sensors);
    if (away !== undefined) runs[sensor] = runAfter(runs[sensor], away, away && isUnmeant(turn.state, sensors), nowMs);
  }
  set(turn, { runs, heard: { ...sensors, atMs: nowMs } });
}

/** Nobody uses the door, or it is locked behind them, and it was neither the handle nor the button inside nor a key. */
const isUnmeant = ({ passage }: DoorLoop, sensors: Sensors): boolean =>
  (passage === undefined || passage.stage === 'locked') && !byInside(sensors) && !byKey(sensors);

const newRun = (away: boolean, nowMs: number): SensorRun => ({ away, fromMs: nowMs, changedMs: nowMs, changes: 0, level: 0 }); // prettier-ignore

function runAfter(before: SensorRun | undefined, away: boolean, isUnmeantNow: boolean, nowMs: number): SensorRun {
  if (before === undefined) return newRun(away, nowMs);
  if (before.away === away) return before;
  const pauseMs = nowMs - before.changedMs;
  const { unsteady, unmeantMs } = before;
  const goesOn = unsteady !== undefined || pauseMs < SENSOR_CALM;
  // It runs over and holds no more than that: an hour of it is forgotten as soon as a minute.
  const level = Math.min(Math.max(0, before.level - pauseMs / SENSOR_EASES) + 1, SENSOR_MANY + 1);
  const isAgain = isUnmeantNow && unmeantMs !== undefined && nowMs - unmeantMs < SENSOR_WATCHED;
  const isUnsteady = unsteady !== undefined || level > SENSOR_MANY || isAgain;
  const lastUnmeantMs = isUnmeantNow ? nowMs : unmeantMs;
  return {
    away,
    fromMs: goesOn ? before.fromMs : nowMs,
    changedMs: nowMs,
    changes: goesOn ? before.changes + 1 : 1,
    level,
    ...(lastUnmeantMs === undefined ? {} : { unmeantMs: lastUnmeantMs }),
    ...(isUnsteady ? { unsteady: unsteady ?? { sinceMs: nowMs, told: 0 } } : {}),
  };
}

/** What of the newest report counts now: a reading of a sensor that does not keep still is none, until it has lasted. */
export function believe(turn: Turn): void {
  for (const sensor of SENSORS) settle(turn, sensor);
  defy(turn);
  const { heard, runs, seen } = turn.state;
  if (heard === undefined) return;
  const believed: Seen = {
    ...heard,
    ...(isDoubted(runs.contact, turn.nowMs) ? { contact: null } : {}),
    ...(isDoubted(runs.bolt, turn.nowMs) || turn.state.defied === true ? { bolt: null } : {}),
  };
  if (!sameSeen(believed, seen)) set(turn, { seen: believed });
  if (isUnsteady(turn.state)) raise(turn, 'unsteady', turn.nowMs);
  else rest(turn, 'unsteady', SENSOR_WATCHED);
}

/** A strike that is broken, or a bolt that is not where it says: pushed shut again, such a door is not locked, whatever it reads. */
function defy(turn: Turn): void {
  const { heard, runs, defied } = turn.state;
  if (heard === undefined || heard.bolt === null) return;
  if (heard.bolt < 100) forget(turn, 'defied');
  else if (defied !== true && isOpenFor(runs.contact, heard, turn.nowMs)) set(turn, { defied: true });
}

const isOpenFor = (contact: SensorRun | undefined, heard: Seen, nowMs: number): boolean =>
  contact?.away === true && heard.contact === 'open' && heard.moving === 'none' && nowMs >= contact.changedMs + SENSOR_AWAY; // prettier-ignore

const isDoubted = (run: SensorRun | undefined, nowMs: number): boolean =>
  run?.unsteady !== undefined && !(run.away && nowMs >= run.changedMs + SENSOR_AWAY);

const sameSeen = (a: Seen, b: Seen | undefined): boolean =>
  b !== undefined && a.atMs === b.atMs && a.contact === b.contact && a.bolt === b.bolt && a.autoLockS === b.autoLockS;

/** Tells of it when it begins, at the times of the ladder, and when it is over: the record has every change, and no more than that many receipts. */
function settle(turn: Turn, sensor: Sensor): void {
  const run = turn.state.runs[sensor];
  if (run?.unsteady === undefined) return;
  const { sinceMs } = run.unsteady;
  const { heard } = turn.state;
  const isHeard = heard !== undefined && turn.nowMs - heard.atMs <= REPORT_FRESH;
  const isCalm = isHeard && turn.nowMs >= run.changedMs + SENSOR_CALM;
  let { told } = run.unsteady;
  while (sinceMs + ringAfterMs(told) <= turn.nowMs) told++;
  if (!isCalm && told === run.unsteady.told) return;
  tell(turn, sensor, run);
  set(turn, { runs: { ...turn.state.runs, [sensor]: isCalm ? steady(run) : { ...run, unsteady: { sinceMs, told } } } });
}

const steady = ({ away, fromMs, changedMs, changes, level, unmeantMs }: SensorRun): SensorRun => ({
  ...{ away, fromMs, changedMs, changes, level },
  ...(unmeantMs === undefined ? {} : { unmeantMs }),
});

function tell(turn: Turn, sensor: Sensor, { changes, fromMs, changedMs }: SensorRun): void {
  const { heard, passage, film } = turn.state;
  const visit = passage?.visit ?? film?.visit;
  turn.effects.push({
    type: 'unsteady',
    reads: `${sensor}-${readingOf(sensor, heard)}`,
    changes,
    lengthMs: changedMs - fromMs,
    ...(visit === undefined ? {} : { visit }),
  });
}

function readingOf(sensor: Sensor, heard: Sensors | undefined): string {
  const away = heard && awayOf(sensor, heard);
  if (away === undefined) return 'silent';
  if (sensor === 'contact') return away ? 'open' : 'closed';
  return away ? 'not-thrown' : 'thrown';
}

/** Whether this door knows at the moment how it stands. */
export const isUnsteady = ({ runs }: DoorLoop): boolean => SENSORS.some((one) => runs[one]?.unsteady !== undefined);

/** It may be shut, or locked, and does not know it: no visitor's to open, and nobody's to lock by what it reads. */
export const isInDoubt = (state: DoorLoop): boolean => isUnsteady(state) || state.defied === true;

/** When time alone changes what is believed or told. */
export const sensorDeadlines = ({ runs, defied }: DoorLoop): readonly number[] => [
  ...(runs.contact?.away === true && defied !== true ? [runs.contact.changedMs + SENSOR_AWAY] : []),
  ...SENSORS.flatMap((one) => {
    const run = runs[one];
    if (run?.unsteady === undefined) return [];
    const { sinceMs, told } = run.unsteady;
    return [run.changedMs + SENSOR_AWAY, run.changedMs + SENSOR_CALM, sinceMs + ringAfterMs(told)];
  }),
];
