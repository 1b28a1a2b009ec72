/** Words of the map, shared by every app that shows one. */
export const mapEn = {
  label: 'Map of the stops',
  loading: 'The map is being drawn…',
  again: 'Draw it again',
  tools: 'Look around',
  nearer: 'Zoom in',
  farther: 'Zoom out',
  all: 'Show all stops',
  stop: (number: number, where: string) => `Stop ${number}: ${where}`,
  self: 'You are here',
  failed: {
    'no-webgl': {
      title: 'This browser cannot draw maps',
      next: 'Nothing is missing: every stop is in the list.',
    },
    'not-loaded': {
      title: 'The map did not load',
      next: 'Every stop is in the list. The map needs a connection for a moment.',
    },
  },
  /** What is said of the ground where nobody needs to be credited for it. */
  ground: {
    features: 'The demo’s own streets; nobody lives here.',
    tiles: 'Map of this service’s operator.',
    none: 'Only positions: no streets have been set up.',
  },
  gestures: {
    label: 'Map. Arrow keys move it, plus and minus zoom.',
    scroll: 'Hold Ctrl and scroll to zoom',
    scrollMac: 'Hold ⌘ and scroll to zoom',
    fingers: 'Move the map with two fingers',
  },
};

export type MapSentences = typeof mapEn;
