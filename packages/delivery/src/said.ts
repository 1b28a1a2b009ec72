import type { Fallback } from './wishes.ts';

/**
 * What a courier's device said of a visit, apart from anything the door signed. Times are the device's own: a phone without reception
 * says it later. It opens nothing, and the door's receipts go before it.
 */
export interface CourierSaid {
  /** The courier read that the door films, and went on. */
  readonly noticeS?: number;
  /** Canonical numbers of the parcels that were scanned for this stop. */
  readonly scanned?: readonly string[];
  /** The courier did not feel safe and left. */
  readonly unsafeS?: number;
  /** What became of a parcel that did not get in. */
  readonly left?: { readonly to: Fallback; readonly atS: number };
}

export type Saying =
  | { readonly what: 'notice-accepted'; readonly atS: number }
  | { readonly what: 'scanned'; readonly atS: number; readonly trackingNumber: string }
  | { readonly what: 'unsafe'; readonly atS: number }
  | { readonly what: 'safe-again'; readonly atS: number }
  | { readonly what: 'left'; readonly atS: number; readonly to: Fallback };

const mostParcels = 16;

/** Said twice is said once: a repeat changes nothing, so that a device may catch up as often as it must. */
export const saidAfter = (said: CourierSaid, saying: Saying): CourierSaid => {
  switch (saying.what) {
    case 'notice-accepted':
      return { ...said, noticeS: said.noticeS ?? saying.atS };
    case 'scanned': {
      const scanned = [...new Set([...(said.scanned ?? []), saying.trackingNumber])];
      return scanned.length > mostParcels ? said : { ...said, scanned };
    }
    case 'unsafe':
      return { ...said, unsafeS: said.unsafeS ?? saying.atS };
    case 'safe-again': {
      const { unsafeS, ...rest } = said;
      return unsafeS === undefined || unsafeS > saying.atS ? said : rest;
    }
    case 'left':
      return { ...said, left: { to: saying.to, atS: saying.atS } };
  }
};

/** The state's event for it, where it has one. */
export const eventOf = ({ what }: Saying): string =>
  what === 'unsafe' || what === 'left' ? 'not-delivered-said' : what === 'safe-again' ? 'safe-again-said' : what;
