import * as z from 'zod';

const civilDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const wallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

export const limits = { name: 40, place: 200, note: 300, windows: 8, doors: 8, uses: 255 } as const;

/** What a household tells a person before they say yes, and again with every grant. Closed: whoever wrote it had the code. */
export const letterText = z.strictObject({
  v: z.literal(1),
  /** Who invites, as the person knows them. */
  from: z.string().min(1).max(limits.name),
  /** The address, or what the person knows the place by. */
  place: z.string().max(limits.place),
  doors: z
    .array(z.strictObject({ id: z.number().int().min(0).max(255), name: z.string().max(60) }))
    .min(1)
    .max(limits.doors),
  filmed: z.boolean(),
  windows: z
    .array(
      z.strictObject({ days: z.array(z.number().int().min(1).max(7)).min(1).max(7), from: wallTime, to: wallTime }),
    )
    .min(1)
    .max(limits.windows),
  everyWeeks: z.number().int().min(1).max(8),
  timeZone: z.string().max(64),
  firstDay: civilDay,
  lastDay: civilDay.optional(),
  /** How often in one window. */
  uses: z.number().int().min(1).max(limits.uses),
  note: z.string().max(limits.note),
});
export type LetterText = z.infer<typeof letterText>;

export const packText = (text: LetterText): Uint8Array => new TextEncoder().encode(JSON.stringify(text));

/** Undefined for anything else. */
export const readText = (bytes: Uint8Array): LetterText | undefined => {
  try {
    const read = letterText.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
};
