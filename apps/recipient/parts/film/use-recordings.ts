import { routes, type shapes } from '@latchkey/contract';
import { useObservable } from '@latchkey/web-kit';
import { createCell, type Client } from '@latchkey/web-kit/model';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { StagedVisit } from '../../model/visits/today.ts';
import { useHome } from '../home-context.tsx';

export type Recording = z.infer<typeof shapes.recordingSummary>;
/** Undefined until read. A failed reading keeps what was there and is repeated with the next event. */
type Recordings = readonly Recording[] | undefined;

/** The recordings of a visit, read anew whenever one may have changed. */
export const useRecordings = ({ visit, person }: StagedVisit): Recordings => {
  const { visitId, window } = visit;
  const { fromS, toS } = window;
  const ofPerson = person !== undefined;
  const { home } = useHome();
  const turn = useObservable(home.lists.recordings);
  const [cell] = useState(() => createCell<Recordings>(undefined));
  useEffect(() => {
    let here = true;
    read(home.parts.client, visitId, ofPerson)
      .then((all) => {
        const recordings = ofPerson ? all.filter(within(fromS, toS)) : all;
        if (here) cell.set(recordings);
      })
      .catch(() => undefined);
    return () => {
      here = false;
    };
  }, [home, visitId, ofPerson, fromS, toS, turn, cell]);
  return useObservable(cell);
};

const read = async (client: Client, visitId: string, ofPerson: boolean): Promise<readonly Recording[]> => {
  const params = { visitId };
  if (ofPerson) return (await client(routes.listSeriesRecordings, { params })).recordings;
  return (await client(routes.readHomeVisit, { params })).recordings;
};

const slackMs = 60_000;
/** A grant to a person has the films of all its dates. */
const within =
  (fromS: number, toS: number) =>
  ({ startedMs }: Recording): boolean =>
    startedMs >= fromS * 1000 - slackMs && startedMs <= toS * 1000 + slackMs;
