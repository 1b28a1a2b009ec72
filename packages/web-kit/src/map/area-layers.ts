import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { mapType, type MapColours } from './colours.ts';

/**
 * Layers over an operator's tiles in Protomaps' basemap schema (version 4): its layer names `earth`, `landuse`, `water`, `roads`,
 * `buildings` and `places`, each with a `kind`. What an archive lacks is simply not drawn.
 */
const source = 'ground';

const kinds = (...names: string[]): ExpressionSpecification => ['in', ['get', 'kind'], ['literal', names]];
const width = (at12: number, at18: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.6],
  ['zoom'],
  12,
  at12,
  18,
  at18,
];

const green = ['park', 'forest', 'wood', 'grass', 'garden', 'cemetery', 'nature_reserve', 'recreation_ground', 'pitch'];

export const areaLayers = (c: MapColours): readonly LayerSpecification[] => [
  { id: 'earth', type: 'fill', source, 'source-layer': 'earth', paint: { 'fill-color': c.ground } },
  {
    id: 'landuse',
    type: 'fill',
    source,
    'source-layer': 'landuse',
    filter: kinds(...green),
    paint: { 'fill-color': c.park },
  },
  { id: 'water', type: 'fill', source, 'source-layer': 'water', paint: { 'fill-color': c.water } },
  road('path', kinds('path', 'other'), c.path, width(0.4, 4)),
  road('minor-edge', kinds('minor_road'), c.edge, width(0.6, 15)),
  road('major-edge', kinds('major_road', 'highway'), c.edge, width(2.2, 22)),
  road('minor', kinds('minor_road'), c.street, width(0.4, 13)),
  road('major', kinds('major_road', 'highway'), c.street, width(1.6, 19)),
  {
    id: 'buildings',
    type: 'fill',
    source,
    'source-layer': 'buildings',
    minzoom: 14,
    paint: { 'fill-color': c.house, 'fill-outline-color': c['house-edge'] },
  },
  names('road-name', 'roads', 'line', 14, c),
  names('place-name', 'places', 'point', 8, c),
];

const road = (
  id: string,
  filter: ExpressionSpecification,
  colour: string,
  lineWidth: ExpressionSpecification,
): LayerSpecification => ({
  id,
  type: 'line',
  source,
  'source-layer': 'roads',
  filter,
  layout: { 'line-cap': 'round', 'line-join': 'round' },
  paint: { 'line-color': colour, 'line-width': lineWidth },
});

const names = (
  id: string,
  layer: string,
  placement: 'line' | 'point',
  minzoom: number,
  c: MapColours,
): LayerSpecification => ({
  id,
  type: 'symbol',
  source,
  'source-layer': layer,
  minzoom,
  layout: {
    'symbol-placement': placement,
    'text-field': ['coalesce', ['get', 'name'], ''],
    'text-font': mapType,
    'text-size': placement === 'line' ? 12 : 14,
  },
  paint: { 'text-color': c.label, 'text-halo-color': c.halo, 'text-halo-width': 1.6 },
});
