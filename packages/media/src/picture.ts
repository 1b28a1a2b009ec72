/** Small grey pictures of the camera's stream, one byte a sample, all of one size. */
export type SmallPicture = Uint8Array;

export interface PictureLimits {
  /** How long the same picture may stand before it counts as frozen, milliseconds. */
  readonly frozenAfterMs: number;
}

const DARK = 40;
const DARK_SHARE = 0.85;
/** A repeated picture differs by nothing, or by the trace of a new key frame; a real sensor's noise lies well above. */
const SAME_MEAN = 0.02;
const SAME_PEAK = 3;

/** Watches whether the picture lives: a link that delivers the same picture for ever is no camera. */
export class PictureWatch {
  readonly #limits: PictureLimits;
  #reference: SmallPicture | undefined;
  #sinceMs = 0;
  #state: 'unknown' | 'moving' | 'frozen' | 'covered' = 'unknown';

  constructor(limits: PictureLimits) {
    this.#limits = limits;
  }

  get state(): 'unknown' | 'moving' | 'frozen' | 'covered' {
    return this.#state;
  }

  /** Takes the next picture; `nowMs` is any clock that only runs forward. */
  see(picture: SmallPicture, nowMs: number): 'unknown' | 'moving' | 'frozen' | 'covered' {
    if (this.#reference === undefined || !samePicture(this.#reference, picture)) {
      this.#state = this.#reference === undefined ? 'unknown' : 'moving';
      this.#reference = picture;
      this.#sinceMs = nowMs;
    } else if (nowMs - this.#sinceMs >= this.#limits.frozenAfterMs) {
      this.#state = 'frozen';
    }
    if (isCovered(picture)) this.#state = this.#state === 'frozen' ? 'frozen' : 'covered';
    return this.#state;
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
