import { secretsIn, type SecretKind } from '@latchkey/delivery';
import type { shapes } from '@latchkey/contract';
import type { z } from 'zod';

/** Where a parcel can go instead, in the order in which people choose it. */
export type DivertPlace = z.infer<typeof shapes.divertTarget>;
export const divertPlaces: readonly DivertPlace[] = [
  'neighbour',
  'collection-point',
  'parcel-box',
  'other-address',
  'other-day',
  'return',
];

/** What the person says about the place: sealed to the carrier beneath the signed divert (docs/protocol/07-divert.md). */
export interface DivertDetails {
  /** Whom the other address belongs to. */
  readonly name: string;
  readonly address: string;
  /** Which neighbour, which collection point, which box. */
  readonly detail: string;
  /** A civil date at home: `2026-11-30`. */
  readonly day: string;
}

export const noDetails: DivertDetails = { name: '', address: '', detail: '', day: '' };
export type DivertField = keyof DivertDetails;

/** What each place has to say; the first fields of a place without which it says nothing come with `needed`. */
const fields: Record<DivertPlace, readonly DivertField[]> = {
  neighbour: ['detail'],
  'collection-point': ['detail'],
  'parcel-box': ['detail'],
  'other-address': ['name', 'address'],
  'other-day': ['day'],
  return: [],
};
const needed: Record<DivertPlace, readonly DivertField[]> = {
  neighbour: [],
  'collection-point': [],
  'parcel-box': [],
  'other-address': ['name', 'address'],
  'other-day': ['day'],
  return: [],
};

export const fieldsOf = (place: DivertPlace): readonly DivertField[] => fields[place];

/** The longest line of a divert; three of them fit its sealed part in any script. */
export const longestDetail = 120;
/** As many bytes as fit the signed object's sealed part beside its envelope. */
const mostBytes = 768;

export type DivertComplaint = 'missing' | 'too-long' | SecretKind;

const utf8 = new TextEncoder();

/** Only what belongs to the place, trimmed; undefined where there is nothing to seal. */
export const detailsFor = (place: DivertPlace, details: DivertDetails): Partial<DivertDetails> | undefined => {
  const said = fields[place].map((field) => [field, details[field].trim()] as const).filter(([, text]) => text !== '');
  return said.length === 0 ? undefined : Object.fromEntries(said);
};

/** What keeps a field from being signed. An address has house numbers and postcodes: only key places are looked for in it. */
export const complaintsOf = (
  place: DivertPlace,
  details: DivertDetails,
): Partial<Record<DivertField, DivertComplaint>> => {
  const size = utf8.encode(JSON.stringify(detailsFor(place, details) ?? {})).length;
  const wrong = (field: DivertField): DivertComplaint | undefined => {
    const text = details[field].trim();
    if (text === '') return needed[place].includes(field) ? 'missing' : undefined;
    if (size > mostBytes) return 'too-long';
    const secrets = secretsIn(text).filter(({ kind }) => field === 'detail' || kind === 'key-place');
    return field === 'day' ? undefined : secrets[0]?.kind;
  };
  const found = fields[place].map((field) => [field, wrong(field)] as const).filter(([, why]) => why !== undefined);
  return Object.fromEntries(found);
};

/** The days one may ask for: tomorrow and a fortnight on, as civil dates at home. */
export const daysFrom = (nowMs: number): readonly string[] =>
  Array.from({ length: 14 }, (_, n) => {
    const now = new Date(nowMs);
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + n + 1, 12);
    const two = (part: number) => String(part).padStart(2, '0');
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  });

/** Noon of a civil date at home: for writing it as people do. */
export const noonOf = (day: string): number => new Date(`${day}T12:00:00`).getTime();
