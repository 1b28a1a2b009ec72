import { createContext, useContext, type ReactNode } from 'react';
import { useObservable } from '../hooks/index.ts';
import { createClockCheck, roundedDoubtMs, type ClockCheck, type ClockDoubt } from '../model/clock-check.ts';
import type { Format } from '../sentences/format.ts';
import { commonSentences, type CommonSentences } from '../sentences/index.ts';
import { useFormat, useSentences } from './language.tsx';
import { LiveRegion } from './live-region.tsx';
import { Notice } from './notice.tsx';

export const ClockContext = createContext<ClockCheck>(createClockCheck());

/** This device's clock and the others disagree: by how much, whose it probably is, what follows, and the way on. */
export const ClockNotice = ({
  follows,
  back,
}: {
  /** What this app does, and does not, while its clock is off. */ follows: string;
  /** Where a door's clock that is ahead is set back. */ back?: ReactNode;
}) => {
  const doubt = useObservable(useContext(ClockContext).doubt);
  const t = useSentences(commonSentences).clock;
  const format = useFormat();
  if (doubt === undefined) return null;
  const title = doubtWords(doubt, t, format);
  const doorAhead = doubt.kind === 'door' && doubt.aheadMs < 0;
  return (
    <>
      <LiveRegion words={title} />
      <Notice tone="needs" title={title} way={doorAhead ? back : undefined}>
        <p>{doubt.kind === 'device' ? `${t.setIt} ${follows}` : t.doorWay}</p>
        {doorAhead && <p>{t.doorAheadWay}</p>}
      </Notice>
    </>
  );
};

export const doubtWords = (doubt: ClockDoubt, t: CommonSentences['clock'], format: Format): string => {
  const about = format.duration(roundedDoubtMs(doubt));
  const ahead = doubt.aheadMs > 0;
  if (doubt.kind === 'device') return ahead ? t.deviceAhead(about) : t.deviceBehind(about);
  return ahead ? t.doorBehind(about) : t.doorAhead(about);
};
