import { houseAt, makeNeighbourhood, readTrackingNumber } from '@latchkey/delivery';
import type { Announcement, LabelText } from '@latchkey/carrier-sdk';

/** The form as typed. `from` and `to` as `datetime-local` gives them: local time without a zone. */
export interface Draft {
  readonly handle: string;
  readonly name: string;
  readonly address: string;
  readonly trackingNumber: string;
  readonly from: string;
  readonly to: string;
}

export type Complaint = Partial<Record<keyof Draft, 'handle' | 'missing' | 'tracking' | 'time' | 'order' | 'past'>>;

export type ReadDraft =
  { readonly ok: true; readonly announcement: Announcement } | { readonly ok: false; readonly complaint: Complaint };

const handlePattern = /^LK-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

/** `secondsOf` reads a local time; it is an argument because it depends on the zone of the machine. */
export const readDraft = (draft: Draft, nowS: number, secondsOf: (local: string) => number | undefined): ReadDraft => {
  const handle = draft.handle.trim().toUpperCase();
  const name = draft.name.trim();
  const address = draft.address.trim();
  const trackingNumber = readTrackingNumber(draft.trackingNumber);
  const fromS = secondsOf(draft.from);
  const toS = secondsOf(draft.to);
  const complaint: Complaint = {
    ...(handlePattern.test(handle) ? {} : { handle: 'handle' }),
    ...(name === '' ? { name: 'missing' } : {}),
    ...(address === '' ? { address: 'missing' } : {}),
    ...(trackingNumber === undefined ? { trackingNumber: 'tracking' } : {}),
    ...(fromS === undefined ? { from: 'time' } : {}),
    ...timeComplaint(fromS, toS, nowS),
  };
  const incomplete = trackingNumber === undefined || fromS === undefined || toS === undefined;
  if (incomplete || Object.keys(complaint).length > 0) return { ok: false, complaint };
  const announcement = { handle, window: { fromS, toS }, trackingNumbers: [trackingNumber], label: { name, address } };
  return { ok: true, announcement };
};

/** With the address's place on the ground, where somebody knows it: for the map and the estimate, sealed like the address itself. */
export const placedBy = (announcement: Announcement, placeOf: (address: string) => LabelText['at']): Announcement => {
  const at = placeOf(announcement.label.address);
  return at === undefined ? announcement : { ...announcement, label: { ...announcement.label, at } };
};

/** The demo's own streets have places; anywhere else the carrier's systems know them. */
export const placedInDemo = (isDemo: boolean, announcement: Announcement): Announcement =>
  isDemo ? placedBy(announcement, (address) => houseAt(makeNeighbourhood(), address)?.at) : announcement;

const timeComplaint = (fromS: number | undefined, toS: number | undefined, nowS: number): Complaint => {
  if (toS === undefined) return { to: 'time' };
  if (fromS !== undefined && toS <= fromS) return { to: 'order' };
  return toS <= nowS ? { to: 'past' } : {};
};

const two = (value: number) => String(value).padStart(2, '0');

/** As `datetime-local` wants it. */
export const localText = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

export const localSeconds = (text: string): number | undefined => {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
};

/** A number that reads like a carrier's, different each time. */
export const newTrackingNumber = (random: Uint8Array): string => `LK${[...random].map((byte) => byte % 10).join('')}DE`;
