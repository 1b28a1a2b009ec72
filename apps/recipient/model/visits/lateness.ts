import type { StagedVisit } from './today.ts';
import { isAhead, underWay, type Stage } from './stage.ts';

/** What is late about a visit. Times are unix milliseconds and stand still, so that a screen reader says each once. */
export type Lateness =
  /** The courier's own estimate has passed. */
  | { readonly kind: 'estimate-passed'; readonly estimatedMs: number }
  /** By the courier's own estimate they come when the door does not open for them any more. */
  | { readonly kind: 'after-window'; readonly estimatedMs: number; readonly endsMs: number }
  /** The window is about to end, and nobody has come in. */
  | { readonly kind: 'ending'; readonly endsMs: number }
  /** No member signed this visit: no door opens for it, and its times are the server's. */
  | { readonly kind: 'unsigned' };

/** Whether a member signed the visit; `unknown` before this device has read who is one. */
export type Signed = 'signed' | 'unsigned' | 'unknown';

/** A visit that is still to come and that no member signed is not allowed, whatever the server lists. */
export const allowedByNobody = ({ stage }: Pick<StagedVisit, 'stage'>, signed: Signed): boolean =>
  isAhead(stage) && signed === 'unsigned';

/** An estimate is in whole minutes and a van waits for lights: so much later is no lateness yet. */
export const graceMs = 5 * 60_000;
const endingMs = 20 * 60_000;

/** Of a short window only its last quarter is its end. */
const nearEnd = (fromMs: number, toMs: number) => Math.min(endingMs, (toMs - fromMs) / 4);

const expected: readonly Stage[] = ['planned', 'assigned', 'arriving', 'refused'];

/** The worst first. Nothing once somebody is at the door, once the visit is over, or where people say that nobody comes any more. */
export const latenessOf = (
  { visit, stage }: StagedVisit,
  nowMs: number,
  signed: Signed = 'signed',
): Lateness | undefined => {
  if (underWay(stage) || !expected.includes(stage)) return undefined;
  // What is said below is said of a door, by the window that it was given.
  if (signed !== 'signed') return signed === 'unsigned' ? { kind: signed } : undefined;
  if (visit.divert !== undefined || visit.state === 'undelivered') return undefined;
  const fromMs = visit.window.fromS * 1000;
  const endsMs = visit.window.toS * 1000;
  if (nowMs >= endsMs) return undefined;
  const { arriving } = visit;
  const estimatedMs =
    stage === 'arriving' && arriving !== undefined ? arriving.saidMs + arriving.etaS * 1000 : undefined;
  if (estimatedMs !== undefined && estimatedMs >= endsMs) return { kind: 'after-window', estimatedMs, endsMs };
  if (endsMs - nowMs <= nearEnd(fromMs, endsMs)) return { kind: 'ending', endsMs };
  if (estimatedMs !== undefined && nowMs > estimatedMs + graceMs) return { kind: 'estimate-passed', estimatedMs };
  return undefined;
};
