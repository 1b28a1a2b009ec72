import { useEffect, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { useSentences } from '../parts/language.tsx';
import { Notice } from '../parts/notice.tsx';
import { mapSentences } from '../sentences/index.ts';
import type { DrawnMap, Failure, MapParts } from './drawn-map.ts';
import { MapTools } from './map-tools.tsx';
import type { MapCourier, MapStop } from './places.ts';

export interface StopMapProps {
  readonly stops: readonly MapStop[];
  readonly couriers?: readonly MapCourier[];
  readonly chosen?: string | undefined;
  /** A marker was pressed. */
  readonly onChoose: (id: string) => void;
}

const nobody: readonly MapCourier[] = [];

/**
 * The tour as a map, beside the caller's own list of the same stops, which says everything that the map shows. The drawing
 * library is fetched only when a map is shown; where it cannot draw, that is said, and the list is there.
 */
export const StopMap = ({ stops, couriers = nobody, chosen, onChoose }: StopMapProps) => {
  const t = useSentences(mapSentences);
  const { frame, map, failure, again } = useDrawnMap(onChoose);
  useEffect(() => map?.show({ stops, couriers, chosen }), [map, stops, couriers, chosen]);
  if (failure !== undefined) {
    const way = failure === 'no-webgl' ? {} : { way: <Button onClick={again}>{t.again}</Button> };
    return (
      <Notice title={t.failed[failure].title} {...way}>
        {t.failed[failure].next}
      </Notice>
    );
  }
  return (
    <figure className="map" aria-label={t.label}>
      <div className="map-frame" ref={frame} data-ready={map !== undefined} />
      {map === undefined ? (
        <p className="map-waiting soft" role="status">
          {t.loading}
        </p>
      ) : (
        <MapTools map={map} />
      )}
      {map !== undefined && <figcaption className="map-caption">{map.credit || t.ground[map.ground]}</figcaption>}
    </figure>
  );
};

/** The map in its frame, while the frame is there. */
const useDrawnMap = (onChoose: (id: string) => void) => {
  const t = useSentences(mapSentences);
  const frame = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<DrawnMap>();
  const [failure, setFailure] = useState<Failure>();
  const [attempt, setAttempt] = useState(0);
  const words = useRef(t.gestures);
  const choose = useRef(onChoose);
  useEffect(() => {
    choose.current = onChoose;
  }, [onChoose]);
  useEffect(() => {
    const container = frame.current;
    if (container === null) return undefined;
    let left = false;
    let drawn: DrawnMap | undefined;
    const parts = {
      container,
      words: words.current,
      onChoose: (id: string) => choose.current(id),
      onFailed: setFailure,
    };
    void open(parts).then((opened) => {
      if (typeof opened === 'string') return left ? undefined : setFailure(opened);
      if (left) return opened.remove();
      drawn = opened;
      setMap(opened);
    });
    return () => {
      left = true;
      drawn?.remove();
      setMap(undefined);
    };
  }, [attempt]);
  useEffect(() => {
    words.current = t.gestures;
    map?.speak(t.gestures);
  }, [map, t.gestures]);
  const again = () => {
    setFailure(undefined);
    setAttempt((count) => count + 1);
  };
  return { frame, map, failure, again };
};

const open = async (parts: MapParts): Promise<DrawnMap | Failure> => {
  try {
    const { drawMap } = await import('./drawn-map.ts');
    return await drawMap(parts);
  } catch (error) {
    return error instanceof Error && error.message === 'no-webgl' ? 'no-webgl' : 'not-loaded';
  }
};
