import { createCell, type Observable, type Shelf } from '@latchkey/web-kit/model';

/** The part of the hub's signed state that says it. */
export interface Said {
  readonly doors: readonly { readonly door: number; readonly presence?: number | undefined }[];
}

/** By door, as bits: what it has that only somebody who is there can read; 0: nothing. */
export type FittedDoors = Readonly<Record<number, number>>;

/**
 * What the hub's signed state last said to this device about what is fitted. It is remembered, so that a hub that is silent, or a
 * server that withholds its word, makes no grant ask for less than the one before.
 */
export interface Fitted {
  /** Undefined until the hub has spoken to this device once. */
  readonly doors: Observable<FittedDoors | undefined>;
  readonly at: (door: number) => number | undefined;
  readonly hear: (state: Said) => void;
}

const fittedName = 'fitted';

/** What this state says that the door has, beside its camera, to prove presence by; 0 where it said nothing. */
export const fittedAt = (state: Said | undefined, door: number): number =>
  state?.doors.find((one) => one.door === door)?.presence ?? 0;

export const fittedIn = (doors: FittedDoors | undefined, door: number): number | undefined =>
  doors === undefined ? undefined : (doors[door] ?? 0);

export const createFitted = async (shelf: Shelf): Promise<Fitted> => {
  const doors = createCell((await shelf.get(fittedName)) as FittedDoors | undefined);
  return {
    doors,
    at: (door) => fittedIn(doors.get(), door),
    hear: (state) => {
      const next = Object.fromEntries(state.doors.map(({ door }) => [door, fittedAt(state, door)]));
      if (JSON.stringify(next) === JSON.stringify(doors.get())) return;
      doors.set(next);
      void shelf.put(fittedName, next);
    },
  };
};
