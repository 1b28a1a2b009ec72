import { ApiProblem } from '@latchkey/contract';
import { CarrierError, type DoorsReady } from '@latchkey/carrier-sdk';
import type { Against } from '@latchkey/protocol';

/** What is known of a visit's doors before the van leaves. Only `ready` and `not-ready` are the hub's own word. */
export type Standing =
  | { readonly kind: 'ready'; readonly askedMs: number; readonly camera: 'not-yet' | 'live' }
  | { readonly kind: 'not-ready'; readonly askedMs: number; readonly against: readonly Against[] }
  | { readonly kind: 'hub-away' | 'silent' | 'unsound' | 'server-away'; readonly askedMs: number }
  | { readonly kind: 'too-early' | 'over' | 'not-told'; readonly askedMs: number };

/** Worse first; what is not known stands before what is ready, because nobody has said so. */
const kinds: readonly Standing['kind'][] = [
  'not-ready',
  'unsound',
  'hub-away',
  'silent',
  'server-away',
  'not-told',
  'too-early',
  'ready',
  'over',
];

export const worseFirst = (a: Standing | undefined, b: Standing | undefined): number => rank(a) - rank(b);
const rank = (standing: Standing | undefined): number =>
  standing === undefined ? kinds.indexOf('too-early') : kinds.indexOf(standing.kind);

/** A camera that does not run yet is how it should be before the window; everything else stands against a visit. */
export const standingOf = (said: DoorsReady, askedMs: number): Standing => {
  if (!said.told) {
    if (said.reason === 'not-yet') return { kind: 'too-early', askedMs };
    return { kind: said.reason === 'over' ? 'over' : 'not-told', askedMs };
  }
  const all = new Set(said.doors.flatMap(({ against }) => against));
  const asleep = all.delete('camera-asleep');
  if (all.size > 0) return { kind: 'not-ready', askedMs, against: [...all] };
  return { kind: 'ready', askedMs, camera: asleep ? 'not-yet' : 'live' };
};

export const standingAfter = (error: unknown, askedMs: number): Standing => {
  if (error instanceof CarrierError) return { kind: 'unsound', askedMs };
  if (!(error instanceof ApiProblem)) throw error;
  const { code } = error.problem;
  if (code === 'hub-offline') return { kind: 'hub-away', askedMs };
  return { kind: code === 'hub-silent' ? 'silent' : 'server-away', askedMs };
};

/** An answer this old says nothing about now. */
export const oldAfterMs = 10 * 60_000;
export const isOld = ({ askedMs }: Standing, nowMs: number): boolean => nowMs - askedMs > oldAfterMs;
