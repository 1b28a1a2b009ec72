import { Malformed } from './bytes.ts';
import { nalType, splitNals } from './h264/nal.ts';

/** Small grey pictures of the camera's stream, one byte a sample, all of one size. */
export type SmallPicture = Uint8Array;

export interface PictureLimits {
  /** How long the same picture may stand before it counts as frozen, milliseconds. */
  readonly frozenAfterMs: number;
}

export type SeenPicture = 'unknown' | 'moving' | 'frozen' | 'covered';

const DARK = 40;
const DARK_SHARE = 0.85;
const SAME_MEAN = 0.02;
const SAME_PEAK = 3;
/** A slice that says *nothing changed* about every block; noise or a running clock costs several times that. */
const EMPTY_SLICE_BYTES = 48;
const SLICE = 1;

/**
 * Watches whether the picture lives: a link that delivers the same picture for ever is no camera. Two signs, either is
 * enough: delta frames that change nothing (an encoder fed the same picture), or key frames that decode to the same
 * picture (a replayed one). Both need the picture to stand for `frozenAfterMs`. A camera that burns in its clock is never
 * mistaken; one without should have sensor noise.
 */
export class PictureWatch {
  readonly #limits: PictureLimits;
  #reference: SmallPicture | undefined;
  #sameSinceMs: number | undefined;
  #emptySinceMs: number | undefined;
  #covered = false;

  constructor(limits: PictureLimits) {
    this.#limits = limits;
  }

  /** `nowMs` is any clock that only runs forward. */
  state(nowMs: number): SeenPicture {
    const standsFor = (since: number | undefined): boolean =>
      since !== undefined && nowMs - since >= this.#limits.frozenAfterMs;
    if (standsFor(this.#sameSinceMs) || standsFor(this.#emptySinceMs)) return 'frozen';
    if (this.#covered) return 'covered';
    return this.#reference === undefined ? 'unknown' : 'moving';
  }

  /** Takes the next small picture. */
  see(picture: SmallPicture, nowMs: number): void {
    if (this.#reference === undefined || !samePicture(this.#reference, picture)) {
      this.#reference = picture;
      this.#sameSinceMs = nowMs;
    }
    this.#covered = isCovered(picture);
  }

  /** Takes the next compressed delta frame; key frames are whole pictures and say nothing here. */
  delta(frame: Uint8Array, nowMs: number): void {
    if (!isEmptyDelta(frame)) this.#emptySinceMs = undefined;
    else this.#emptySinceMs ??= nowMs;
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

function samePicture(a: SmallPicture, b: SmallPicture): boolean {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) {
    const difference = Math.abs((a[index] ?? 0) - (b[index] ?? 0));
    if (difference > SAME_PEAK) return false;
    sum += difference;
  }
  return sum <= SAME_MEAN * a.length;
}

/** Nearly everything is dark: a hand, tape or a cap; a clock that the camera burns in may still run. */
function isCovered(picture: SmallPicture): boolean {
  let dark = 0;
  for (const sample of picture) if (sample < DARK) dark += 1;
  return dark >= DARK_SHARE * picture.length;
}
