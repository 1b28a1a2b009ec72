import { GPUInitializationError, Map as Drawn, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { mapColours } from './colours.ts';
import { unsureFeatures } from './features.ts';
import { frameAround } from './frame.ts';
import { readGround } from './ground.ts';
import { createMarkers } from './markers.ts';
import type { OnMap } from './places.ts';
import { mapStyle, type Ground } from './style.ts';
import { addTiles } from './tiles.ts';

/** The map's own words, in the page's language. */
export interface MapWords {
  readonly label: string;
  readonly scroll: string;
  readonly scrollMac: string;
  readonly fingers: string;
}

export type Failure = 'no-webgl' | 'not-loaded';

export interface DrawnMap {
  readonly ground: Ground['kind'];
  /** Whom the tiles' own words credit. */
  readonly credit: string;
  readonly show: (on: OnMap) => void;
  /** In another language from now on. */
  readonly speak: (words: MapWords) => void;
  readonly showAll: () => void;
  readonly nearer: () => void;
  readonly farther: () => void;
  readonly remove: () => void;
}

export interface MapParts {
  readonly container: HTMLElement;
  readonly words: MapWords;
  readonly onChoose: (id: string) => void;
  readonly onFailed: (failure: Failure) => void;
}

// The policy allows workers of our own origin alone: the worker is a file of its own, never a blob.
setWorkerUrl(new URL(workerUrl, window.location.href).href);

export class MapFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure);
    this.failure = failure;
  }
}

/** Reads the ground, draws it, and gives the handles. Rejects with a `MapFailure`. */
export const drawMap = async (parts: MapParts): Promise<DrawnMap> => {
  const ground = await readGround(addTiles, window.location.origin).catch(() => {
    throw new MapFailure('not-loaded');
  });
  const styleNow = () => mapStyle(ground, coloursOf(parts.container));
  const map = makeMap(parts, styleNow);
  const markers = createMarkers(map, parts.onChoose);
  let on: OnMap = { stops: [], couriers: [], chosen: undefined };
  let framed = false;

  const unsure = () => {
    const source = map.getSource<GeoJSONSource>('unsure');
    void source?.setData(unsureFeatures(on.couriers));
  };
  const showAll = (duration?: number) => {
    const frame = frameAround([...on.stops, ...on.couriers].map(({ at }) => at));
    if (frame === undefined) return;
    const { west, south, east, north } = frame;
    const still = duration === undefined ? {} : { duration };
    map.fitBounds([west, south, east, north], { padding: paddingIn(parts.container), maxZoom: 17, ...still });
  };
  const scheme = window.matchMedia('(prefers-color-scheme: dark)');
  const restyle = () => map.setStyle(styleNow());
  scheme.addEventListener('change', restyle);
  map.on('styledata', unsure);
  map.on('webglcontextlost', () => parts.onFailed('not-loaded'));

  return {
    ground: ground.kind,
    credit: ground.kind === 'tiles' ? ground.credit : '',
    show: (next) => {
      on = next;
      markers.show(next);
      if (map.isStyleLoaded() === true) unsure();
      if (framed || (next.stops.length === 0 && next.couriers.length === 0)) return;
      framed = true;
      showAll(0);
    },
    speak: (words) => speak(map, words),
    showAll: () => showAll(),
    nearer: () => map.zoomIn(),
    farther: () => map.zoomOut(),
    remove: () => {
      scheme.removeEventListener('change', restyle);
      map.remove();
    },
  };
};

const makeMap = ({ container, words }: MapParts, styleNow: () => ReturnType<typeof mapStyle>): Drawn => {
  try {
    const map = new Drawn({
      container,
      style: styleNow(),
      center: [13.395, 52.5065],
      zoom: 15,
      minZoom: 8,
      maxZoom: 19,
      attributionControl: false,
      // A map in a page must not hold the page's scrolling back.
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    speak(map, words);
    return map;
  } catch (error) {
    throw new MapFailure(error instanceof GPUInitializationError ? 'no-webgl' : 'not-loaded');
  }
};

const speak = (map: Drawn, words: MapWords) => {
  map.getCanvas().setAttribute('aria-label', words.label);
  const isMac = /mac/i.test(navigator.userAgent);
  const say = (where: string, what: string) => {
    const element = map.getContainer().querySelector(`.maplibregl-${where}-message`);
    if (element !== null) element.textContent = what;
  };
  say('desktop', isMac ? words.scrollMac : words.scroll);
  say('mobile', words.fingers);
};

const coloursOf = (element: HTMLElement) => {
  const computed = getComputedStyle(element);
  return mapColours((property) => computed.getPropertyValue(property));
};

/** Room for the markers at the edges, and for the buttons. */
const paddingIn = ({ clientWidth, clientHeight }: HTMLElement) => {
  const side = Math.min(56, clientWidth / 5);
  return { left: side, right: side, top: Math.min(56, clientHeight / 5), bottom: Math.min(56, clientHeight / 5) };
};
