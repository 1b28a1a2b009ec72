import { kidOf, toHex } from '@latchkey/protocol';
import { useObservable, useSentences } from '@latchkey/web-kit';
import { deviceIsRight } from '@latchkey/web-kit/model';
import { useMemo } from 'react';
import type { Known } from '../model/access.ts';
import { declaredOf, visitorDoors } from '../model/door-facts.ts';
import { fittedAt } from '../model/fitted.ts';
import { grantOf } from '../model/grant-reading.ts';
import { peopleSentences } from '../sentences/people.ts';
import { useHome, useLists } from './home-context.tsx';

/** What this device knows by itself about who may come through this door: its own key, and the grants that it can read. */
export const useKnownToDoor = (door: number): Known => {
  const { home } = useHome();
  const lists = useLists();
  const { receipts } = useObservable(home.receipts.story);
  const series = useObservable(home.people.series);
  const book = useObservable(home.people.book);
  const { unnamed } = useSentences(peopleSentences).visit;
  const { primitives } = home.parts;
  return useMemo(() => {
    const ownKid = kidOf(primitives, home.keys.signer.key);
    const visits = lists.kind === 'ready' ? lists.content.visits : [];
    const leadsHere = (visit: { readonly grant: string }) =>
      grantOf(primitives, visit)?.claims.doors.includes(door) === true;
    const carriers = visits.filter(leadsHere).map(({ visitId, carrier }) => [visitId, carrier.name] as const);
    const people = (series ?? [])
      .filter(leadsHere)
      .map(
        ({ visitId, personId }) => [visitId, book.find((one) => one.personId === personId)?.name ?? unnamed] as const,
      );
    return {
      ownKid,
      members: new Map([[toHex(ownKid), home.household.memberName]]),
      visits: new Map([...carriers, ...people]),
      declared: declaredOf(receipts, door),
    };
  }, [home, primitives, lists, receipts, door, series, book, unnamed]);
};

/** The doors that this household may let visitors in by. */
export const useVisitorDoors = (): readonly number[] => {
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  return visitorDoors(home.household, receipts);
};

/** What this door has that only somebody who stands there can read. */
export const useFitted = (door: number): number => fittedAt(useObservable(useHome().home.watch.heard)?.state, door);

/** Whether this device's own clock is the one that is off. */
export const useClockIsRight = (): boolean => deviceIsRight(useObservable(useHome().home.parts.clockCheck.doubt));
