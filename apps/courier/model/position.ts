import {
  afterFix,
  atDepot,
  estimates,
  estimatesByPace,
  noticeDue,
  type Fix,
  type GeoPoint,
  type Journey,
  type PlannedStop,
  type StopEstimate,
} from '@latchkey/delivery';
import { createCell, type Observable } from '@latchkey/web-kit/model';

export interface PositionView {
  /** `asking`: the browser has not answered yet. `off`: the tour is not under way, or the courier has ended the sharing. */
  readonly phase: 'off' | 'asking' | 'shared' | 'denied';
  readonly own: { readonly at: GeoPoint; readonly accuracyM: number } | undefined;
}

/** The browser's own watch, as small as it is needed; nothing is heard before it has answered, and the answer ends it. */
export type WatchPosition = (onFix: (fix: Fix) => void, onDenied: () => void) => () => void;

export interface PositionParts {
  readonly watch: WatchPosition;
  /** Unix seconds. */
  readonly nowS: () => number;
}

/** A stop as it stands to be told, and whether its household is to hear of it yet. */
export interface Told extends StopEstimate {
  readonly due: boolean;
}

/** Where this device is on its tour. The position stays on the device: what leaves it are minutes and a number of stops. */
export interface Position {
  readonly view: Observable<PositionView>;
  readonly share: () => void;
  readonly stop: () => void;
  /** The tour's rest, in its order, after each reading; what is missing since the last one is finished. */
  readonly planned: (plan: readonly PlannedStop[]) => void;
  readonly tell: () => readonly Told[];
}

/** Positions that old no longer say where the van is. */
const freshS = 300;
const keptTurns = 20;
/** Without positions a household hears when so many stops are before its own. */
const stopsWithout = 2;

const off: PositionView = { phase: 'off', own: undefined };

export const createPosition = ({ watch, nowS }: PositionParts): Position => {
  const view = createCell<PositionView>(off);
  let plan: readonly PlannedStop[] = [];
  let journey: Journey = atDepot;
  let finishedS: readonly number[] = [];
  let end: (() => void) | undefined;

  const onFix = (fix: Fix) => {
    journey = afterFix(journey, plan, fix);
    view.set({ phase: 'shared', own: { at: fix.at, accuracyM: fix.accuracyM } });
  };
  const onDenied = () => {
    end?.();
    end = undefined;
    view.set({ phase: 'denied', own: undefined });
  };
  const isFresh = () => end !== undefined && journey.last !== undefined && nowS() - journey.last.atS <= freshS;
  const isPlaced = () => plan.every(({ at }) => at !== undefined);

  return {
    view,
    share: () => {
      if (end !== undefined) return;
      finishedS = finishedS.length === 0 ? [nowS()] : finishedS;
      view.set({ phase: 'asking', own: undefined });
      end = watch(onFix, onDenied);
    },
    stop: () => {
      end?.();
      end = undefined;
      journey = atDepot;
      view.set(off);
    },
    planned: (next) => {
      const left = new Set(next.map(({ id }) => id));
      const finished = plan.filter(({ id }) => !left.has(id)).length;
      if (finished > 0 && finishedS.length > 0) finishedS = [...finishedS, nowS()].slice(-keptTurns);
      plan = next;
    },
    tell: () => {
      if (isFresh() && isPlaced())
        return estimates(journey, plan, nowS()).map((one) => ({ ...one, due: noticeDue(one) }));
      const ids = plan.map(({ id }) => id);
      return estimatesByPace({ finishedS }, ids, nowS()).map((one) => ({
        ...one,
        due: one.stopsBefore <= stopsWithout,
      }));
    },
  };
};

/** One position a second or two is enough for streets; without permission there is none. */
export const browserWatch: WatchPosition = (onFix, onDenied) => {
  if (!('geolocation' in navigator)) {
    queueMicrotask(onDenied);
    return () => undefined;
  }
  const id = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) =>
      onFix({
        atS: timestamp / 1000,
        at: { latE6: Math.round(coords.latitude * 1e6), lonE6: Math.round(coords.longitude * 1e6) },
        accuracyM: coords.accuracy,
      }),
    (error) => {
      // A tunnel is no refusal: the next fix comes by itself.
      if (error.code === error.PERMISSION_DENIED) onDenied();
    },
    { enableHighAccuracy: true, maximumAge: 2000 },
  );
  return () => navigator.geolocation.clearWatch(id);
};
