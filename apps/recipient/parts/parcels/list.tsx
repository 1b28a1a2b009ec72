import { useFormat, useSentences, useTick, type Tone } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { Link } from 'wouter';
import type { Parcel, ParcelPlace } from '../../model/parcels/parcels.ts';
import { homeSentences } from '../../sentences/index.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { departureSentences } from '../../sentences/departure.ts';
import { useLives } from '../leaving/use-lives.ts';
import { LongRows } from '../long-rows.tsx';
import { stageTone } from '../visits/stage-tone.ts';
import { useStageWords } from '../visits/stage-words.ts';

const tones: Record<ParcelPlace, Tone> = {
  waits: 'needs',
  lapsed: 'plain',
  declined: 'plain',
  'under-way': 'use',
  delivered: 'locked',
  elsewhere: 'plain',
  'not-let-in': 'plain',
};

interface Props {
  readonly title: string;
  readonly parcels: readonly Parcel[];
  /** As this device saw them last: without colours, and none can be opened. */
  readonly kept?: boolean;
}

/** One group of parcels: from whom, when, and where each stands. */
export const ParcelList = ({ title, parcels, kept = false }: Props) => {
  const t = useSentences(parcelsSentences);
  const format = useFormat();
  if (parcels.length === 0) return null;
  return (
    <section className="stack" data-gap="tight">
      <h2 className="label">{title}</h2>
      <LongRows
        rows={parcels.map((parcel) => (
          <ParcelRow key={parcel.shipment.shipmentId} parcel={parcel} kept={kept} />
        ))}
        more={(count) => t.more(format, count)}
      />
    </section>
  );
};

const ParcelRow = ({ parcel: { shipment, place, staged }, kept }: { parcel: Parcel; kept: boolean }) => {
  const words = useParcelWords();
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 30_000);
  const { window } = staged?.visit ?? shipment;
  const lives = useLives();
  const gone = !lives && (place === 'waits' || place === 'under-way');
  const tone = gone ? 'plain' : place === 'under-way' && staged !== undefined ? stageTone[staged.stage] : tones[place];
  const inside = (
    <>
      <span>
        <span className="row-title">{shipment.carrier.name}</span>
        <span className="small soft">{format.window(window.fromS * 1000, window.toS * 1000, wallMs)}</span>
        <span className="small soft mono">{shipment.trackingNumbers.join(', ')}</span>
      </span>
      <span className="row-state" data-tone={kept ? undefined : tone}>
        {words({ shipment, place, staged })}
      </span>
    </>
  );
  const isOver = place === 'lapsed' || (place === 'declined' && shipment.window.toS * 1000 <= wallMs);
  const to = staged === undefined ? `/parcel/${shipment.shipmentId}` : `/visit/${staged.visit.visitId}`;
  return (
    <li>
      {kept || isOver ? (
        <div className="row">{inside}</div>
      ) : (
        <Link className="row" href={to}>
          {inside}
        </Link>
      )}
    </li>
  );
};

/** Where a parcel stands, in few words: the visit's own words while it is under way. */
const useParcelWords = () => {
  const t = useSentences(parcelsSentences);
  const { divert } = useSentences(homeSentences);
  const wordsOf = useStageWords();
  const { gone } = useSentences(departureSentences);
  const lives = useLives();
  return ({ shipment, place, staged }: Parcel): string => {
    if (shipment.declined !== undefined && place === 'declined') return t.declined[shipment.declined.wish];
    if (!lives && (place === 'waits' || place === 'under-way')) return gone.visit;
    if (staged === undefined) return t.place[place];
    if (place === 'under-way') return wordsOf(staged).word;
    const { divert: diverted } = staged.visit;
    if (place !== 'elsewhere' || diverted === undefined) return t.place[place];
    return diverted.answer === 'declined' ? t.place['not-let-in'] : divert.place[diverted.to];
  };
};
