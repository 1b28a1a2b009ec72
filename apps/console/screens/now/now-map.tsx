import { useSentences } from '@latchkey/web-kit';
import { StopMap } from '@latchkey/web-kit/map';
import type { NowLine } from '../../model/now/now.ts';
import { stopsOnMap } from '../../model/now/places.ts';
import { sentences } from '../../sentences/index.ts';
import { nowSentences } from '../../sentences/now.ts';

export interface NowMapProps {
  readonly lines: readonly NowLine[];
  readonly chosen: string | undefined;
  readonly onChoose: (shipmentId: string) => void;
}

/** Where today's visits are, as far as the carrier announced it. Everything on it stands in the table too. */
export const NowMap = ({ lines, chosen, onChoose }: NowMapProps) => {
  const t = useSentences(nowSentences);
  const all = useSentences(sentences);
  const stops = stopsOnMap(lines, ({ row, stage }) =>
    t.onMap(row.label?.address ?? all.shipments.otherKey, t.stages[stage]),
  );
  if (stops.length === 0) return <p className="soft">{t.noPlaces}</p>;
  return (
    <>
      <StopMap stops={stops} chosen={chosen} onChoose={onChoose} />
      {stops.length < lines.length && <p className="soft small">{t.some(stops.length, lines.length)}</p>}
    </>
  );
};
