import type { EvidenceFilm, Verdict } from '@latchkey/evidence';
import { verdictWords, type Told } from '@latchkey/evidence/words';
import { encodePublicKey, toBase64url } from '@latchkey/protocol';
import { LiveRegion, StateWord, Timeline, useSentences, type TimelineItem } from '@latchkey/web-kit';
import { Film } from './film.tsx';
import { evidenceWords, verifySentences } from '../sentences/index.ts';

const sumTone = { fits: 'locked', lacks: 'needs', contradicts: 'alarm' } as const;

/** The sum first, then what it rests on, then the story. */
export const Findings = ({ verdict, films }: { verdict: Verdict; films: readonly EvidenceFilm[] }) => {
  const t = useSentences(verifySentences);
  const told = verdictWords(verdict, useSentences(evidenceWords));
  return (
    <>
      <section className="stack" aria-label={t.result}>
        <StateWord tone={sumTone[told.sumFit]}>{told.sum}</StateWord>
        <LiveRegion words={told.sum} urgent />
        <dl className="findings">
          {told.findings.map(({ name, fit, words }) => (
            <div key={name} data-fit={fit}>
              <dt>
                {name} <span className="finding-mark">{t.fit[fit]}</span>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </section>
      {films.map((film, at) => (
        <Film key={at} film={film} hubKey={verdict.hubKey} />
      ))}
      <section className="stack">
        <h2>{t.story}</h2>
        {told.story.length === 0 && <p className="soft">{t.noStory}</p>}
        {daysOf(told.story).map(([day, lines]) => (
          <section className="stack" data-gap="tight" key={lines[0]?.seq}>
            <h3 className="label">{day}</h3>
            <Timeline label={day} items={lines.map(itemOf)} />
          </section>
        ))}
      </section>
      <section className="stack" data-gap="tight">
        <h2>{t.hubName}</h2>
        <p className="mono hub-key">{toBase64url(encodePublicKey(verdict.hubKey))}</p>
        <p className="soft">{t.hub}</p>
      </section>
    </>
  );
};

type Line = Told['story'][number];

/** A hub that does not know the time says so; such lines stay where they happened. */
const dayOf = ({ iso, time }: Line): string => iso?.slice(0, 10) ?? time;

const daysOf = (story: readonly Line[]): readonly (readonly [string, readonly Line[]])[] => {
  const days: [string, Line[]][] = [];
  for (const line of story) {
    const last = days.at(-1);
    if (last?.[0] === dayOf(line)) last[1].push(line);
    else days.push([dayOf(line), [line]]);
  }
  return days;
};

const itemOf = ({ seq, iso, words, where }: Line): TimelineItem => ({
  key: String(seq),
  time: iso?.slice(11, 19) ?? '',
  ...(iso === undefined ? {} : { dateTime: iso }),
  tone: 'plain',
  weight: 'minor',
  title: words,
  detail: where,
});
