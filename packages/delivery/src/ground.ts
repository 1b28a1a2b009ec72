/** A point on the ground in millionths of a degree (about 0.1 m): whole numbers, so that two devices compare exactly. */
export interface GeoPoint {
  readonly latE6: number;
  readonly lonE6: number;
}

/** Metres east and north of an origin. */
export interface Metres {
  readonly x: number;
  readonly y: number;
}

const metresPerDegree = 111_320;
const radians = Math.PI / 180;

const shrink = (origin: GeoPoint) => Math.cos((origin.latE6 / 1e6) * radians);

/** Flat, which is right to a centimetre across a tour's few kilometres. */
export const metresFrom = (origin: GeoPoint, { latE6, lonE6 }: GeoPoint): Metres => ({
  x: ((lonE6 - origin.lonE6) / 1e6) * metresPerDegree * shrink(origin),
  y: ((latE6 - origin.latE6) / 1e6) * metresPerDegree,
});

export const pointAt = (origin: GeoPoint, { x, y }: Metres): GeoPoint => ({
  latE6: Math.round(origin.latE6 + (y / metresPerDegree) * 1e6),
  lonE6: Math.round(origin.lonE6 + (x / metresPerDegree / shrink(origin)) * 1e6),
});

export const apartM = (a: Metres, b: Metres): number => Math.hypot(b.x - a.x, b.y - a.y);

export const between = (a: Metres, b: Metres, share: number): Metres => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
});
