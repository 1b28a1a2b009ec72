import type { ProblemCode } from '@latchkey/contract';
import { Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { codeOf } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { draftOf, emptyDraft, readDraft, type Draft, type DraftFault } from '../model/people/draft.ts';
import type { Person, Terms } from '../model/people/person.ts';
import { FormBar, PeopleForm } from '../parts/people/form.tsx';
import { useHome } from '../parts/home-context.tsx';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';
import { peopleSentences } from '../sentences/people.ts';

const localDay = (atMs: number): string => {
  const day = new Date(atMs);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(day.getFullYear())}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Reads the draft, says everything that is wrong with it, or hands the terms on. */
const useTerms = (start: Draft, timeZone: string, hand: (draft: Draft, terms: Terms) => Promise<void>) => {
  const { home } = useHome();
  const [draft, setDraft] = useState(start);
  const [faults, setFaults] = useState<readonly DraftFault[]>([]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ProblemCode>();
  const go = () => {
    const read = readDraft(draft, timeZone, Math.floor(home.parts.clock.wallMs() / 1000));
    setFaults(read.ok ? [] : read.faults);
    if (!read.ok) return;
    setBusy(true);
    setFailed(undefined);
    hand(draft, read.terms)
      .catch((error: unknown) => setFailed(codeOf(error)))
      .finally(() => setBusy(false));
  };
  const change = (next: Draft) => {
    setDraft(next);
    setFaults([]);
  };
  return { draft, change, faults, busy, failed, go };
};

/** From who and when to a link. */
export const InviteScreen = () => {
  const t = useSentences(peopleSentences).form;
  const { home, household } = useHome();
  const [, go] = useLocation();
  const last = useObservable(home.people.book)[0]?.terms;
  const start = emptyDraft(
    localDay(home.parts.clock.wallMs()),
    household.doors[0]?.id,
    last?.from ?? '',
    last?.place ?? '',
  );
  const form = useTerms(start, ownZone(), async (draft, terms) => {
    const person = await home.people.invite(draft.name.trim(), terms);
    go(`/people/${person.personId}`, { replace: true });
  });
  return (
    <Shell
      heading="shown"
      title={t.title}
      back="/people"
      bar={<FormBar words={t.make} busy={form.busy} onPress={form.go} />}
    >
      <PeopleForm
        draft={form.draft}
        faults={form.faults}
        onChange={form.change}
        timeZone={ownZone()}
        named={false}
        failed={form.failed}
      />
    </Shell>
  );
};

export const ChangeScreen = ({ personId }: { personId: string }) => {
  const all = useSentences(homeSentences);
  const t = useSentences(peopleSentences);
  const { home } = useHome();
  const person = useObservable(home.people.book).find((one) => one.personId === personId);
  if (person !== undefined) return <Change person={person} />;
  return (
    <Shell title={t.title} back="/people">
      <Notice title={all.visit.gone} />
    </Shell>
  );
};

const Change = ({ person }: { person: Person }) => {
  const t = useSentences(peopleSentences).form;
  const { home } = useHome();
  const [, go] = useLocation();
  const back = `/people/${person.personId}`;
  const { timeZone } = person.terms.schedule;
  const form = useTerms(draftOf(person.name, person.terms), timeZone, async (_, terms) => {
    await home.people.change(person.personId, terms);
    go(back, { replace: true });
  });
  return (
    <Shell
      heading="shown"
      title={t.changeTitle}
      back={back}
      bar={<FormBar words={t.save} busy={form.busy} onPress={form.go} />}
    >
      <p className="soft">{t.changeWhy}</p>
      <PeopleForm
        draft={form.draft}
        faults={form.faults}
        onChange={form.change}
        timeZone={timeZone}
        named
        failed={form.failed}
      />
    </Shell>
  );
};
