import { kidOf, toHex } from '@latchkey/protocol';
import { useObservable, useSentences } from '@latchkey/web-kit';
import { deviceIsRight } from '@latchkey/web-kit/model';
import { useMemo } from 'react';
import type { Known } from '../../model/access/access.ts';
import { declaredOf, visitorDoors } from '../../model/doors/facts.ts';
import { allowedAt, type AllowedVisit, type Listed } from '../../model/access/door-grants.ts';
import { membersSentences } from '../../sentences/members.ts';
import { peopleSentences } from '../../sentences/people.ts';
import { useHome, useLists } from '../home-context.tsx';
import { useDeviceNames } from './use-device-name.ts';

/** What this device knows by itself about who may come through this door: its own key, and the grants that members signed. */
export const useKnownToDoor = (door: number): Known & { readonly visits: ReadonlyMap<string, AllowedVisit> } => {
  const { home } = useHome();
  const visits = useAllowedAt(door);
  const { receipts } = useObservable(home.receipts.story);
  const members = useObservable(home.members.state);
  const { nameless } = useSentences(membersSentences);
  const { memberName } = home.household;
  const names = useDeviceNames();
  const { primitives } = home.parts;
  return useMemo(() => {
    const ownKid = kidOf(primitives, home.keys.signer.key);
    return {
      ownKid,
      members: new Map([
        [toHex(ownKid), memberName] as const,
        ...(members.kind === 'ready' ? members.devices : []).map(
          ({ kid }) => [kid, names.get(kid) ?? nameless] as const,
        ),
      ]),
      visits,
      declared: declaredOf(receipts, door),
    };
  }, [home, primitives, visits, receipts, door, members, names, memberName, nameless]);
};

/** Of what the server lists, what a member of the roster signed. Verified anew only where list or roster changed. */
const useAllowedAt = (door: number): ReadonlyMap<string, AllowedVisit> => {
  const { home } = useHome();
  const listed = useListed();
  const members = useObservable(home.members.state);
  const { hubId } = home.household;
  return useMemo(() => {
    const keyOf = members.kind === 'broken' ? () => undefined : home.members.keyOf;
    return allowedAt(home.parts.primitives, { door, hubId, keyOf }, listed);
  }, [home, hubId, door, listed, members]);
};

/** Every visit that the server lists, of carriers and of people; verified by nobody. */
export const useListed = (): readonly Listed[] => {
  const { home } = useHome();
  const lists = useLists();
  const series = useObservable(home.people.series);
  const book = useObservable(home.people.book);
  const { unnamed } = useSentences(peopleSentences).visit;
  const carriers = lists.kind === 'ready' ? lists.content.visits : undefined;
  return useMemo(() => {
    const ofCarriers = (carriers ?? []).map(({ visitId, grant, carrier }): Listed => ({
      visitId,
      grant,
      name: carrier.name,
      at: `/visit/${visitId}`,
    }));
    const ofPeople = (series ?? []).map(({ visitId, grant, personId, endedMs }): Listed => {
      const name = book.find((one) => one.personId === personId)?.name ?? unnamed;
      return { visitId, grant, name, at: `/people/${personId}`, ended: endedMs !== undefined };
    });
    return [...ofCarriers, ...ofPeople];
  }, [carriers, series, book, unnamed]);
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
