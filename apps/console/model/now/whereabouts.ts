import type { routes } from '@latchkey/contract';
import type { PositionText } from '@latchkey/carrier-sdk';
import type { GeoPoint } from '@latchkey/delivery';
import { createCell, type Observable } from '@latchkey/web-kit/model';
import type { MapCourier } from '@latchkey/web-kit/map';
import type { z } from 'zod';
import type { CourierRow } from '../couriers.ts';

/** Where a courier's device last said to be. Never kept longer than this page is open. */
export interface CourierAt {
  readonly at: GeoPoint;
  readonly accuracyM: number;
  readonly atMs: number;
}

/** By the device's key. */
export type Places = ReadonlyMap<string, CourierAt>;

type PositionEvent = Extract<z.infer<typeof routes.carrierEvent>, { readonly type: 'position' }>;

export interface Whereabouts {
  readonly places: Observable<Places>;
  readonly hear: (event: PositionEvent) => Promise<void>;
}

interface WhereaboutsParts {
  /** Throws for what was not sealed to this carrier's key. */
  readonly open: (visitId: string, sealedPosition: string) => Promise<PositionText | undefined>;
  readonly wallMs: () => number;
}

export const forgottenMs = 15 * 60_000;
/** From here on the mark is hollow. */
export const oldMs = 2 * 60_000;
/** More devices than any carrier has at once: a flood of marks ends here. */
const mostPlaces = 2000;

export const createWhereabouts = ({ open, wallMs }: WhereaboutsParts): Whereabouts => {
  const places = createCell<Places>(new Map());
  const put = (keyId: string, place: CourierAt | undefined) => {
    const fresh = [...places.get()].filter(([id, { atMs }]) => id !== keyId && wallMs() - atMs < forgottenMs);
    const entries: readonly (readonly [string, CourierAt])[] = place === undefined ? fresh : [...fresh, [keyId, place]];
    places.set(new Map(entries.slice(-mostPlaces)));
  };
  return {
    places,
    hear: async ({ keyId, visitId, sealedPosition }) => {
      if (sealedPosition === undefined) {
        put(keyId, undefined);
        return;
      }
      const said = await open(visitId, sealedPosition);
      if (said === undefined) return;
      // A device whose clock is fast is not newer than its word.
      const atMs = Math.min(said.atS * 1000, wallMs());
      if (atMs >= (places.get().get(keyId)?.atMs ?? 0)) put(keyId, { at: said.at, accuracyM: said.accuracyM, atMs });
    },
  };
};

export interface CourierHere extends CourierAt {
  readonly keyId: string;
  readonly name: string;
}

/** Those of this carrier's own list whose word is not forgotten, by name. */
export const couriersHere = (
  places: Places,
  couriers: readonly Pick<CourierRow, 'keyId' | 'name' | 'blocked'>[],
  nowMs: number,
): readonly CourierHere[] =>
  couriers
    .flatMap(({ keyId, name, blocked }): readonly CourierHere[] => {
      const place = places.get(keyId);
      const gone = place === undefined || blocked || nowMs - place.atMs >= forgottenMs;
      return gone ? [] : [{ ...place, keyId, name }];
    })
    .sort((a, b) => a.name.localeCompare(b.name));

/** The one courier of that name who says where they are; nobody where two have it. */
export const courierNamed = (here: readonly CourierHere[], name: string | undefined): CourierHere | undefined => {
  const named = here.filter((one) => one.name === name);
  return named.length === 1 ? named[0] : undefined;
};

export const marksOf = (
  here: readonly CourierHere[],
  nowMs: number,
  words: (courier: CourierHere) => string,
): readonly MapCourier[] =>
  here.map((courier) => ({
    id: courier.keyId,
    words: words(courier),
    at: courier.at,
    accuracyM: courier.accuracyM,
    old: nowMs - courier.atMs >= oldMs,
  }));
