import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { mapType, type MapColours } from './colours.ts';
import type { Features } from './features.ts';
import { areaLayers } from './area-layers.ts';

/** What lies under the stops: GeoJSON of our own, an operator's tiles, or nothing. */
export type Ground =
  | { readonly kind: 'features'; readonly features: Features }
  | { readonly kind: 'tiles'; readonly url: string; readonly credit: string }
  | { readonly kind: 'none' };

export const mapStyle = (ground: Ground, colours: MapColours): StyleSpecification => ({
  version: 8,
  sources: { ...groundSource(ground), unsure: { type: 'geojson', data: empty } },
  layers: [
    { id: 'ground', type: 'background', paint: { 'background-color': colours.ground } },
    ...groundLayers(ground, colours),
    { id: 'unsure', type: 'fill', source: 'unsure', paint: { 'fill-color': colours.self, 'fill-opacity': 0.14 } },
  ],
});

const empty: Features = { type: 'FeatureCollection', features: [] };

const groundSource = (ground: Ground): Record<string, SourceSpecification> => {
  switch (ground.kind) {
    case 'features':
      return { ground: { type: 'geojson', data: ground.features, maxzoom: 17 } };
    case 'tiles':
      return { ground: { type: 'vector', url: `pmtiles://${ground.url}`, attribution: ground.credit } };
    case 'none':
      return {};
  }
};

const groundLayers = (ground: Ground, colours: MapColours): readonly LayerSpecification[] => {
  switch (ground.kind) {
    case 'features':
      return featureLayers(colours);
    case 'tiles':
      return areaLayers(colours);
    case 'none':
      return [];
  }
};

const of = (kind: string): ['==', ['get', string], string] => ['==', ['get', 'kind'], kind];
const source = 'ground';
/** Metres on the ground as pixels, where the neighbourhood lies. */
const metres = (of16: number): ['interpolate', ['exponential', number], ['zoom'], ...number[]] => [
  'interpolate',
  ['exponential', 2],
  ['zoom'],
  12,
  of16 / 16,
  20,
  of16 * 16,
];

const featureLayers = (c: MapColours): readonly LayerSpecification[] => [
  { id: 'park', type: 'fill', source, filter: of('park'), paint: { 'fill-color': c.park } },
  { id: 'water', type: 'fill', source, filter: of('water'), paint: { 'fill-color': c.water } },
  {
    id: 'path',
    type: 'line',
    source,
    filter: of('path'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': c.path, 'line-width': metres(2.2) },
  },
  ...streetLayers(c),
  {
    id: 'house',
    type: 'fill',
    source,
    filter: of('house'),
    minzoom: 13.5,
    paint: { 'fill-color': c.house, 'fill-outline-color': c['house-edge'] },
  },
  {
    id: 'tree',
    type: 'circle',
    source,
    filter: of('tree'),
    minzoom: 14.5,
    paint: { 'circle-color': c.tree, 'circle-radius': metres(3.4), 'circle-pitch-alignment': 'map' },
  },
  ...nameLayers(c),
];

const streetLayers = (c: MapColours): readonly LayerSpecification[] => [
  {
    id: 'street-edge',
    type: 'line',
    source,
    filter: of('street'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': c.edge, 'line-width': metres(9.4) },
  },
  {
    id: 'street',
    type: 'line',
    source,
    filter: of('street'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': c.street, 'line-width': metres(8) },
  },
];

const nameLayers = (c: MapColours): readonly LayerSpecification[] => [
  {
    id: 'street-name',
    type: 'symbol',
    source,
    filter: of('street'),
    minzoom: 14,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 220,
      'text-field': ['get', 'name'],
      'text-font': mapType,
      'text-size': ['interpolate', ['linear'], ['zoom'], 14, 10.5, 17, 14],
    },
    paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
  },
  {
    id: 'house-number',
    type: 'symbol',
    source,
    filter: of('number'),
    minzoom: 17,
    layout: { 'text-field': ['get', 'name'], 'text-font': mapType, 'text-size': 11 },
    paint: { 'text-color': c.label, 'text-halo-color': c.house, 'text-halo-width': 1 },
  },
];
