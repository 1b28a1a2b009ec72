import { REPORT_LIFE_MS, type DoorReport } from '@latchkey/protocol';
import { createCell, type HeardState, type Observable, type Shelf } from '@latchkey/web-kit/model';

/** By door, as bits: what it has that only somebody who is there can read; 0: nothing. A door that is not in it was not heard of yet. */
export type FittedDoors = Readonly<Record<number, number>>;

type Report = Pick<DoorReport, 'door' | 'presence' | 'sensorAgeMs'>;

/** The part of a hub's signed state that says it. */
export type Said = Pick<HeardState, 'askedAtMs'> & { readonly state: { readonly doors: readonly Report[] } };

/**
 * What the hub's signed states said to this device about what is fitted. It is remembered, and it is taken back only by a report
 * whose wires are alive: neither a silent hub, nor dead wires, nor a server that withholds a word makes a grant ask for less.
 */
export interface Fitted {
  readonly doors: Observable<FittedDoors>;
  /** Undefined until the hub has spoken of this door to this device once. */
  readonly at: (door: number) => number | undefined;
  /** `nowMs` is of the steady clock that the question was sent by. */
  readonly hear: (said: Said, nowMs: number) => void;
}

const fittedName = 'fitted';

export const createFitted = async (shelf: Shelf): Promise<Fitted> => {
  const doors = createCell(((await shelf.get(fittedName)) as FittedDoors | undefined) ?? {});
  return {
    doors,
    at: (door) => doors.get()[door],
    hear: ({ state, askedAtMs }, nowMs) => {
      const before = doors.get();
      const next = { ...before };
      for (const report of state.doors) {
        const fitted = fittedAfter(before[report.door], report, nowMs - askedAtMs);
        if (fitted !== undefined) next[report.door] = fitted;
      }
      if (JSON.stringify(next) === JSON.stringify(before)) return;
      doors.set(next);
      void shelf.put(fittedName, next);
    },
  };
};

/** A hub whose wires are dead knows of no display any more: such a report may add to what was known, and takes nothing away. */
const fittedAfter = (before: number | undefined, report: Report, reportAgeMs: number): number | undefined => {
  const { presence = 0, sensorAgeMs } = report;
  if (reportAgeMs + sensorAgeMs <= REPORT_LIFE_MS) return presence;
  return presence === 0 ? before : (before ?? 0) | presence;
};
