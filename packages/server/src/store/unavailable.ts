/**
 * The database cannot be reached, or went away under a call. Nothing was read; for a write the outcome is unknown, so the caller
 * repeats it with the same idempotency key and gets the first one's answer if there was one.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
