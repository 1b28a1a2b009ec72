import { useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import type { KeptDay } from '../../model/kept-day.ts';
import { visitKey, type StagedVisit } from '../../model/visits/today.ts';
import { homeSentences } from '../../sentences/index.ts';
import { statesSentences } from '../../sentences/states.ts';
import { useStageWords } from './stage-words.ts';

/** Today as it was: words and windows, nothing that counts down and nothing to press. */
export const KeptToday = ({ day: { today } }: { day: KeptDay }) => {
  const t = useSentences(homeSentences).today;
  const { asOf } = useSentences(statesSentences);
  const expected = [...(today.next === undefined ? [] : [today.next]), ...today.later];
  return (
    <>
      {today.announced.length > 0 && (
        <section className="stack" data-gap="tight">
          <h2 className="label">{asOf.waiting}</h2>
          <ul className="rows">
            {today.announced.map(({ shipmentId, carrier, window }) => (
              <Row key={shipmentId} who={carrier.name} window={window} word="" />
            ))}
          </ul>
        </section>
      )}
      {expected.length === 0 && <p className="soft">{t.nothing}</p>}
      <KeptVisits title={asOf.expected} visits={expected} />
      <KeptVisits title={t.past} visits={today.past} />
    </>
  );
};

const KeptVisits = ({ title, visits }: { title: string; visits: readonly StagedVisit[] }) => {
  const wordsOf = useStageWords();
  if (visits.length === 0) return null;
  return (
    <section className="stack" data-gap="tight">
      <h2 className="label">{title}</h2>
      <ul className="rows">
        {visits.map((staged) => {
          const { who, word } = wordsOf(staged);
          return <Row key={visitKey(staged)} who={who} window={staged.visit.window} word={word} />;
        })}
      </ul>
    </section>
  );
};

interface RowProps {
  readonly who: string;
  readonly window: { readonly fromS: number; readonly toS: number };
  readonly word: string;
}

/** In no colour: a state of before is no state. */
const Row = ({ who, window, word }: RowProps) => {
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 30_000);
  return (
    <li className="row">
      <span>
        <span className="row-title">{who}</span>
        <span className="small soft">{format.window(window.fromS * 1000, window.toS * 1000, wallMs)}</span>
      </span>
      <span className="row-state">{word}</span>
    </li>
  );
};
