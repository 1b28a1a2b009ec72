import { useEffect, useState } from 'react';
import { isBroken, type Stop } from '@latchkey/carrier-sdk';
import { readAtDoor } from '@latchkey/protocol';
import { Notice, Skeleton, useObservable, useSentences } from '@latchkey/web-kit';
import { useHashLocation } from 'wouter/use-hash-location';
import type { Rounds } from '../model/rounds.ts';
import { stopAtDoor } from '../model/at-door.ts';
import { Back } from '../parts/back.tsx';
import { Frame } from '../parts/frame.tsx';
import { sentences } from '../sentences/index.ts';

/** The link on a door's display or in its tag was opened: goes on to the stop that this door is, with what was read, which leaves the address. */
export const AtDoorPage = ({ rounds }: { rounds: Rounds }) => {
  const t = useSentences(sentences);
  const tour = useObservable(rounds.tour.view);
  const [location, go] = useHashLocation();
  const [text] = useState(location);
  const at = readAtDoor(text);
  const stops = tour.next.filter((one): one is Stop => !isBroken(one));
  const stop = at === undefined ? undefined : stopAtDoor(stops, at);
  useEffect(() => {
    if (stop === undefined) return;
    void rounds.visit(stop).then((visit) => {
      visit.readHere(text);
      go(`/stop/${stop.visitId}`, { replace: true });
    });
    // Once for this link: the tour gives a new object for the same stop at each reading.
  }, [rounds, stop?.visitId, text]); // eslint-disable-line react-hooks/exhaustive-deps -- see above
  const searching = at !== undefined && (stop !== undefined || tour.phase === 'loading');
  return (
    <Frame title={t.tour.title} back={<Back />}>
      {searching ? (
        <Skeleton label={t.tour.loading} />
      ) : (
        <Notice tone="needs" title={at === undefined ? t.here.unreadable : t.here.notOnTour.title}>
          {at === undefined ? undefined : t.here.notOnTour.next}
        </Notice>
      )}
    </Frame>
  );
};
