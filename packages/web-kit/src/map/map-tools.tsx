import { useSentences } from '../parts/language.tsx';
import { mapSentences } from '../sentences/index.ts';
import type { DrawnMap } from './drawn-map.ts';

/** What fingers and wheels do, as buttons for everybody else. */
export const MapTools = ({ map }: { map: DrawnMap }) => {
  const t = useSentences(mapSentences);
  return (
    <div className="map-tools" role="group" aria-label={t.tools}>
      <button type="button" className="map-tool" aria-label={t.nearer} onClick={map.nearer}>
        <Sign d="M5 12h14M12 5v14" />
      </button>
      <button type="button" className="map-tool" aria-label={t.farther} onClick={map.farther}>
        <Sign d="M5 12h14" />
      </button>
      <button type="button" className="map-tool" aria-label={t.all} onClick={map.showAll}>
        <Sign d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
      </button>
    </div>
  );
};

const Sign = ({ d }: { d: string }) => (
  <svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
    <path d={d} />
  </svg>
);
