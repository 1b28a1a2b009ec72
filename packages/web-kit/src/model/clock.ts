/** Time as an argument. `wallMs` is what a person reads; `steadyMs` never jumps and measures every age. */
export interface Clock {
  wallMs(): number;
  steadyMs(): number;
}

/** Timers as an argument, so that tests turn them by hand. The answer cancels. */
export type Later = (run: () => void, afterMs: number) => () => void;
/** `size` random bytes. */
export type RandomBytes = (size: number) => Uint8Array;
