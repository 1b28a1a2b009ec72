import { useState } from 'react';
import { Button, ClockNotice, Notice, Stack, useFormat, useSentences } from '@latchkey/web-kit';
import { ReadHere } from '../../parts/read-here.tsx';
import { Slide } from '../../parts/slide.tsx';
import { useNow } from '../../parts/use-now.ts';
import { DoorChoice } from '../parts/door-choice.tsx';
import { FilmNotice } from '../parts/film-notice.tsx';
import { Frame } from '../parts/frame.tsx';
import { Terms } from '../parts/terms.tsx';
import { invitedSentences } from '../sentences/index.ts';
import type { AtProps } from './door.tsx';

/** What was agreed, and the slide. */
export const ReadyScreen = ({ place, date, view, door, onDoor, passage }: AtProps) => {
  const { door: t, places } = useSentences(invitedSentences);
  const { clock } = places;
  const format = useFormat();
  const now = useNow();
  const [anyway, setAnyway] = useState(false);
  const early = date.fromS * 1000 > now;
  const title = early ? t.early(format, date.fromS * 1000 - now) : t.ready;
  const bar =
    early && !anyway ? (
      <Button kind="quiet" size="thumb" onClick={() => setAnyway(true)}>
        {t.anyway}
      </Button>
    ) : (
      <Slide label={t.slide} hint={t.keys} onSlide={() => void passage.knock(door)} />
    );
  return (
    <Frame title={place.text.place} back bar={bar}>
      <Stack gap="wide">
        <Stack gap="tight">
          <p className="label">{place.text.from}</p>
          <h1 className="address">{place.text.place}</h1>
          <p className="lead">{title}</p>
          <p className="soft">{format.window(date.fromS * 1000, date.toS * 1000, now)}</p>
          {early && <p className="soft">{t.earlyNext}</p>}
          {view.here !== undefined && <ReadHere here={view.here} again={passage.hereAgain} />}
        </Stack>
        <ClockNotice follows={clock} />
        {!place.hubOnline && <Notice tone="needs" title={t.hubAway} />}
        <DoorChoice place={place} date={date} door={door} onDoor={onDoor} />
        <p>{date.filmed ? t.filmed : t.unfilmed}</p>
        <Terms text={place.text} />
        <FilmNotice filmed={date.filmed} />
      </Stack>
    </Frame>
  );
};
