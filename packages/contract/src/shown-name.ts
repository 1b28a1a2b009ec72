import * as z from 'zod';

/**
 * Controls, lone surrogates, private letters, and the marks that turn, hide or break a line of text. Joiners stay: scripts and pictures need them.
 * NUL, the first of the controls, is no text to PostgreSQL either.
 */
const HIDING = /[\p{Cc}\p{Cs}\p{Co}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/u;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** What somebody calls themselves or a thing of theirs, for others to read: one line that shows what it holds. */
export const shownName = (limit: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(limit)
    .refine((name) => SEEN.test(name) && !HIDING.test(name), 'one line of visible letters');
