import { ApiProblem } from '@latchkey/contract';
import type { BrokenStop, CourierDevice, ServerStop, Stop } from '@latchkey/carrier-sdk';
import { isBroken, plannedStop, sayProgress, tourProgress } from '@latchkey/carrier-sdk';
import type { Beacon } from './beacon.ts';
import { createPosition, type Position, type WatchPosition } from './position.ts';
import { createReadings } from './readings.ts';
import { createCell, type Later, type Observable, type Shelf } from '@latchkey/web-kit/model';

export interface TourView {
  readonly phase: 'loading' | 'ready';
  /** Those that still need a courier, earliest first; then the others, newest first. */
  readonly next: readonly (Stop | BrokenStop)[];
  readonly done: readonly (Stop | BrokenStop)[];
  readonly line: 'on' | 'off';
  /** The courier has said that they are on the way. */
  readonly driving: boolean;
}

export interface TourParts {
  readonly device: Pick<CourierDevice, 'listed' | 'check' | 'sayProgress'>;
  /** Keeps the day's stops, sealed as they came, for when there is no reception. */
  readonly shelf: Shelf;
  readonly later: Later;
  readonly watch: WatchPosition;
  /** Tells the carriers where this device is. */
  readonly beacon: Beacon;
  /** Unix seconds. */
  readonly nowS: () => number;
}

export interface Tour {
  readonly view: Observable<TourView>;
  readonly position: Position;
  /** The carriers' domains that hear where this device is. */
  readonly heardBy: Beacon['heardBy'];
  /** From now on the households ahead hear how far away the van is. */
  readonly drive: () => void;
  readonly poke: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

const shelfName = 'stops';
/** Said until the tour is done, also where the page is opened anew in between. */
const drivingName = 'driving';
const calmMs = 8000;
/** So long the first position is waited for: an estimate without one may be far off, and a household hears of the van once. */
const firstFixS = 10;

const ended = new Set<ServerStop['state']>(['complete', 'blocked', 'diverted', 'expired', 'undelivered']);

export const createTour = ({ device, shelf, later, watch, beacon, nowS }: TourParts): Tour => {
  let setOutS = -Infinity;
  const view = createCell<TourView>({ phase: 'loading', next: [], done: [], line: 'on', driving: false });
  const progress = tourProgress(nowS);
  const position = createPosition({ watch, progress, onEnded: () => void beacon.end() });

  const show = async (listed: readonly ServerStop[], line: TourView['line']) => {
    const stops = await device.check(listed);
    if ((await shelf.get(drivingName)) === true) view.update((now) => ({ ...now, driving: true }));
    view.update((now) => ({ ...now, phase: 'ready', line, ...inOrder(stops) }));
  };
  const stored = async (): Promise<readonly ServerStop[]> =>
    ((await shelf.get(shelfName)) as readonly ServerStop[] | undefined) ?? [];

  const read = async () => {
    try {
      const listed = await device.listed();
      await shelf.put(shelfName, listed);
      await show(listed, 'on');
      if (view.get().next.length === 0) await shelf.drop(drivingName);
      await sayHowFar();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      await show(await stored(), 'off');
    }
  };

  /** Only what is news to a household is said; a message that fails is said again at the next reading. */
  const sayHowFar = async () => {
    const { driving, next } = view.get();
    progress.planned(next.flatMap((stop) => (isBroken(stop) ? [] : [plannedStop(stop)])));
    if (!driving) return;
    if (next.length === 0) endTour();
    if (position.view.get().phase === 'asking' && nowS() - setOutS < firstFixS) return;
    await sayProgress(device, progress);
    await beacon.say(
      next.filter((stop): stop is Stop => !isBroken(stop)),
      position.view.get().own,
    );
  };

  const endTour = () => {
    position.stop();
    view.update((now) => ({ ...now, driving: false }));
  };

  const readings = createReadings(later, read, () => calmMs);
  let heard = position.view.get().phase;
  position.view.subscribe(() => {
    const { phase } = position.view.get();
    if (heard === 'asking' && phase !== 'asking') readings.now();
    heard = phase;
  });

  return {
    view,
    position,
    heardBy: beacon.heardBy,
    drive: () => {
      void shelf.put(drivingName, true);
      setOutS = nowS();
      position.share();
      view.update((now) => ({ ...now, driving: true }));
      readings.now();
    },
    poke: readings.now,
    start: readings.start,
    stop: () => {
      readings.stop();
      position.stop();
    },
  };
};

/** By their windows. The server lists the newest first; of two with one window the older stays, so nothing moves under a thumb. */
const inOrder = (stops: readonly (Stop | BrokenStop)[]): Pick<TourView, 'next' | 'done'> => {
  const byWindow = [...stops].reverse().sort((a, b) => a.server.window.fromS - b.server.window.fromS);
  const over = (stop: Stop | BrokenStop) => ended.has(stop.server.state);
  const sound = (stop: Stop | BrokenStop) => !isBroken(stop);
  const open = byWindow.filter((stop) => !over(stop));
  return {
    next: [...open.filter(sound), ...open.filter((stop) => !sound(stop))],
    done: byWindow.filter(over).reverse(),
  };
};
