import { useObservable, useTick } from '@latchkey/web-kit';
import { browserClock, judgeDoor, type DoorView } from '@latchkey/web-kit/model';
import { createContext, useContext, useMemo } from 'react';
import type { Home } from '../model/home.ts';
import type { Household } from '../model/household.ts';
import { askedOver } from '../model/hub/standing.ts';
import type { ListsState } from '../model/lists.ts';
import { visitsOfPeople } from '../model/people/people-visits.ts';
import { arrangeToday, visitKey, type StagedVisit, type Today } from '../model/visits/today.ts';

interface HomeValue {
  readonly home: Home;
  /** With its doors called in the language that is spoken. */
  readonly household: Household;
  readonly forget: () => void;
}

export const HomeContext = createContext<HomeValue | undefined>(undefined);

export const useHome = (): HomeValue => {
  const value = useContext(HomeContext);
  if (value === undefined) throw new Error('HomeContext is missing above this component');
  return value;
};

/** One door's view, judged anew every second, so that it grows old by itself. */
export const useDoor = (door: number): DoorView => {
  const { home } = useHome();
  const heard = useObservable(home.watch.heard);
  const line = useObservable(home.watch.line);
  const standing = useObservable(home.parts.standing);
  const { steadyMs } = useTick(browserClock);
  return judgeDoor(door, heard, steadyMs, askedOver(line, standing));
};

export const useLists = (): ListsState => useObservable(useHome().home.lists.state);

/** Minutes matter, not milliseconds: the arrangement is made anew once a second. */
export const useToday = (): Today => {
  const { home } = useHome();
  const lists = useLists();
  const { receipts } = useObservable(home.receipts.story);
  const { wallMs } = useTick(browserClock);
  const content = lists.kind === 'ready' ? lists.content : nothing;
  const people = useObservable(home.people.book);
  const series = useObservable(home.people.series);
  const past = useObservable(home.people.past);
  const heard = useObservable(home.watch.heard)?.state;
  return useMemo(() => {
    const dates = visitsOfPeople(home.parts.primitives, people, [...(series ?? []), ...past], receipts, wallMs, heard);
    return arrangeToday(content, receipts, wallMs, dates, heard);
  }, [home, content, people, series, past, receipts, wallMs, heard]);
};
const nothing = { shipments: [], visits: [] };

/** The visit of this key with its stage; undefined while, or if, there is none. */
export const useVisit = (visitId: string): StagedVisit | undefined => {
  const today = useToday();
  const all = [...(today.next === undefined ? [] : [today.next]), ...today.later, ...today.past];
  return all.find((staged) => visitKey(staged) === visitId);
};
