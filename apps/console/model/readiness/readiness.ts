import { createCell, type Observable } from '@latchkey/web-kit/model';
import type { Row } from '../desk.ts';
import type { Office } from '../office.ts';
import { standingAfter, standingOf, worseFirst, type Standing } from './standing.ts';

export interface Readiness {
  /** By visit. */
  readonly view: Observable<ReadonlyMap<string, Standing>>;
  /** Which visits are looked at now; asks for those that were never asked for or a while ago, one after the other. */
  readonly look: (rows: readonly Row[]) => void;
  /** Once more for one visit, now. */
  readonly ask: (row: Row) => void;
  readonly stop: () => void;
}

export interface ReadinessEnds {
  readonly carrier: Pick<Office['carrier'], 'readiness'>;
  /** Unix milliseconds. */
  readonly nowMs: () => number;
}

/** What is well is left in peace for a while; what is not, or not known, is looked at again soon. */
const againAfterMs = { ready: 3 * 60_000, other: 30_000 };
const aheadS = 86_400;
/** A desk with hundreds of visits asks for the nearest ones; a person may ask for any. */
const limitLooked = 40;

/** Somebody still has to go there, and the hub answers by now. */
export const isAskable = ({ shipment: { visit, state, window } }: Row, nowMs: number): boolean =>
  visit !== undefined &&
  (state === 'granted' || state === 'assigned' || state === 'arriving') &&
  window.fromS - aheadS <= nowMs / 1000 &&
  nowMs / 1000 < window.toS;

export const createReadiness = ({ carrier, nowMs }: ReadinessEnds): Readiness => {
  const view = createCell<ReadonlyMap<string, Standing>>(new Map());
  const queue: Row[] = [];
  let asking: Row | undefined;
  let working = false;
  let stopped = false;

  const keep = (visitId: string, standing: Standing) => view.update((now) => new Map(now).set(visitId, standing));
  const askOne = async ({ shipment: { visit } }: Row) => {
    if (visit === undefined) return;
    const askedMs = nowMs();
    try {
      keep(visit.visitId, standingOf(await carrier.readiness(visit), askedMs));
    } catch (error) {
      keep(visit.visitId, standingAfter(error, askedMs));
    }
  };
  const work = async () => {
    if (working) return;
    working = true;
    for (asking = queue.shift(); asking !== undefined && !stopped; asking = queue.shift()) await askOne(asking);
    asking = undefined;
    working = false;
  };
  const isSame = (row: Row) => (other: Row | undefined) => other?.shipment.shipmentId === row.shipment.shipmentId;
  const isQueued = (row: Row) => isSame(row)(asking) || queue.some(isSame(row));
  const isDue = ({ shipment: { visit } }: Row) => {
    const known = visit === undefined ? undefined : view.get().get(visit.visitId);
    if (known === undefined) return true;
    return nowMs() - known.askedMs >= againAfterMs[known.kind === 'ready' ? 'ready' : 'other'];
  };

  return {
    view,
    look: (rows) => {
      stopped = false;
      const nearest = rows
        .filter((row) => isAskable(row, nowMs()))
        .sort((a, b) => a.shipment.window.fromS - b.shipment.window.fromS)
        .slice(0, limitLooked);
      queue.push(...nearest.filter((row) => isDue(row) && !isQueued(row)));
      void work();
    },
    ask: (row) => {
      stopped = false;
      if (!isQueued(row)) queue.unshift(row);
      void work();
    },
    stop: () => {
      stopped = true;
      queue.length = 0;
    },
  };
};

/** Visits somebody still has to go to, those whose doors are not ready first, then those whose nobody knows. */
export const byDoorsFirst = <L extends { readonly row: Row }>(
  lines: readonly L[],
  doors: ReadonlyMap<string, Standing>,
  nowMs: number,
): readonly L[] => {
  const standing = ({ row }: L) => doors.get(row.shipment.visit?.visitId ?? '');
  return lines
    .filter(({ row }) => isAskable(row, nowMs))
    .sort((a, b) => {
      const worse = worseFirst(standing(a), standing(b));
      return worse === 0 ? a.row.shipment.window.fromS - b.row.shipment.window.fromS : worse;
    });
};
