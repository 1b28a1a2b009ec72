import { Skeleton, useObservable, useSentences } from '@latchkey/web-kit';
import { endingOf } from '../model/leaving/ending.ts';
import { DepartureNotice } from '../parts/leaving/departure-notice.tsx';
import { useHome } from '../parts/home-context.tsx';
import { Failed, Letters, useDeparting } from '../parts/leaving/leaving.tsx';
import { Shell } from '../parts/shell.tsx';
import { departureSentences } from '../sentences/departure.ts';
import { membersSentences } from '../sentences/members.ts';

/** An admin beside the hub hands it over: what is erased, what stays, and how. */
export const MoveOutScreen = () => {
  const t = useSentences(departureSentences);
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  const ended = endingOf(receipts, true, 0)?.kind === 'ended';
  return (
    <Shell heading="shown" title={t.title} back="/household">
      <DepartureNotice />
      {!ended && <HandOver />}
    </Shell>
  );
};

const HandOver = () => {
  const t = useSentences(departureSentences);
  return (
    <>
      <p className="welcome-words">{t.what}</p>
      <section className="stack" data-gap="tight">
        <h2>{t.erased}</h2>
        <Lines of={t.erasedList} />
      </section>
      <section className="stack" data-gap="tight">
        <h2>{t.stays}</h2>
        <Lines of={t.staysList} />
      </section>
      <section className="stack" data-gap="tight">
        <p>{t.key}</p>
        <p>{t.hardware}</p>
      </section>
      <ByAdmin />
    </>
  );
};

const Lines = ({ of }: { of: readonly string[] }) => (
  <ul className="terms">
    {of.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

const ByAdmin = () => {
  const t = useSentences(departureSentences);
  const m = useSentences(membersSentences);
  const { home } = useHome();
  const state = useObservable(home.members.state);
  const departing = useDeparting();
  if (state.kind !== 'ready') return <Skeleton label={m.loading} lines={2} />;
  if (!state.mayChange) return <p className="small soft">{t.onlyAdmins}</p>;
  return (
    <section className="stack">
      <p>{t.how}</p>
      <Letters departing={departing} says="hand-over" />
      <Failed departing={departing} />
    </section>
  );
};
