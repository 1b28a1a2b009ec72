import { makeNeighbourhood, type GeoPoint } from '@latchkey/delivery';
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { colourNames, mapColours } from './colours.ts';
import { neighbourhoodFeatures, unsureFeatures } from './features.ts';
import { byPlace, frameAround } from './frame.ts';
import { mapStyle, type Ground } from './style.ts';

const colours = mapColours(() => ' #123456 ');
const features = neighbourhoodFeatures(makeNeighbourhood());
const grounds: readonly Ground[] = [
  { kind: 'features', features },
  { kind: 'tiles', url: 'http://localhost:8400/map/area.pmtiles', credit: '© somebody' },
  { kind: 'none' },
];
const point = fc.record({
  latE6: fc.integer({ min: -89_000_000, max: 89_000_000 }),
  lonE6: fc.integer({ min: -179_000_000, max: 179_000_000 }),
});

describe('the map’s style', () => {
  it.each(grounds)('is one that the library accepts: $kind', (ground) => {
    expect(validateStyleMin(mapStyle(ground, colours)).map(({ message }) => message)).toEqual([]);
  });

  it.each(grounds)('names no glyphs, no sprite and no other host: $kind', (ground) => {
    const style = mapStyle(ground, colours);
    expect(style).not.toHaveProperty('glyphs');
    expect(style).not.toHaveProperty('sprite');
    const addresses = JSON.stringify(style).match(/[a-z]+:\/\/[^"]+/g) ?? [];
    expect(addresses.filter((address) => !address.includes('localhost:8400'))).toEqual([]);
  });

  it('takes each colour from a token', () => {
    const asked: string[] = [];
    mapColours((property) => {
      asked.push(property);
      return '';
    });
    expect(asked).toEqual(colourNames.map((name) => `--map-${name}`));
  });
});

describe('what is drawn', () => {
  it('is all of the neighbourhood, each kind with a layer', () => {
    const kinds = new Set(features.features.map(({ properties }) => properties['kind']));
    expect([...kinds].sort()).toEqual(['house', 'number', 'park', 'path', 'street', 'tree', 'water']);
    const layers = JSON.stringify(mapStyle({ kind: 'features', features }, colours).layers);
    for (const kind of kinds) expect(layers).toContain(`"${String(kind)}"`);
  });

  it('shows how unsure a place is, unless it is sure', () => {
    const at: GeoPoint = { latE6: 52_000_000, lonE6: 13_000_000 };
    expect(unsureFeatures([{ at, accuracyM: 40 }]).features).toHaveLength(1);
    expect(unsureFeatures([{ at, accuracyM: 5 }, { at }]).features).toEqual([]);
  });
});

describe('the frame', () => {
  it('has all points in it, and room around a single one', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), (points) => {
        const frame = frameAround(points);
        expect(frame).toBeDefined();
        if (frame === undefined) return;
        for (const { latE6, lonE6 } of points) {
          expect(latE6 / 1e6).toBeGreaterThanOrEqual(frame.south);
          expect(latE6 / 1e6).toBeLessThanOrEqual(frame.north);
          expect(lonE6 / 1e6).toBeGreaterThanOrEqual(frame.west);
          expect(lonE6 / 1e6).toBeLessThanOrEqual(frame.east);
        }
        expect(frame.north - frame.south).toBeGreaterThan(0.002);
      }),
    );
    expect(frameAround([])).toBeUndefined();
  });

  it('gives stops at one door one marker, in their order', () => {
    const at = { latE6: 1, lonE6: 2 };
    const other = { latE6: 1, lonE6: 3 };
    const stops = [
      { id: 'a', at },
      { id: 'b', at: other },
      { id: 'c', at: { ...at } },
    ];
    expect(byPlace(stops).map((group) => group.map(({ id }) => id))).toEqual([['a', 'c'], ['b']]);
  });
});
