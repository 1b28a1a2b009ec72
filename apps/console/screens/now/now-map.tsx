import { useFormat, useSentences } from '@latchkey/web-kit';
import { StopMap } from '@latchkey/web-kit/map';
import type { NowLine } from '../../model/now/now.ts';
import { marksOf, type CourierHere } from '../../model/now/whereabouts.ts';
import { stopsOnMap } from '../../model/now/places.ts';
import { sentences } from '../../sentences/index.ts';
import { nowSentences } from '../../sentences/now.ts';

export interface NowMapProps {
  readonly lines: readonly NowLine[];
  readonly here: readonly CourierHere[];
  readonly nowMs: number;
  readonly chosen: string | undefined;
  readonly onChoose: (shipmentId: string) => void;
}

/** Where today's visits are, as far as the carrier announced it. Everything on it stands in the table too. */
export const NowMap = ({ lines, here, nowMs, chosen, onChoose }: NowMapProps) => {
  const t = useSentences(nowSentences);
  const all = useSentences(sentences);
  const stops = stopsOnMap(lines, ({ row, stage }) =>
    t.onMap(row.label?.address ?? all.shipments.otherKey, t.stages[stage]),
  );
  const format = useFormat();
  const couriers = marksOf(here, nowMs, ({ name, atMs }) => t.courierAt(name, t.ago(format.duration(nowMs - atMs))));
  if (stops.length + couriers.length === 0) return <p className="soft">{t.noPlaces}</p>;
  return (
    <>
      <StopMap stops={stops} couriers={couriers} chosen={chosen} onChoose={onChoose} />
      {stops.length < lines.length && <p className="soft small">{t.some(stops.length, lines.length)}</p>}
    </>
  );
};
