import { fromBase64url, toBase64url, utf8Decode, utf8Encode } from './encoding.ts';
import * as z from 'zod';
import { CarrierError } from './errors.ts';
import { expectationText, fallbackText } from './wishes.ts';
import type { SealingKey, World } from './world.ts';

/**
 * The texts that pass the server sealed (docs/protocol/sealed-texts.md): UTF-8 JSON, closed schemas, HPKE with an `info` that
 * names the kind and, where there is one, the visit: no envelope can be opened as another kind or for another visit.
 */
const line = z.string().max(200);

/** Where the address is on the ground, in millionths of a degree; for a courier's map, and for nothing that opens. */
const point = z.strictObject({
  latE6: z.number().int().min(-90_000_000).max(90_000_000),
  lonE6: z.number().int().min(-180_000_000).max(180_000_000),
});

/** What the carrier keeps for itself. */
export const labelText = z.strictObject({ name: line, address: line, at: point.optional() });
/** What the recipient tells the carrier; a name or address of theirs goes before the label's. */
export const noteText = z.strictObject({
  dropPlace: line,
  note: line,
  name: line.optional(),
  address: line.optional(),
  expect: expectationText.optional(),
  ifFails: fallbackText.optional(),
});
const shortLine = z.string().max(120).optional();
/** Where a diverted parcel goes, as the household signed it: what the kind of place leaves open. `day` is a civil date at the home. */
export const divertText = z.strictObject({
  name: shortLine,
  address: shortLine,
  detail: shortLine,
  day: z.iso.date().optional(),
});
/** What dispatch tells the courier's device. */
export const stopText = z.strictObject({
  name: line,
  address: line,
  at: point.optional(),
  dropPlace: line,
  note: line,
  expect: expectationText.optional(),
  ifFails: fallbackText.optional(),
  /** Once the household sent the parcel elsewhere and the carrier agreed. */
  elsewhere: divertText.optional(),
  trackingNumbers: z
    .array(z.string().regex(/^[0-9A-Z]{1,34}$/))
    .min(1)
    .max(16),
});

/** Where a courier's device is, for the carrier it drives for (docs/protocol/sealed-texts.md). */
export const positionText = z.strictObject({
  at: point,
  accuracyM: z.number().int().min(0).max(100_000),
  /** Unix seconds, by the device's clock. */
  atS: z.number().int().min(0).max(253_402_300_799),
});

export type PositionText = z.infer<typeof positionText>;
export type LabelText = z.infer<typeof labelText>;
export type NoteText = z.infer<typeof noteText>;
export type StopText = z.infer<typeof stopText>;
export type DivertText = z.infer<typeof divertText>;

/** `visitId` in base64url as in the API; a label has no visit yet. */
export const labelInfo = utf8Encode('lk1-label');
export const noteInfo = (visitId: string) => utf8Encode(`lk1-note\n${visitId}`);
export const divertInfo = (visitId: string) => utf8Encode(`lk1-divert\n${visitId}`);
export const stopInfo = (visitId: string) => utf8Encode(`lk1-stop\n${visitId}`);

export const positionInfo = (visitId: string) => utf8Encode(`lk1-position\n${visitId}`);

/** Longer than any position: its length tells nothing. */
const positionBytes = 128;
export const sealPosition = async (seal: World['seal'], to: Uint8Array, said: PositionText, visitId: string) =>
  toBase64url(await seal(to, utf8Encode(JSON.stringify(said).padEnd(positionBytes)), positionInfo(visitId)));

/** Seals a text for the holder of `to` (raw 65-byte point); base64url as the API wants it. */
export const sealText = async (seal: World['seal'], to: Uint8Array, text: object, info: Uint8Array): Promise<string> =>
  toBase64url(await seal(to, utf8Encode(JSON.stringify(text)), info));

/** Throws `sealed-text-unreadable` for a foreign envelope, other bytes than UTF-8 JSON, and any other shape. */
export const openText = async <T>(
  key: SealingKey,
  schema: z.ZodType<T>,
  sealed: string,
  info: Uint8Array,
): Promise<T> => {
  const envelope = fromBase64url(sealed);
  if (envelope === undefined) throw new CarrierError('sealed-text-unreadable');
  const opened = await key.open(envelope, info).catch(() => undefined);
  const read = schema.safeParse(parse(opened));
  if (!read.success) throw new CarrierError('sealed-text-unreadable');
  return read.data;
};

const parse = (bytes: Uint8Array | undefined): unknown => {
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(utf8Decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
};
