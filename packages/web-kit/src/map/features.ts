import { pointAt, type GeoPoint, type Metres, type Neighbourhood } from '@latchkey/delivery';

type Position = readonly [lon: number, lat: number];
type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] };

export interface Feature {
  readonly type: 'Feature';
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, string | number>>;
}

/** A GeoJSON collection, as the map takes it. */
export interface Features {
  readonly type: 'FeatureCollection';
  readonly features: readonly Feature[];
}

export const degrees = ({ latE6, lonE6 }: GeoPoint): Position => [lonE6 / 1e6, latE6 / 1e6];

const feature = (geometry: Geometry, properties: Feature['properties']): Feature => ({
  type: 'Feature',
  geometry,
  properties,
});

/** What `kind` a feature is decides how it is drawn: street, path, house, number, park, tree, water. */
export const neighbourhoodFeatures = ({ origin, placeOf, streets, houses, green }: Neighbourhood): Features => {
  const position = (at: Metres) => degrees(pointAt(origin, at));
  const line = (kind: string, way: readonly Metres[], name = '') =>
    feature({ type: 'LineString', coordinates: way.map(position) }, { kind, name });
  const area = (kind: string, ring: readonly Metres[]) =>
    feature({ type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)].map(position)] }, { kind });
  const tree = ({ at, crownM }: (typeof green.trees)[number]) =>
    feature({ type: 'Point', coordinates: position(at) }, { kind: 'tree', crownM });
  const features = [
    area('park', green.park),
    ...green.water.map((ring) => area('water', ring)),
    ...green.paths.map((way) => line('path', way)),
    ...streets.map(({ name, crossings }) => line('street', crossings.map(placeOf), name)),
    ...houses.map(({ ring }) => area('house', ring)),
    ...houses.map(({ ring, number }) => feature({ type: 'Point', coordinates: position(middle(ring)) }, { kind: 'number', name: String(number) })), // prettier-ignore
    ...green.trees.map(tree),
  ];
  return { type: 'FeatureCollection', features };
};

const middle = (ring: readonly Metres[]): Metres => ({
  x: ring.reduce((sum, { x }) => sum + x, 0) / ring.length,
  y: ring.reduce((sum, { y }) => sum + y, 0) / ring.length,
});

/** How unsure a place is, drawn as the ground that it may be on. */
export const unsureFeatures = (
  places: readonly { readonly at: GeoPoint; readonly accuracyM?: number }[],
): Features => ({
  type: 'FeatureCollection',
  features: places.flatMap(({ at, accuracyM = 0 }) => (accuracyM < 8 ? [] : [disc(at, Math.min(accuracyM, 500))])),
});

const disc = (at: GeoPoint, radiusM: number): Feature => {
  const corners = Array.from({ length: 48 }, (_, corner) => {
    const turn = (corner / 48) * 2 * Math.PI;
    return degrees(pointAt(at, { x: Math.cos(turn) * radiusM, y: Math.sin(turn) * radiusM }));
  });
  return feature({ type: 'Polygon', coordinates: [[...corners, ...corners.slice(0, 1)]] }, { kind: 'unsure' });
};
