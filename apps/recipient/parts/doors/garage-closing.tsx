import { LiveRegion, Notice, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock, secondsToMove, type DoorView } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { doorsSentences } from '../../sentences/doors.ts';

/** What a garage says before and while it closes, from its own signed state: seconds of warning, then the movement. */
export const GarageClosing = ({ view }: { view: DoorView }) => {
  const t = useSentences(doorsSentences).closing;
  if (view.moving === 'warning') return <Warning />;
  if (view.moving !== 'locking' || view.word !== 'open') return null;
  return (
    <>
      <LiveRegion words={t.moving} />
      <Notice tone="use" title={t.moving}>
        <p>{t.movingWhy}</p>
      </Notice>
    </>
  );
};

/** Counts from the moment at which the warning was first seen; a listener hears it once, not every second. */
const Warning = () => {
  const t = useSentences(doorsSentences).closing;
  const [sinceMs] = useState(() => browserClock.steadyMs());
  const { steadyMs } = useTick(browserClock, 250);
  const seconds = secondsToMove(sinceMs, steadyMs);
  return (
    <>
      <LiveRegion words={t.warning(secondsToMove(undefined, 0))} urgent />
      <Notice tone="needs" title={seconds > 0 ? t.warning(seconds) : t.warningNow}>
        <p>{t.warningWhy}</p>
      </Notice>
    </>
  );
};
