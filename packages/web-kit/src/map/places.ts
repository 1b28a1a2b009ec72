import type { GeoPoint } from '@latchkey/delivery';

/** A stop as the map shows it. `words` is what its marker is called: *Stop 3: Lindenstraße 14*. */
export interface MapStop {
  readonly id: string;
  /** As in the list beside the map. */
  readonly number: number;
  readonly words: string;
  readonly at: GeoPoint;
  /** `next` is the one to drive to, `over` needs nobody any more, `needs` asks for attention. */
  readonly state: 'next' | 'open' | 'over' | 'needs';
}

/** Where somebody is who drives: the courier's own place, or one courier of a carrier's. */
export interface MapCourier {
  readonly id: string;
  readonly words: string;
  readonly at: GeoPoint;
  readonly accuracyM?: number;
  /** Its place is not fresh: drawn hollow. */
  readonly old?: boolean;
}

export interface OnMap {
  readonly stops: readonly MapStop[];
  readonly couriers: readonly MapCourier[];
  /** The stop that is looked at. */
  readonly chosen: string | undefined;
}
