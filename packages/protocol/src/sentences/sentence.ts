import type { Reason, Refusal } from '../decision/refusal.ts';

/** What a person reads: what is the case, then the one thing to do next. */
export interface Sentence {
  readonly title: string;
  readonly next: string;
}

export interface Saying {
  /** A moment as this reader writes it, for example 14:05. */
  readonly time: (unixS: number) => string;
}

/** One entry for each reason: a reason without a sentence does not compile. */
export type Sentences = {
  readonly [R in Reason]: (refusal: Extract<Refusal, { readonly reason: R }>, say: Saying) => Sentence;
};

export const always =
  (title: string, next: string): (() => Sentence) =>
  () => ({ title, next });
