import {
  Button,
  ClockNotice,
  Notice,
  Skeleton,
  Stack,
  UpdateNotice,
  useFormat,
  useObservable,
  useSentences,
} from '@latchkey/web-kit';
import { useNow } from '../../parts/use-now.ts';
import type { DateThere, Place, PlacesView } from '../model/places.ts';
import type { Invited } from '../model/invited.ts';
import { Frame } from '../parts/frame.tsx';
import { invitedSentences } from '../sentences/index.ts';

interface Props {
  readonly invited: Invited;
  /** This device is a courier's too. */
  readonly courier: boolean;
  readonly onForgotten: () => void;
}

/** The person's doors, the one that opens next first. */
export const PlacesScreen = ({ invited, courier, onForgotten }: Props) => {
  const t = useSentences(invitedSentences).places;
  const view = useObservable(invited.places.view);
  const forget = (boxId: string) => void invited.forget(boxId).then(onForgotten);
  return (
    <Frame title={t.title} bar={<Bar view={view} />}>
      <Stack gap="wide">
        <h1>{t.title}</h1>
        <UpdateNotice />
        <ClockNotice follows={t.clock} />
        {view.line === 'off' && <Notice tone="needs" title={t.offline} />}
        {view.phase === 'loading' && <Skeleton label={t.loading} lines={4} />}
        {view.phase === 'ready' && view.places.length === 0 && (
          <Notice title={t.none}>
            <p>{t.noneWay}</p>
          </Notice>
        )}
        {view.places.map((place) => (
          <PlaceCard key={place.boxId} place={place} onForget={() => forget(place.boxId)} />
        ))}
        {courier && (
          <a className="button" data-kind="plain" href="#/">
            {t.tour}
          </a>
        )}
      </Stack>
    </Frame>
  );
};

const Bar = ({ view }: { view: PlacesView }) => {
  const t = useSentences(invitedSentences).places;
  const first = view.places.find(({ dates }) => dates.length > 0);
  if (first === undefined) return null;
  return (
    <a className="button" data-kind="main" data-size="thumb" href={`#/invited/${first.boxId}`}>
      {t.open}
    </a>
  );
};

const PlaceCard = ({ place, onForget }: { place: Place; onForget: () => void }) => {
  const t = useSentences(invitedSentences).places;
  const over = place.ended || (!place.waiting && place.dates.length === 0);
  return (
    <section className="next-stop">
      <p className="label">{place.text.from}</p>
      <h2 className="address">{place.text.place}</h2>
      {place.waiting && <p className="lead">{t.waiting}</p>}
      {over && <p className="lead">{place.ended ? t.ended : t.over}</p>}
      <NextDate date={place.dates[0]} />
      <WeekAhead dates={place.dates} />
      {over ? (
        <Button kind="plain" onClick={onForget}>
          {t.forget}
        </Button>
      ) : (
        <a className="button" data-kind="quiet" href={`#/invited/${place.boxId}`}>
          {t.look}
        </a>
      )}
    </section>
  );
};

const NextDate = ({ date }: { date: DateThere | undefined }) => {
  const t = useSentences(invitedSentences).places;
  const format = useFormat();
  const now = useNow();
  if (date === undefined) return null;
  const open = date.fromS * 1000 <= now;
  const when = format.window(date.fromS * 1000, date.toS * 1000, now);
  return (
    <p className="lead" data-open={open}>
      {open ? t.now(format.time(date.toS * 1000)) : t.next(when)} ·{' '}
      <span className="soft">{date.filmed ? t.filmed : t.unfilmed}</span>
    </p>
  );
};

const weekMs = 7 * 86_400_000;

const WeekAhead = ({ dates }: { dates: readonly DateThere[] }) => {
  const t = useSentences(invitedSentences).places;
  const format = useFormat();
  const now = useNow();
  const soon = dates.slice(1).filter(({ fromS }) => fromS * 1000 < now + weekMs);
  if (soon.length === 0) return null;
  return (
    <>
      <h3 className="label">{t.week}</h3>
      <ul>
        {soon.map(({ fromS, toS }) => (
          <li key={fromS}>{format.window(fromS * 1000, toS * 1000, now)}</li>
        ))}
      </ul>
    </>
  );
};
