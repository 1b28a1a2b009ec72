import type { NtpHeader } from './header.ts';
import { unixMsOf } from './header.ts';

/** One source's word: at `atMs` of the hub's monotonic clock the time lies between these two. */
export interface Reading {
  readonly host: string;
  /** Of the certificate that the keys were established under. */
  readonly key: string;
  /** Who answered: address and port. */
  readonly peer: string;
  readonly atMs: number;
  /** Unix milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
}

export type Useless = 'unsynchronised' | 'too-late' | 'too-vague' | 'impossible';

export const MAX_ROUND_TRIP_MS = 1000;
export const MAX_ROOT_DISTANCE_MS = 1500;
/** A clock of whole milliseconds on either side. */
const GRAIN_MS = 2;

/** `nearS`: unix seconds of which the time is not 68 years off. An authenticated header may still say anything. */
export function intervalOf(
  header: NtpHeader,
  sentMs: number,
  heardMs: number,
  nearS: number,
): { readonly fromMs: number; readonly toMs: number } | Useless {
  const { stratum, leap, rootDelayMs, rootDispersionMs } = header;
  if (stratum < 1 || stratum > 15 || leap === 3 || header.receivedMs === 0 || header.sentMs === 0)
    return 'unsynchronised';
  const tookMs = heardMs - sentMs;
  const heldMs = header.sentMs - header.receivedMs;
  if (heldMs < 0 || heldMs > tookMs + GRAIN_MS) return 'impossible';
  const roundTripMs = Math.max(0, tookMs - heldMs);
  if (roundTripMs > MAX_ROUND_TRIP_MS) return 'too-late';
  const distanceMs = rootDelayMs / 2 + rootDispersionMs;
  if (distanceMs > MAX_ROOT_DISTANCE_MS) return 'too-vague';
  const serverMs = unixMsOf(header.sentMs, nearS);
  return { fromMs: serverMs - distanceMs - GRAIN_MS, toMs: serverMs + roundTripMs + distanceMs + GRAIN_MS };
}
