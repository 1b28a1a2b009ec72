import { useEffect, useRef, useState } from 'react';
import { readAtDoor } from '@latchkey/protocol';
import { Notice, Skeleton, useObservable, useSentences } from '@latchkey/web-kit';
import { useHashLocation } from 'wouter/use-hash-location';
import { useNow } from '../../parts/use-now.ts';
import type { Invited } from '../model/invited.ts';
import { placeAtDoor } from '../model/screen.ts';
import { Frame } from '../parts/frame.tsx';
import { invitedSentences } from '../sentences/index.ts';

interface Props {
  readonly invited: Invited;
  /** It is none of this person's doors: whoever else uses this device may know it. */
  readonly onElsewhere: (() => void) | undefined;
}

/** The link on a door's display or in its tag was opened: goes on to the place that this door is, with what was read, which leaves the address. */
export const AtDoorPage = ({ invited, onElsewhere }: Props) => {
  const t = useSentences(invitedSentences);
  const { phase, places } = useObservable(invited.places.view);
  const [location, go] = useHashLocation();
  const [text] = useState(location);
  const now = useNow();
  const at = readAtDoor(text);
  // A courier's parcel may be due at a door that their own window has not opened yet.
  const place = at === undefined ? undefined : placeAtDoor(places, at, now, onElsewhere !== undefined);
  const elsewhere = place === undefined && phase === 'ready';
  /** Once for this link: the places give a new object for the same door at each reading. */
  const led = useRef(false);
  useEffect(() => {
    if (place === undefined || led.current) return;
    led.current = true;
    invited.passage(place.boxId, place.date)?.readHere(text);
    go(`/invited/${place.boxId}`, { replace: true });
  }, [invited, place, text, go]);
  useEffect(() => {
    if (elsewhere) onElsewhere?.();
  }, [elsewhere, onElsewhere]);
  if (!elsewhere || onElsewhere !== undefined) {
    return (
      <Frame title={t.places.title} back>
        <Skeleton label={t.places.loading} />
      </Frame>
    );
  }
  return (
    <Frame title={t.places.title} back>
      <Notice tone="needs" title={at === undefined ? t.here.unreadable : t.here.notYours.title}>
        {at === undefined ? undefined : <p>{t.here.notYours.next}</p>}
      </Notice>
    </Frame>
  );
};
