import { Notice, Skeleton, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { Link } from 'wouter';
import { useActs, useLives } from '../parts/leaving/use-lives.ts';
import { useHome } from '../parts/home-context.tsx';
import { usePersonState } from '../parts/people/person-state.ts';
import { PeopleElsewhere } from '../parts/people/people-elsewhere.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { Shell } from '../parts/shell.tsx';
import { Week } from '../parts/people/week.tsx';
import { peopleSentences } from '../sentences/people.ts';

/** Who comes again: the week first, then each of them. */
export const PeopleScreen = () => {
  const t = useSentences(peopleSentences);
  const { home } = useHome();
  const acts = useActs();
  const lives = useLives();
  const people = useObservable(home.people.book);
  const series = useObservable(home.people.series);
  const trouble = useObservable(home.people.trouble);
  const { wallMs } = useTick(browserClock, 5000);
  const stateOf = usePersonState(wallMs);
  const atHome = home.household.atHome === true;
  const coming = lives ? people.filter(({ withdrawnMs }) => withdrawnMs === undefined) : [];
  return (
    <Shell heading="shown" title={t.title}>
      {trouble !== undefined && (
        <ProblemNotice title={t.trouble} code={trouble} onAgain={() => void home.people.tend()} />
      )}
      {series === undefined && trouble === undefined && people.length === 0 && <Skeleton label={t.loading} lines={4} />}
      {acts && people.length === 0 && (series?.length === 0 || (series === undefined && trouble !== undefined)) && (
        <Notice title={t.none}>
          <p>{t.noneWay}</p>
        </Notice>
      )}
      {coming.length > 0 && (
        <section className="stack" data-gap="tight">
          <h2 className="label">{t.week}</h2>
          <Week people={coming} label={t.week} />
        </section>
      )}
      {people.length > 0 && (
        <ul className="rows">
          {people.map((person) => {
            const { tone, words } = stateOf(person);
            return (
              <li key={person.personId}>
                <Link className="row" href={`/people/${person.personId}`}>
                  <span className="row-title">{person.name}</span>
                  <span className="row-state" data-tone={tone}>
                    {words}
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      <PeopleElsewhere />
      {acts && !atHome && (
        <Link className="button" data-kind="main" data-size="thumb" href="/people/new">
          {t.invite}
        </Link>
      )}
    </Shell>
  );
};
