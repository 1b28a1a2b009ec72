import { LiveRegion, Notice, useSentences, type Tone } from '@latchkey/web-kit';
import type { VisitSummary } from '../model/visit-stage.ts';
import { homeSentences } from '../sentences/index.ts';

const tones: Record<'waiting' | 'accepted' | 'declined', Tone> = {
  waiting: 'needs',
  accepted: 'locked',
  declined: 'needs',
};

/** Where the parcel goes instead, and what the carrier said to it. */
export const DivertState = ({ visit }: { visit: VisitSummary }) => {
  const t = useSentences(homeSentences);
  if (visit.divert === undefined) return null;
  const { to, answer } = visit.divert;
  const title = t.visit.divertedTo(t.divert.place[to]);
  return (
    <>
      <Notice tone={tones[answer]} title={title}>
        <p>{t.visit.divertAnswer[answer]}</p>
      </Notice>
      <LiveRegion words={`${title} ${t.visit.divertAnswer[answer]}`} />
    </>
  );
};
