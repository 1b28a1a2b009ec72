import { shownDates, writeCalendar } from '@latchkey/delivery/calendar';
import { Button, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { ownDates } from '../../model/calendar/own-file.ts';
import { calendarSentences } from '../../sentences/calendar.ts';
import { homeSentences } from '../../sentences/index.ts';
import { useHome, useLists } from '../home-context.tsx';
import { saveText } from '../evidence/save-text.ts';
import { WhyNot } from '../why-not.tsx';

/** One file of every visit with its names, made here. */
export const CalendarFilePart = () => {
  const t = useSentences(calendarSentences).file;
  const { stage } = useSentences(homeSentences).visit;
  const { language } = useFormat();
  const { home, household } = useHome();
  const lists = useLists();
  const series = useObservable(home.people.series);
  const ready = lists.kind === 'ready' && series !== undefined;
  const save = () => {
    if (!ready) return;
    const nowMs = browserClock.wallMs();
    const dates = ownDates(
      {
        primitives: home.parts.primitives,
        doors: household.doors,
        shipments: lists.content.shipments,
        visits: lists.content.visits,
        people: home.people.book.get(),
        series,
        receipts: home.receipts.story.get().receipts,
        nowMs,
      },
      { ...t, stage },
    );
    const shown = shownDates(dates, Math.floor(nowMs / 1000));
    const file = writeCalendar({ title: t.calendar, language, refreshS: 3600, dates: shown });
    saveText(t.name, file, 'text/calendar');
  };
  return (
    <section className="card stack" aria-labelledby="calendar-file">
      <div className="stack" data-gap="tight">
        <h2 className="label" id="calendar-file">
          {t.title}
        </h2>
        <p className="small soft">{t.what}</p>
      </div>
      <WhyNot id="file-waits" why={ready ? undefined : t.waiting}>
        <Button kind="quiet" waiting={!ready} aria-describedby="file-waits" onClick={save}>
          {t.save}
        </Button>
      </WhyNot>
    </section>
  );
};
