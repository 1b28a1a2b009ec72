import {
  Button,
  LiveRegion,
  Notice,
  useFormat,
  useObservable,
  useSentences,
  useTick,
  type Format,
  type Tone,
} from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { divertParcel } from '../../model/parcels/divert-making.ts';
import { noDetails, noonOf, type DivertDetails, type DivertPlace } from '../../model/parcels/divert.ts';
import { grantOf } from '../../model/parcels/grant-reading.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { divertPending, type VisitSummary } from '../../model/visits/stage.ts';
import { homeSentences } from '../../sentences/index.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { useHome } from '../home-context.tsx';

/** No carrier’s answer is a door’s: while the visit can still come in, nothing here is as quiet as a locked door. */
const toneOf = (answer: 'waiting' | 'accepted' | 'declined', pending: boolean): Tone =>
  answer !== 'accepted' ? 'needs' : pending ? 'plain' : 'locked';

/** Where the parcel shall go instead, whether the door knows it, what the carrier said to it, and what it offers. */
export const DivertState = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(homeSentences);
  const own = useSentences(parcelsSentences).elsewhere;
  const { home } = useHome();
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 60_000);
  const kept = useObservable(home.parcels.choices.diverts.all)[staged.visit.visitId];
  const { visit } = staged;
  const pending = divertPending(staged);
  if (visit.divert === undefined) return null;
  const { to, answer, offer } = visit.divert;
  const title = t.visit.divertedTo(t.divert.place[to]);
  const door = pending ? t.visit.divertPending : '';
  const offered = answer === 'declined' ? offer : undefined;
  const said = offered === undefined ? t.visit.divertAnswer[answer] : own.offered(t.divert.place[offered]);
  return (
    <>
      <Notice
        tone={toneOf(answer, pending)}
        title={title}
        way={offered === undefined ? undefined : <TakeOffer visit={visit} offer={offered} />}
      >
        {kept?.place === to && <Details details={kept.details} format={format} nowMs={wallMs} />}
        <p>{said}</p>
        {pending && <p>{door}</p>}
      </Notice>
      <LiveRegion words={`${title} ${said} ${door}`} />
    </>
  );
};

/** What this phone sealed to the carrier; nobody else could show it here. */
const Details = ({ details, format, nowMs }: { details: Partial<DivertDetails>; format: Format; nowMs: number }) => {
  const { name, address, detail, day } = details;
  const lines = [name, address, detail, day === undefined ? undefined : format.day(noonOf(day), nowMs)];
  const said = lines.filter((line) => line !== undefined);
  return said.length === 0 ? null : <p>{said.join(', ')}</p>;
};

/** The household takes what the carrier offers: a new divert, signed as the first. */
const TakeOffer = ({ visit, offer }: { visit: VisitSummary; offer: DivertPlace }) => {
  const t = useSentences(homeSentences);
  const own = useSentences(parcelsSentences).elsewhere;
  const { home } = useHome();
  const [acting, setActing] = useState(false);
  const grant = grantOf(home.parts.primitives, visit);
  if (grant === undefined) return null;
  const take = async () => {
    setActing(true);
    const wish = { visitId: visit.visitId, grant, place: offer, details: noDetails, sealingKey: undefined };
    await divertParcel(home, wish).finally(() => setActing(false));
  };
  return (
    <Button waiting={acting} onClick={() => void take()}>
      {acting ? t.divert.acting : own.takeOffer(t.divert.place[offer])}
    </Button>
  );
};
