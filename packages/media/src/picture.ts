import { Malformed } from './bytes.ts';
import { nalType, splitNals } from './h264/nal.ts';

/** Small grey pictures of the camera's stream, one byte a sample, all of one size. */
export type SmallPicture = Uint8Array;

export interface PictureLimits {
  /** How long the same picture may stand before it counts as frozen, milliseconds. */
  readonly frozenAfterMs: number;
  /** The same for pictures that are nearly the same, with mostly empty deltas between them. */
  readonly emptyAfterMs: number;
}

export type SeenPicture = 'unknown' | 'moving' | 'frozen' | 'covered';

const DARK = 40;
const DARK_SHARE = 0.85;
/** Key frames of a repeated picture, encoded anew at another quality, differ by this much at the most. */
const ALIKE_PEAK = 3;
const SAME_MEAN = 0.02;
/** A slice that says *nothing changed* about every block; noise or a running clock costs several times that. */
const EMPTY_SLICE_BYTES = 48;
/** An encoder fed the same picture still polishes it after each key frame; the rest of its deltas is empty. */
const EMPTY_SHARE = 0.4;
const FEWEST_DELTAS = 10;
const SLICE = 1;

/**
 * Watches whether the picture lives: a link that delivers the same picture for ever is no camera. Two signs, either is
 * enough: key frames that decode to the same picture (a replayed one), or to nearly the same with mostly empty deltas
 * between them (an encoder fed the same picture). A camera that burns in its clock is never mistaken; one without should
 * have a sensor with noise.
 */
export class PictureWatch {
  readonly #limits: PictureLimits;
  #last: SmallPicture | undefined;
  #sameSinceMs: number | undefined;
  #alikeSinceMs: number | undefined;
  #deltas: { readonly atMs: number; readonly empty: boolean }[] = [];
  #covered = false;

  constructor(limits: PictureLimits) {
    this.#limits = limits;
  }

  /** `nowMs` is any clock that only runs forward. */
  state(nowMs: number): SeenPicture {
    const standsFor = (since: number | undefined, ms: number): boolean => since !== undefined && nowMs - since >= ms;
    const { frozenAfterMs, emptyAfterMs } = this.#limits;
    if (standsFor(this.#sameSinceMs, frozenAfterMs)) return 'frozen';
    if (standsFor(this.#alikeSinceMs, emptyAfterMs) && this.#isMostlyEmpty(nowMs)) return 'frozen';
    if (this.#covered) return 'covered';
    return this.#last === undefined ? 'unknown' : 'moving';
  }

  /** Takes the next small picture. */
  see(picture: SmallPicture, nowMs: number): void {
    const { peak, mean } = difference(this.#last, picture);
    if (peak > ALIKE_PEAK) this.#alikeSinceMs = nowMs;
    if (peak > ALIKE_PEAK || mean > SAME_MEAN) this.#sameSinceMs = nowMs;
    this.#last = picture;
    this.#covered = isCovered(picture);
  }

  /** Takes the next compressed delta frame; key frames are whole pictures and say nothing here. */
  delta(frame: Uint8Array, nowMs: number): void {
    const sinceMs = nowMs - this.#limits.emptyAfterMs;
    this.#deltas = [...this.#deltas.filter(({ atMs }) => atMs >= sinceMs), { atMs: nowMs, empty: isEmptyDelta(frame) }];
  }

  #isMostlyEmpty(nowMs: number): boolean {
    const recent = this.#deltas.filter(({ atMs }) => atMs >= nowMs - this.#limits.emptyAfterMs);
    const empty = recent.filter((delta) => delta.empty).length;
    return recent.length >= FEWEST_DELTAS && empty >= EMPTY_SHARE * recent.length;
  }
}

function isEmptyDelta(frame: Uint8Array): boolean {
  try {
    return splitNals(frame).every((nal) => nalType(nal) !== SLICE || nal.length <= EMPTY_SLICE_BYTES);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

function difference(a: SmallPicture | undefined, b: SmallPicture): { readonly peak: number; readonly mean: number } {
  if (a === undefined) return { peak: 255, mean: 255 };
  let [peak, sum] = [0, 0];
  for (let index = 0; index < b.length; index += 1) {
    const one = Math.abs((a[index] ?? 0) - (b[index] ?? 0));
    if (one > peak) peak = one;
    sum += one;
  }
  return { peak, mean: sum / b.length };
}

/** Nearly everything is dark: a hand, tape or a cap; a clock that the camera burns in may still run. */
function isCovered(picture: SmallPicture): boolean {
  let dark = 0;
  for (const sample of picture) if (sample < DARK) dark += 1;
  return dark >= DARK_SHARE * picture.length;
}
