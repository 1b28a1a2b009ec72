import { useFormat, useSentences, type Format } from '@latchkey/web-kit';
import type { LetterText } from '@latchkey/web-kit/letters';
import { useNow } from '../../parts/use-now.ts';
import { invitedSentences, type Sentences } from '../sentences/index.ts';

/** Where, through which doors, when, how often; in the household's own words where they wrote any. */
export const Terms = ({ text }: { text: LetterText }) => {
  const t = useSentences(invitedSentences);
  const format = useFormat();
  const now = useNow();
  return (
    <dl className="place">
      <dt>{t.offer.place}</dt>
      <dd className="place-drop">{text.place}</dd>
      <dt>{t.offer.doors}</dt>
      <dd>{text.doors.map(({ name }) => name).join(', ')}</dd>
      <dt>{t.offer.when}</dt>
      {text.windows.map((window) => (
        <dd key={`${window.days.join()} ${window.from}`}>{windowWords(window, t)}</dd>
      ))}
      <dd className="soft small">{limitsWords(text, t, format, now)}</dd>
      <dt>{t.offer.uses}</dt>
      <dd>{t.offer.usesWords(text.uses)}</dd>
      {text.note !== '' && (
        <>
          <dt>{t.offer.note}</dt>
          <dd>{text.note}</dd>
        </>
      )}
    </dl>
  );
};

const windowWords = ({ days, from, to }: LetterText['windows'][number], t: Sentences): string =>
  `${[...days]
    .sort((a, b) => a - b)
    .map((day) => t.days[day - 1])
    .join(', ')}, ${from}–${to}`;

const noon = (day: string) => Date.parse(`${day}T12:00`);

const limitsWords = (text: LetterText, t: Sentences, format: Format, nowMs: number): string => {
  const { everyWeeks, firstDay, lastDay } = text;
  const from = Date.parse(`${firstDay}T00:00`) > nowMs ? [t.offer.from(format.day(noon(firstDay), nowMs))] : [];
  const until = lastDay === undefined ? [] : [t.offer.until(format.day(noon(lastDay), nowMs))];
  return [t.offer.every(everyWeeks), ...from, ...until].join(', ');
};
