import { useSentences } from '@latchkey/web-kit';
import type { StagedVisit } from '../../model/visits/today.ts';
import { isAhead } from '../../model/visits/stage.ts';
import { peopleSentences } from '../../sentences/people.ts';
import { homeSentences } from '../../sentences/index.ts';
import { LivePicture } from '../looks/live-picture.tsx';
import { StoredFilm } from './stored.tsx';
import { useRecordings } from './use-recordings.ts';

const Unfilmed = () => <p className="small soft">{useSentences(peopleSentences).visit.unfilmed}</p>;

/** During the visit the live picture, afterwards the film, or its parts in their order. Before it there is nothing to see, and it says so once it could be. */
export const VisitFilm = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(homeSentences).visit;
  const recordings = useRecordings(staged);
  const newest = [...(recordings ?? [])].sort((a, b) => b.startedMs - a.startedMs);
  const live = newest.find(({ closed }) => !closed);
  if (live !== undefined) return <LivePicture key={live.recordingId} recordingId={live.recordingId} />;
  const finished = newest.filter(({ closed }) => closed).reverse();
  if (finished.length === 0 && staged.person?.filmed === false) return <Unfilmed />;
  if (finished.length === 0) return !isAhead(staged.stage) ? null : <p className="small soft">{t.noFilm}</p>;
  return (
    <div className="stack">
      {finished.map((recording, index) => {
        const label = finished.length === 1 ? t.film : t.filmPart(index + 1, finished.length);
        return (
          <div key={recording.recordingId} className="stack" data-gap="tight">
            {finished.length > 1 && <p className="small soft">{label}</p>}
            <StoredFilm recording={recording} receipts={staged.receipts} label={label} />
          </div>
        );
      })}
    </div>
  );
};
