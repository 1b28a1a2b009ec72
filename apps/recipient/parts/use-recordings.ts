import { routes, type shapes } from '@latchkey/contract';
import { useObservable } from '@latchkey/web-kit';
import { createCell } from '@latchkey/web-kit/model';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { useHome } from './home-context.tsx';

export type Recording = z.infer<typeof shapes.recordingSummary>;
/** Undefined until read. A failed reading keeps what was there and is repeated with the next event. */
type Recordings = readonly Recording[] | undefined;

/** The recordings of a visit, read anew whenever one may have changed. */
export const useRecordings = (visitId: string): Recordings => {
  const { home } = useHome();
  const turn = useObservable(home.lists.recordings);
  const [cell] = useState(() => createCell<Recordings>(undefined));
  useEffect(() => {
    let here = true;
    home.parts
      .client(routes.readHomeVisit, { params: { visitId } })
      .then(({ recordings }) => {
        if (here) cell.set(recordings);
      })
      .catch(() => undefined);
    return () => {
      here = false;
    };
  }, [home, visitId, turn, cell]);
  return useObservable(cell);
};
