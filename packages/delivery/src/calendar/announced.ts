import type { CalendarDate } from './dates.ts';

/** A parcel that a carrier announced and that has no visit. */
export interface AnnouncedParcel {
  readonly shipmentId: string;
  readonly fromS: number;
  readonly toS: number;
  readonly createdMs: number;
  /** When the household said no. */
  readonly declinedMs?: number | undefined;
}

export interface AnnouncedWords {
  readonly announcedFrom: (carrier: string) => string;
  readonly announced: string;
  readonly declined: string;
  readonly undecided: string;
}

const seconds = (atMs: number) => Math.floor(atMs / 1000);

/** The window that the carrier expects, marked as not allowed yet; withdrawn once it is declined, or over without a word. */
export const dateOfAnnounced = (
  { shipmentId, fromS, toS, createdMs, declinedMs }: AnnouncedParcel,
  carrier: string,
  t: AnnouncedWords,
  nowS: number,
): CalendarDate => {
  const entry = { id: shipmentId, fromS, toS, title: t.announcedFrom(carrier) };
  const ended = (revisedS: number, words: string) => ({ ...entry, revisedS, revision: 1, withdrawn: true, words });
  if (declinedMs !== undefined) return ended(seconds(declinedMs), t.declined);
  if (toS < nowS) return ended(toS, t.undecided);
  return { ...entry, revisedS: seconds(createdMs), revision: 0, withdrawn: false, tentative: true, words: t.announced };
};

/** The visits of each parcel, in the order in which they were allowed: a parcel is one entry, and its newest visit speaks for it. */
export const byParcel = <V extends { readonly shipmentId: string; readonly createdMs: number }>(
  visits: readonly V[],
): ReadonlyMap<string, readonly V[]> => {
  const parcels = new Map<string, V[]>();
  for (const visit of [...visits].sort((a, b) => a.createdMs - b.createdMs))
    parcels.set(visit.shipmentId, [...(parcels.get(visit.shipmentId) ?? []), visit]);
  return parcels;
};
