import { useEffect, useState } from 'react';
import {
  Button,
  ClockNotice,
  LiveRegion,
  Notice,
  Stack,
  useFormat,
  useObservable,
  useSentences,
} from '@latchkey/web-kit';
import { Slide } from '../../parts/slide.tsx';
import { useNow } from '../../parts/use-now.ts';
import type { Invited } from '../model/invited.ts';
import { atDoor, type Passage } from '../model/passage.ts';
import type { DateThere, Place } from '../model/places.ts';
import { Frame } from '../parts/frame.tsx';
import { FilmNotice } from '../parts/film-notice.tsx';
import { Terms } from '../parts/terms.tsx';
import { invitedSentences } from '../sentences/index.ts';
import { AtDoor, titleOf } from './at-door.tsx';
import { Shut, isShut } from './shut.tsx';

/** One place: what was agreed, and the way through its door while the window is open. */
export const DoorScreen = ({ invited, place }: { invited: Invited; place: Place }) => {
  const now = useNow();
  const [date, ...then] = place.dates;
  // The newest of several windows that are open now is the one that the household signed last.
  const open = [date, ...then].findLast((one) => one !== undefined && one.fromS * 1000 <= now) ?? date;
  const passage = open === undefined ? undefined : invited.passage(place.boxId, open);
  if (open === undefined || passage === undefined) return <NoDate place={place} />;
  return <Open key={open.visitId} place={place} date={open} passage={passage} />;
};

const NoDate = ({ place }: { place: Place }) => {
  const t = useSentences(invitedSentences).places;
  return (
    <Frame title={place.text.place} back>
      <Stack gap="wide">
        <h1 className="address">{place.text.place}</h1>
        <Notice title={place.ended ? t.ended : place.waiting ? t.waiting : t.over} />
        <Terms text={place.text} />
      </Stack>
    </Frame>
  );
};

const Open = ({ place, date, passage }: { place: Place; date: DateThere; passage: Passage }) => {
  const t = useSentences(invitedSentences);
  const view = useObservable(passage.view);
  useEffect(() => {
    passage.start();
    return passage.stop;
  }, [passage]);
  const [door, setDoor] = useState(date.doors[0] ?? 0);
  const title = titleOf(view, t);
  const shown = isShut(view) ? (
    <Shut view={view} passage={passage} door={door} />
  ) : atDoor(view) || view.moment.at === 'complete' ? (
    <AtDoor view={view} passage={passage} title={title} />
  ) : (
    <Ready place={place} date={date} door={door} onDoor={setDoor} passage={passage} />
  );
  return (
    <>
      <LiveRegion words={title} urgent={view.moment.at === 'attention'} />
      {shown}
    </>
  );
};

interface ReadyProps {
  readonly place: Place;
  readonly date: DateThere;
  readonly door: number;
  readonly onDoor: (door: number) => void;
  readonly passage: Passage;
}

const Ready = ({ place, date, door, onDoor, passage }: ReadyProps) => {
  const { door: t, places } = useSentences(invitedSentences);
  const { clock } = places;
  const format = useFormat();
  const now = useNow();
  const [anyway, setAnyway] = useState(false);
  const early = date.fromS * 1000 > now;
  const doors = place.text.doors.filter(({ id }) => date.doors.includes(id));
  const knock = () => void passage.knock(door);
  const title = early ? t.early(format, date.fromS * 1000 - now) : t.ready;
  const bar =
    early && !anyway ? (
      <Button kind="quiet" size="thumb" onClick={() => setAnyway(true)}>
        {t.anyway}
      </Button>
    ) : (
      <Slide label={t.slide} hint={t.keys} onSlide={knock} />
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
        </Stack>
        <ClockNotice follows={clock} />
        {!place.hubOnline && <Notice tone="needs" title={t.hubAway} />}
        {doors.length > 1 && (
          <fieldset className="field">
            <legend className="field-label">{t.choose}</legend>
            {doors.map(({ id, name }) => (
              <label className="choice" key={id}>
                <input type="radio" name="door" checked={id === door} onChange={() => onDoor(id)} />
                <span>{name}</span>
              </label>
            ))}
          </fieldset>
        )}
        <p>{date.filmed ? t.filmed : t.unfilmed}</p>
        <Terms text={place.text} />
        <FilmNotice filmed={date.filmed} />
      </Stack>
    </Frame>
  );
};
