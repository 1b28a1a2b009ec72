import type { TourProgress } from '@latchkey/carrier-sdk';
import type { Fix, GeoPoint } from '@latchkey/delivery';
import { createCell, type Observable } from '@latchkey/web-kit/model';

export interface PositionView {
  /** `asking`: the browser has not answered yet. `off`: the tour is not under way, or the courier has ended the sharing. */
  readonly phase: 'off' | 'asking' | 'shared' | 'denied';
  readonly own: { readonly at: GeoPoint; readonly accuracyM: number; readonly atS: number } | undefined;
}

/** The browser's own watch, as small as it is needed; nothing is heard before it has answered, and the answer ends it. */
export type WatchPosition = (onFix: (fix: Fix) => void, onDenied: () => void) => () => void;

export interface PositionParts {
  readonly watch: WatchPosition;
  /** Hears each position. */
  readonly progress: TourProgress;
  /** The courier, or the tour, has ended the sharing. */
  readonly onEnded?: () => void;
}

/** Whether this device says to its own progress where it is. */
export interface Position {
  readonly view: Observable<PositionView>;
  readonly share: () => void;
  readonly stop: () => void;
}

const off: PositionView = { phase: 'off', own: undefined };

export const createPosition = ({ watch, progress, onEnded }: PositionParts): Position => {
  const view = createCell<PositionView>(off);
  let end: (() => void) | undefined;

  const onFix = (fix: Fix) => {
    progress.heard(fix);
    view.set({ phase: 'shared', own: { at: fix.at, accuracyM: fix.accuracyM, atS: fix.atS } });
  };
  const ended = (next: PositionView) => {
    end?.();
    end = undefined;
    progress.forget();
    view.set(next);
    onEnded?.();
  };

  return {
    view,
    share: () => {
      if (end !== undefined) return;
      progress.begin();
      view.set({ phase: 'asking', own: undefined });
      end = watch(onFix, () => ended({ phase: 'denied', own: undefined }));
    },
    stop: () => ended(off),
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
