import { useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock, headOf, type BlockView } from '@latchkey/web-kit/model';
import { useEffect, useMemo } from 'react';
import { Link } from 'wouter';
import { peopleElsewhere, type PersonElsewhere } from '../../model/people/elsewhere.ts';
import { peopleSentences } from '../../sentences/people.ts';
import { useHome } from '../home-context.tsx';
import { useMemberName } from '../devices/use-device-name.ts';
import { useKeysBlock } from '../blocks/use-person-block.ts';

/** Whom other devices of the household invited, by their grants. */
export const usePeopleElsewhere = (): readonly PersonElsewhere[] => {
  const { home } = useHome();
  const people = useObservable(home.people.book);
  const series = useObservable(home.people.series);
  const nowS = Math.floor(useTick(browserClock, 5000).wallMs / 1000);
  const { primitives } = home.parts;
  return useMemo(() => peopleElsewhere(primitives, people, series ?? [], nowS), [primitives, people, series, nowS]);
};

/** At home the list is the hub's own, which tells of no change but by its receipts: it is read when it is looked at, and after each of them. */
export const useFromHub = (): boolean => {
  const { home, household } = useHome();
  const { seq } = headOf(useObservable(home.receipts.story).receipts);
  const fromHub = household.atHome === true;
  useEffect(() => {
    if (fromHub) void home.people.tend();
  }, [home, fromHub, seq]);
  return fromHub;
};

/** When somebody of another device comes next, in a few words: *withdrawn* only by the door's receipt for this device's own blocks. */
export const useElsewhereWords = () => {
  const t = useSentences(peopleSentences);
  const format = useFormat();
  return ({ dates, ended }: PersonElsewhere, block: BlockView, nowMs: number): string => {
    const [date] = dates;
    if (block.kind === 'confirmed') return t.states.withdrawn;
    if (block.kind !== 'none') return t.states.withdrawing;
    if (ended && date !== undefined) return t.states.ended;
    if (date === undefined) return t.states.over;
    if (date.fromS * 1000 <= nowMs) return t.states.now(format.time(date.toS * 1000));
    return t.states.next(format.window(date.fromS * 1000, date.toS * 1000, nowMs));
  };
};

export const PeopleElsewhere = () => {
  const t = useSentences(peopleSentences).elsewhere;
  const words = useElsewhereWords();
  const viewOf = useKeysBlock();
  const fromHub = useFromHub();
  const nameOf = useMemberName();
  const people = usePeopleElsewhere();
  const { wallMs } = useTick(browserClock, 5000);
  if (people.length === 0) return null;
  return (
    <section className="stack" data-gap="tight">
      <h2 className="label">{fromHub ? t.titleFromHub : t.title}</h2>
      <p className="small soft">{fromHub ? t.whyFromHub : t.why}</p>
      <ul className="rows">
        {people.map((person) => (
          <li key={person.personId}>
            <Link className="row" href={`/people/${person.personId}`}>
              <span>
                <span className="row-title">{t.nobody}</span>
                <span className="small soft">
                  {t.invitedBy(person.by.map((kid) => nameOf(kid) ?? t.byNameless).join(', '))}
                </span>
              </span>
              <span className="row-state">{words(person, viewOf(person.keyIds), wallMs)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
