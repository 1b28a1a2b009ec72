import type { GreyPicture } from '../raw-pictures.ts';

/** Something flat that somebody holds before the lens: a phone with a code on its screen. */
export interface Held {
  readonly picture: GreyPicture;
  /** Width of what is held, pixels of the sensor. */
  readonly widthPx: number;
  /** Turned in its own plane, degrees. */
  readonly turnedDegrees: number;
  /** Leaning away from the lens, degrees. */
  readonly tiltedDegrees: number;
  /** Radius over which the lens smears, pixels. */
  readonly blurPx: number;
  /** Largest deviation of a pixel in the dark, of 255. */
  readonly noise: number;
}

export interface Plane {
  readonly luma: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** How far the lens is from what is held, in widths of it: leaning, its far edge shrinks by this. */
const DISTANCE = 3;

/** What is held as the sensor sees it, without its noise: made once, drawn into every picture. */
export interface Image {
  readonly sidePx: number;
  /** 0 to 255, or `NOTHING` where the background is seen. */
  readonly values: Int16Array;
  readonly noise: number;
}

const NOTHING = -1;

export function imageOf(held: Held): Image {
  const sidePx = Math.ceil(held.widthPx * 1.5);
  const values = new Int16Array(sidePx * sidePx);
  for (let at = 0; at < values.length; at++) {
    const [x, y] = [(at % sidePx) - sidePx / 2, Math.floor(at / sidePx) - sidePx / 2];
    values[at] = seenAt(held, x / held.widthPx, y / held.widthPx) ?? NOTHING;
  }
  return { sidePx, values, noise: held.noise };
}

/** Draws it into the middle of a picture. `random` is from 0 up to 1. */
export function paintImage({ luma, width, height }: Plane, image: Image, random: () => number): void {
  const { sidePx, values, noise } = image;
  const [left, top] = [Math.floor((width - sidePx) / 2), Math.floor((height - sidePx) / 2)];
  for (let row = Math.max(0, -top); row < Math.min(sidePx, height - top); row++) {
    for (let column = Math.max(0, -left); column < Math.min(sidePx, width - left); column++) {
      const value = values[row * sidePx + column] ?? NOTHING;
      if (value !== NOTHING) luma[(top + row) * width + left + column] = clamped(value + (random() - 0.5) * 2 * noise);
    }
  }
}

/** The mean over the blur's square; undefined where only background is seen. */
function seenAt(held: Held, x: number, y: number): number | undefined {
  const step = 1 / held.widthPx;
  const middle = valueAt(held, x, y);
  if (held.blurPx === 0 || middle === undefined) return middle;
  let [sum, count] = [0, 0];
  for (let dy = -held.blurPx; dy <= held.blurPx; dy++) {
    for (let dx = -held.blurPx; dx <= held.blurPx; dx++) {
      const value = valueAt(held, x + dx * step, y + dy * step);
      if (value === undefined) continue;
      sum += value;
      count += 1;
    }
  }
  return sum / count;
}

/** Back from the sensor to the screen that is held: untilt, then unturn. Lengths in widths of it. */
function valueAt({ picture, turnedDegrees, tiltedDegrees }: Held, x: number, y: number): number | undefined {
  const [tilt, turn] = [radians(tiltedDegrees), radians(turnedDegrees)];
  // A plane that leans by `tilt` about the horizontal axis, seen from DISTANCE.
  const v = (y * DISTANCE) / (DISTANCE * Math.cos(tilt) - y * Math.sin(tilt));
  const u = (x * (DISTANCE + v * Math.sin(tilt))) / DISTANCE;
  const [across, down] = [u * Math.cos(turn) + v * Math.sin(turn) + 0.5, v * Math.cos(turn) - u * Math.sin(turn) + 0.5];
  if (across < 0 || across >= 1 || down < 0 || down >= 1) return undefined;
  const column = Math.floor(across * picture.width);
  return picture.data[Math.floor(down * picture.height) * picture.width + column];
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const clamped = (value: number): number => Math.max(16, Math.min(235, Math.round(value)));
