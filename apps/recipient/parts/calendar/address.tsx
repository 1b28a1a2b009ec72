import { Notice, Skeleton, commonSentences, useObservable, useSentences } from '@latchkey/web-kit';
import { useEffect } from 'react';
import { calendarSentences } from '../../sentences/calendar.ts';
import { useHome } from '../home-context.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { AddressActs } from './acts.tsx';
import { AddressThere } from './there.tsx';

/** An address for a program that follows: what it gives away, and to whom, before there is one. */
export const CalendarAddressPart = () => {
  const t = useSentences(calendarSentences).address;
  const common = useSentences(commonSentences);
  const { address } = useHome().home;
  const state = useObservable(address.state);
  const trouble = useObservable(address.trouble);
  useEffect(() => void address.look(), [address]);
  return (
    <section className="card stack" aria-labelledby="calendar-address">
      <div className="stack" data-gap="tight">
        <h2 className="label" id="calendar-address">
          {t.title}
        </h2>
        <p className="small soft">{t.what}</p>
      </div>
      <Reveals />
      {state.kind === 'loading' && <Skeleton label={t.loading} lines={2} />}
      {state.kind === 'failed' && (
        <ProblemNotice title={t.failed} code={state.code} onAgain={() => void address.look()} />
      )}
      {state.kind === 'there' && <AddressThere there={state} />}
      {trouble !== undefined && (
        <Notice tone="needs" title={t.trouble}>
          <p>{common.problem[trouble]}</p>
        </Notice>
      )}
      {(state.kind === 'none' || state.kind === 'there') && <AddressActs there={state.kind === 'there'} />}
    </section>
  );
};

const Reveals = () => {
  const t = useSentences(calendarSentences).address;
  return (
    <div className="stack" data-gap="tight">
      <h3 className="field-label">{t.shows}</h3>
      <ul className="terms">
        {t.showsList.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{t.never}</p>
      <p className="small soft">{t.whom}</p>
    </div>
  );
};
