import { useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import type { Person } from '../../model/people/person.ts';
import { weekOf, type WeekDay } from '../../model/people/person-view.ts';
import { peopleSentences } from '../../sentences/people.ts';

/** Seven days, a line each, with the windows on it from midnight to midnight; read out as plain times. */
export const Week = ({ people, label }: { people: readonly Person[]; label: string }) => {
  const { wallMs } = useTick(browserClock, 60_000);
  return (
    <ol className="week" aria-label={label}>
      {weekOf(people, wallMs).map((day) => (
        <Day key={day.startMs} day={day} people={people} nowMs={wallMs} />
      ))}
    </ol>
  );
};

const Day = ({ day, people, nowMs }: { day: WeekDay; people: readonly Person[]; nowMs: number }) => {
  const t = useSentences(peopleSentences);
  const format = useFormat();
  const nameOf = (personId: string) => people.find((one) => one.personId === personId)?.name ?? '';
  const date = new Date(day.startMs);
  const words = day.bars.map(({ span, personId }) => {
    const when = format.span(span.fromS * 1000, span.toS * 1000);
    return people.length > 1 ? `${nameOf(personId)} ${when}` : when;
  });
  return (
    <li className="week-day" data-today={day.today}>
      <span className="week-name">
        {t.days[(date.getDay() + 6) % 7]} {date.getDate()}
      </span>
      <span className="week-line" aria-hidden="true">
        {day.bars.map(({ from, to, personId, span }) => (
          <span
            key={`${personId} ${String(span.fromS)}`}
            className="week-bar"
            style={{ left: `${String(from * 100)}%`, width: `${String(Math.max(1, (to - from) * 100))}%` }}
          />
        ))}
        {day.today && (
          <span className="week-now" style={{ left: `${String(((nowMs - day.startMs) / 86_400_000) * 100)}%` }} />
        )}
      </span>
      <span className="week-words">{words.join(', ')}</span>
    </li>
  );
};
