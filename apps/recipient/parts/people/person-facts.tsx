import { useFormat, useSentences, useTick, type Format } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { toBase64url, keyHashOf } from '@latchkey/protocol';
import { fingerprint } from '../../model/parcels/carrier-domain.ts';
import { doorOf } from '../../model/household.ts';
import { signedUntilS, type Person } from '../../model/people/person.ts';
import { goesOn } from '../../model/people/signing-plan.ts';
import { approvalSentences } from '../../sentences/approval.ts';
import { lineSentences } from '../../sentences/line.ts';
import { peopleSentences, type PeopleSentences } from '../../sentences/people.ts';
import { useHome } from '../home-context.tsx';
import { PresenceFact } from '../doors/presence-field.tsx';

/** What was agreed with a person, and until when it is signed. */
export const PersonFacts = ({ person }: { person: Person }) => {
  const t = useSentences(peopleSentences);
  const a = useSentences(approvalSentences).terms;
  const line = useSentences(lineSentences);
  const format = useFormat();
  const { home, household } = useHome();
  const { wallMs } = useTick(browserClock, 30_000);
  const { terms, pinned } = person;
  const { schedule } = terms;
  const noon = (day: string) => Date.parse(`${day}T12:00`);
  return (
    <dl className="facts">
      <dt>{t.person.doors}</dt>
      <dd>{terms.doors.map((id) => doorOf(household, id)?.name ?? '').join(', ')}</dd>
      <dt>{t.person.windows}</dt>
      <dd>
        {schedule.windows.map(({ days, from, to }) => (
          <p key={`${days.join()} ${from}`}>
            {[...days]
              .sort((a, b) => a - b)
              .map((day) => t.days[day - 1])
              .join(', ')}
            , {from}–{to}
          </p>
        ))}
        <p className="small soft">{t.person.every(schedule.everyWeeks)}</p>
      </dd>
      <dt>{t.person.until}</dt>
      <dd>{schedule.lastDay === undefined ? t.person.noEnd : format.day(noon(schedule.lastDay), wallMs)}</dd>
      <dt>{t.person.camera}</dt>
      <dd>{terms.filmed ? t.person.filmed : t.person.unfilmed}</dd>
      {terms.asks === true && (
        <>
          <dt>{a.legend}</dt>
          <dd>{a.choice.on}</dd>
        </>
      )}
      {terms.line !== undefined && (
        <>
          <dt>{line.legend}</dt>
          <dd>{line.choice[terms.line]}</dd>
        </>
      )}
      <PresenceFact person={person} />
      <dt>{t.person.uses}</dt>
      <dd>{t.person.usesWords(terms.uses)}</dd>
      {terms.note !== '' && (
        <>
          <dt>{t.person.note}</dt>
          <dd>{terms.note}</dd>
        </>
      )}
      {person.withdrawnMs === undefined && (
        <>
          <dt>{t.person.signed}</dt>
          <dd>{signedWords(person, t, format, wallMs)}</dd>
        </>
      )}
      {pinned !== undefined && (
        <>
          <dt>{t.person.key}</dt>
          <dd>
            <span className="mono">
              {fingerprint(toBase64url(keyHashOf(home.parts.primitives, pinned.signingKey).slice(0, 16)))}
            </span>
            {pinned.name !== '' && <p className="small soft">{t.person.calls(pinned.name)}</p>}
          </dd>
        </>
      )}
    </dl>
  );
};

const signedWords = (person: Person, t: PeopleSentences, format: Format, nowMs: number): string => {
  const untilS = signedUntilS(person);
  if (untilS === undefined) return t.person.signedNone;
  if (person.grants.some(({ sent, ended }) => !sent && ended !== true)) return t.person.sending;
  const day = format.day(untilS * 1000, nowMs);
  return goesOn(person.terms.schedule, untilS) ? t.person.signedWords(day) : t.person.signedLast(day);
};
