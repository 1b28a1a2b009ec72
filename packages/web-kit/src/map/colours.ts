/** The map's colours, by token; each is `--map-…` in map.css, so that light and dark come from the same place as everything else. */
export const colourNames = [
  'ground',
  'street',
  'edge',
  'path',
  'house',
  'house-edge',
  'park',
  'tree',
  'water',
  'label',
  'halo',
  'self',
] as const;

export type MapColours = Readonly<Record<(typeof colourNames)[number], string>>;

/** `read` gives a custom property's value. */
export const mapColours = (read: (property: string) => string): MapColours =>
  Object.fromEntries(colourNames.map((name) => [name, read(`--map-${name}`).trim()])) as MapColours;

/** Text is drawn by the browser with the page's own type: there is no glyph server, and none is asked. */
export const mapType = ['system-ui', 'Segoe UI', 'Roboto', 'Noto Sans', 'Liberation Sans'];
