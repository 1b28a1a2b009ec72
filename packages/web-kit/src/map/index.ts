/** Stops on a map. What draws them is fetched only when one is shown. */
export { StopMap, type StopMapProps } from './stop-map.tsx';
export type { MapCourier, MapStop } from './places.ts';
