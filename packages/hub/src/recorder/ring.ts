import type { CameraFrame } from '../drivers/cameras/camera.ts';

export interface RingLimits {
  /** The ring always reaches back this far, once it has run as long. */
  readonly keepMs: number;
  readonly keepGroups: number;
  /** What lies before a longer hole is no pre-roll: the ring begins anew behind it. */
  readonly maxHoleMs: number;
  /** A camera that floods the hub loses its oldest pictures, never the hub's memory. */
  readonly maxBytes: number;
}

/** The seconds before a visit, in memory only. Starts at a key frame, always. */
export class FrameRing {
  readonly #limits: RingLimits;
  #frames: CameraFrame[] = [];
  #bytes = 0;

  constructor(limits: RingLimits) {
    this.#limits = limits;
  }

  get frames(): readonly CameraFrame[] {
    return this.#frames;
  }

  get spanMs(): number {
    const [first, last] = [this.#frames[0], this.#frames.at(-1)];
    return first === undefined || last === undefined ? 0 : last.captureMs - first.captureMs;
  }

  push(frame: CameraFrame): void {
    const newest = this.#frames.at(-1);
    if (newest !== undefined && frame.captureMs - newest.captureMs > this.#limits.maxHoleMs) this.clear();
    if (this.#frames.length === 0 && !frame.key) return;
    this.#frames.push(frame);
    this.#bytes += frame.data.length;
    while (this.#mayDropOldest(frame)) this.#dropOldest();
    if (this.#bytes > this.#limits.maxBytes) this.clear();
  }

  clear(): void {
    this.#frames = [];
    this.#bytes = 0;
  }

  #mayDropOldest(newest: CameraFrame): boolean {
    const next = this.#secondKey();
    if (next < 0) return false;
    if (this.#bytes > this.#limits.maxBytes) return true;
    const groupsLeft = this.#frames.reduce((count, frame) => count + (frame.key ? 1 : 0), 0) - 1;
    const reachesBackMs = newest.captureMs - (this.#frames[next]?.captureMs ?? 0);
    return groupsLeft >= this.#limits.keepGroups && reachesBackMs >= this.#limits.keepMs;
  }

  #secondKey(): number {
    return this.#frames.findIndex((frame, index) => index > 0 && frame.key);
  }

  #dropOldest(): void {
    for (const gone of this.#frames.splice(0, this.#secondKey())) this.#bytes -= gone.data.length;
  }
}
