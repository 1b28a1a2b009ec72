import { FLAG, kidOf, toHex } from '@latchkey/protocol';
import { useObservable, useSentences } from '@latchkey/web-kit';
import { deviceIsRight } from '@latchkey/web-kit/model';
import { useMemo } from 'react';
import type { Known, KnownVisit } from '../model/access.ts';
import { declaredOf, visitorDoors } from '../model/door-facts.ts';
import { grantOf } from '../model/grant-reading.ts';
import { membersSentences } from '../sentences/members.ts';
import { peopleSentences } from '../sentences/people.ts';
import { useHome, useLists } from './home-context.tsx';
import { useDeviceNames } from './use-device-name.ts';

/** What this device knows by itself about who may come through this door: its own key, and the grants that it can read. */
export const useKnownToDoor = (door: number): Known => {
  const { home } = useHome();
  const lists = useLists();
  const { receipts } = useObservable(home.receipts.story);
  const series = useObservable(home.people.series);
  const book = useObservable(home.people.book);
  const { unnamed } = useSentences(peopleSentences).visit;
  const members = useObservable(home.members.state);
  const { nameless } = useSentences(membersSentences);
  const { memberName } = home.adding.household();
  const names = useDeviceNames();
  const { primitives } = home.parts;
  return useMemo(() => {
    const ownKid = kidOf(primitives, home.keys.signer.key);
    const visits = lists.kind === 'ready' ? lists.content.visits : [];
    const leadsHere = (visit: { readonly grant: string }) =>
      grantOf(primitives, visit)?.claims.doors.includes(door) === true;
    const how = (visit: { readonly grant: string }) => {
      const flags = grantOf(primitives, visit)?.claims.flags ?? 0;
      return { filmed: (flags & FLAG.mustRecord) !== 0, asks: (flags & FLAG.memberApproves) !== 0 };
    };
    const carriers = visits
      .filter(leadsHere)
      .map(
        (visit) => [visit.visitId, { ...how(visit), name: visit.carrier.name, at: `/visit/${visit.visitId}` }] as const,
      );
    const people = (series ?? []).filter(leadsHere).map((one) => {
      const name = book.find(({ personId }) => personId === one.personId)?.name ?? unnamed;
      return [one.visitId, { ...how(one), name, at: `/people/${one.personId}` }] as const;
    });
    return {
      ownKid,
      members: new Map([
        [toHex(ownKid), memberName] as const,
        ...(members.kind === 'ready' ? members.devices : []).map(
          ({ kid }) => [kid, names.get(kid) ?? nameless] as const,
        ),
      ]),
      visits: new Map<string, KnownVisit>([...carriers, ...people]),
      declared: declaredOf(receipts, door),
    };
  }, [home, primitives, lists, receipts, door, series, book, unnamed, members, names, memberName, nameless]);
};

/** The doors that this household may let visitors in by. */
export const useVisitorDoors = (): readonly number[] => {
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  return visitorDoors(home.household, receipts);
};

/** What a door has that only somebody who stands there can read; undefined until the hub has spoken of it to this device once. */
export const useFittedSaid = (): ((door: number) => number | undefined) => {
  const doors = useObservable(useHome().home.fitted.doors);
  return (door) => doors[door];
};

/** Whether this device's own clock is the one that is off. */
export const useClockIsRight = (): boolean => deviceIsRight(useObservable(useHome().home.parts.clockCheck.doubt));
