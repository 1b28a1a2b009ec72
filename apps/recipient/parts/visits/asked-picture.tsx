import { useSentences } from '@latchkey/web-kit';
import type { AskedKnock } from '../../model/visits/approvals.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { approvalSentences } from '../../sentences/approval.ts';
import { useVisit } from '../home-context.tsx';
import { LivePicture } from '../looks/live-picture.tsx';
import { useRecordings } from '../film/use-recordings.ts';

type OnLive = (live: boolean) => void;

/** What the camera sees now: nothing older is a reason to open. */
export const AskedPicture = ({ knock, onLive }: { knock: AskedKnock; onLive: OnLive }) => {
  const t = useSentences(approvalSentences);
  const staged = useVisit(knock.visitKey);
  if (!knock.filmed) return <p className="soft">{t.unfilmed}</p>;
  return staged === undefined ? <p className="soft">{t.noPicture}</p> : <Live staged={staged} onLive={onLive} />;
};

const Live = ({ staged, onLive }: { staged: StagedVisit; onLive: OnLive }) => {
  const t = useSentences(approvalSentences);
  const live = [...(useRecordings(staged) ?? [])]
    .sort((a, b) => b.startedMs - a.startedMs)
    .find(({ closed }) => !closed);
  if (live === undefined) return <p className="soft">{t.noPicture}</p>;
  return <LivePicture key={live.recordingId} recordingId={live.recordingId} onLive={onLive} />;
};
