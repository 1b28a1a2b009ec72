import { Initials, useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { doorOf } from '../../model/household.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { homeSentences } from '../../sentences/index.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { useHome } from '../home-context.tsx';

/** Who, when, which door, where it is put, which parcel, and what this phone told the carrier. */
export const VisitFacts = ({ staged, door }: { staged: StagedVisit; door: number | undefined }) => {
  const t = useSentences(homeSentences).visit;
  const { household } = useHome();
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 30_000);
  const { visit } = staged;
  return (
    <section className="who">
      <Initials name={visit.courierName ?? visit.carrier.name} />
      <dl className="facts">
        <dt>{t.courier}</dt>
        <dd>{visit.courierName ?? t.noCourier}</dd>
        <dt>{t.who}</dt>
        <dd>{visit.carrier.name}</dd>
        <dt>{t.when}</dt>
        <dd>{format.window(visit.window.fromS * 1000, visit.window.toS * 1000, wallMs)}</dd>
        <dt>{t.door}</dt>
        <dd>{door === undefined ? '–' : doorOf(household, door)?.name}</dd>
        <dt>{t.parcels}</dt>
        <dd className="mono">{visit.trackingNumbers.join(', ')}</dd>
        <Chosen visitId={visit.visitId} over={staged.stage === 'finished'} />
      </dl>
    </section>
  );
};

/** It went sealed to the carrier: only the phone that chose it can say it again. `over`: it is inside, and what else could have become of it is nobody's question. */
const Chosen = ({ visitId, over }: { visitId: string; over: boolean }) => {
  const t = useSentences(parcelsSentences);
  const { home } = useHome();
  const format = useFormat();
  const choice = useObservable(home.parcels.choices.all)[visitId];
  if (choice === undefined) return null;
  const { dropPlace, expect, note, who, ifFails } = choice.terms;
  const known = [...expect.map((one) => t.terms.expectation[one]), ...(note === '' ? [] : [note])];
  const detail = ifFails.detail === '' ? '' : `: ${ifFails.detail}`;
  return (
    <>
      <dt>{t.chosen.place}</dt>
      <dd>{dropPlace === '' ? t.chosen.noPlace : dropPlace}</dd>
      {known.length > 0 && (
        <>
          <dt>{t.chosen.told}</dt>
          <dd>{known.join('. ')}</dd>
        </>
      )}
      <dt>{t.terms.who}</dt>
      <dd>{t.terms.whoIs[who]}</dd>
      {!over && (
        <>
          <dt>{t.terms.ifFails}</dt>
          <dd>{`${t.terms.fallback[ifFails.to]}${detail}`}</dd>
        </>
      )}
      {choice.by === 'rule' && (
        <>
          <dt>{t.chosen.signed}</dt>
          <dd>{t.chosen.byRule(format.time(choice.atMs))}</dd>
        </>
      )}
    </>
  );
};
