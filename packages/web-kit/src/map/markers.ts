import { Marker, type Map as Drawn } from 'maplibre-gl';
import { degrees } from './features.ts';
import { byPlace } from './frame.ts';
import type { MapCourier, MapStop, OnMap } from './places.ts';

/** Markers are HTML: buttons with words, that the keyboard reaches in the order of the list. */
export const createMarkers = (map: Drawn, onChoose: (id: string) => void) => {
  let shown: readonly Marker[] = [];
  let last = '';

  const show = (on: OnMap) => {
    const stops = byPlace(on.stops);
    const now = JSON.stringify([on.stops, on.couriers, on.chosen]);
    if (now === last) return;
    last = now;
    const focused = document.activeElement?.getAttribute('data-stop');
    for (const marker of shown) marker.remove();
    shown = [
      ...stops.map((group) => place(map, stopElement(group, on.chosen, onChoose), group[0])),
      ...on.couriers.map((courier) => place(map, courierElement(courier), courier)),
    ];
    const again = shown.find((marker) => marker.getElement().getAttribute('data-stop') === focused);
    if (focused !== null && focused !== undefined) again?.getElement().focus();
  };
  return { show };
};

const place = (map: Drawn, element: HTMLElement, at: Pick<MapStop, 'at'> | undefined): Marker => {
  const [lon, lat] = at === undefined ? [0, 0] : degrees(at.at);
  return new Marker({ element }).setLngLat([lon, lat]).addTo(map);
};

const stopElement = (group: readonly MapStop[], chosen: string | undefined, onChoose: (id: string) => void) => {
  const [first] = group;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'map-stop';
  const id = first?.id ?? '';
  button.dataset['stop'] = id;
  button.dataset['state'] = group.some(({ state }) => state === 'next') ? 'next' : (first?.state ?? 'open');
  button.setAttribute('aria-pressed', String(group.some((stop) => stop.id === chosen)));
  const figure = document.createElement('span');
  figure.className = 'map-stop-figure';
  figure.textContent = figuresOf(group.map(({ number }) => number));
  const words = group.map((stop) => stop.words).join('; ');
  // A name has to contain what is seen.
  button.setAttribute('aria-label', group.length === 1 ? words : `${figure.textContent}: ${words}`);
  button.append(figure);
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    onChoose(id);
  });
  return button;
};

/** 3, or 3–5, or 3, 7. */
const figuresOf = (numbers: readonly number[]): string => {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (numbers.length > 1 && high - low === numbers.length - 1) return `${low}–${high}`;
  return numbers.join(', ');
};

const courierElement = ({ words, old }: MapCourier): HTMLElement => {
  const element = document.createElement('div');
  element.className = 'map-courier';
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', words);
  // Whoever has a mouse sees no label.
  element.title = words;
  if (old === true) element.dataset['old'] = 'true';
  return element;
};
