import { useEffect, useState } from 'react';
import { LiveRegion, Notice, Stack, useObservable, useSentences } from '@latchkey/web-kit';
import { useNow } from '../../parts/use-now.ts';
import type { Invited } from '../model/invited.ts';
import { atDoor, type Passage, type PassageView } from '../model/passage.ts';
import type { DateThere, Place } from '../model/places.ts';
import { dateNow, isOpen, mayShowCode, screenOf, type PassageScreen } from '../model/screen.ts';
import { Frame } from '../parts/frame.tsx';
import { Terms } from '../parts/terms.tsx';
import { invitedSentences, type Sentences } from '../sentences/index.ts';
import { AtDoor, titleOf } from './at-door.tsx';
import { HereScreen } from './here.tsx';
import { ReadyScreen } from './ready.tsx';
import { ShutScreen, useShutWords } from './shut.tsx';
import { CodeScreen, UnheardScreen } from './unheard.tsx';
import { UnsafeScreen } from './unsafe.tsx';

/** What each screen at a door draws from. */
export interface AtProps {
  readonly place: Place;
  readonly date: DateThere;
  readonly view: PassageView;
  readonly passage: Passage;
  readonly door: number;
  readonly onDoor: (door: number) => void;
  readonly title: string;
  /** A code before the door's camera could open it now. */
  readonly codeHelps: boolean;
  /** Something that was said here has not reached the server yet. */
  readonly unsent: boolean;
}

interface There {
  readonly date: DateThere;
  readonly passage: Passage;
}

/** One place: what was agreed, and the way through its door while the window is open. */
export const DoorScreen = ({ invited, place }: { invited: Invited; place: Place }) => {
  const now = useNow();
  const [last, setLast] = useState<There>();
  const date = dateNow(place.dates, now);
  const passage = date === undefined ? undefined : invited.passage(place.boxId, date);
  const next = date === undefined || passage === undefined ? undefined : { date, passage };
  // Whoever is inside when their last window ends still has a door to pull shut.
  const there = last !== undefined && last.passage !== passage && isInside(last.passage) ? last : next;
  if (there?.passage !== last?.passage) setLast(there);
  if (there === undefined) return <NoDate place={place} />;
  return <Open key={there.date.visitId} invited={invited} place={place} {...there} />;
};

const isInside = ({ view }: Passage): boolean => atDoor(view.get()) || view.get().unheard === 'opened';

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

const Open = ({ invited, place, date, passage }: { invited: Invited; place: Place } & There) => {
  const t = useSentences(invitedSentences);
  const view = useObservable(passage.view);
  const now = useNow();
  const unsent = useObservable(invited.unsent(place.boxId)).length > 0;
  useEffect(() => {
    passage.start();
    return passage.stop;
  }, [passage]);
  const stale = view.showing !== undefined && !isOpen(date, now);
  useEffect(() => {
    if (stale) passage.putAway();
  }, [passage, stale]);
  const [chosen, setChosen] = useState(date.doors[0] ?? 0);
  // What was read off a door names it.
  const door = view.here?.door ?? chosen;
  const onDoor = (id: number) => {
    setChosen(id);
    if (view.here !== undefined) passage.hereAgain();
  };
  const screen = screenOf(view, date, now);
  const codeHelps = mayShowCode(view, date, door, now);
  const shut = useShutWords(view, codeHelps).title;
  const title = screen === 'shut' ? shut : titleFor(screen, view, t);
  return (
    <>
      <LiveRegion words={title} urgent={view.moment.at === 'attention'} />
      <At screen={screen} {...{ place, date, view, passage, door, onDoor, title, codeHelps, unsent }} />
    </>
  );
};

const At = ({ screen, ...props }: AtProps & { screen: PassageScreen }) => {
  switch (screen) {
    case 'unsafe':
      return <UnsafeScreen {...props} />;
    case 'shut':
      return <ShutScreen {...props} />;
    case 'at-door':
      return <AtDoor {...props} />;
    case 'unheard':
      return <UnheardScreen {...props} />;
    case 'code':
      return <CodeScreen {...props} />;
    case 'here':
      return <HereScreen {...props} />;
    case 'ready':
      return <ReadyScreen {...props} />;
  }
};

/** What a screen reader hears when the screen changes. */
const titleFor = (screen: PassageScreen, view: PassageView, t: Sentences): string => {
  if (screen === 'unsafe') return t.unsafe.title;
  if (screen === 'code') return t.doorCode.title;
  if (screen === 'here') return t.here.title;
  if (screen === 'unheard') return t.unheard[view.unheard ?? 'opened'].title;
  return screen === 'at-door' ? titleOf(view, t) : '';
};
