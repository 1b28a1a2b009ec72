/** What is wrong with the form of some bytes: where, and in a few words. Never contains the bytes themselves. */
export interface Malformed {
  readonly at: 'size' | 'cbor' | 'envelope' | 'claims' | 'presentation' | 'message';
  readonly problem: string;
}

/** Carries a `Malformed` up to the one boundary function that turns it into a value; it never leaves this package. */
export class MalformedInput extends Error {
  readonly malformed: Malformed;

  constructor(at: Malformed['at'], problem: string) {
    super(`${at}: ${problem}`);
    this.malformed = { at, problem };
  }
}

/** Runs a parser of hostile bytes; a form error becomes a value, a programming error stays an exception. */
export function attempt<T>(
  parse: () => T,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Malformed } {
  try {
    return { ok: true, value: parse() };
  } catch (error) {
    if (error instanceof MalformedInput) return { ok: false, problem: error.malformed };
    throw error;
  }
}
