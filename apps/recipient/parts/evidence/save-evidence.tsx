import { namedIn } from '@latchkey/evidence';
import { Button, LiveRegion, Notice, useSentences } from '@latchkey/web-kit';
import { useState } from 'react';
import type { MadeEvidence } from './make-evidence.ts';
import { savedFilm, type SavedFilm } from '../../model/evidence/film.ts';
import type { Home } from '../../model/home.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { homeSentences } from '../../sentences/index.ts';
import { saveEvidenceSentences } from '../../sentences/save-evidence.ts';
import { fetchFilm } from '../film/fetch.ts';
import { filmSetup } from '../film/setup.ts';
import { useCounts } from '../devices/cut-off.tsx';
import { useHome } from '../home-context.tsx';
import { saveText } from './save-text.ts';
import { useRecordings, type Recording } from '../film/use-recordings.ts';

type Standing =
  | { readonly kind: 'idle' | 'failed' | 'asking' }
  | ({ readonly kind: 'saved'; readonly noKey: boolean } & Omit<MadeEvidence, 'text'>)
  | { readonly kind: 'fetching'; readonly part: string };

interface Props {
  readonly staged: StagedVisit;
  readonly fileName: string;
  /** Why there is nothing to save; undefined: there is. */
  readonly instead: string | undefined;
  readonly make: (films: readonly SavedFilm[] | 'left-out') => Promise<MadeEvidence>;
}

/** One file of this visit; the film goes with it only where somebody says so, because then it shows people. */
export const SaveEvidence = ({ staged, fileName, instead, make }: Props) => {
  const t = useSentences(saveEvidenceSentences);
  const label = useSentences(homeSentences).evidence.copy;
  const { home } = useHome();
  const recordings = useRecordings(staged);
  const counts = useCounts();
  const there = counts ? (recordings?.length ?? 0) : 0;
  const named = namedIn(staged.receipts).length;
  const [withFilm, setWithFilm] = useState(false);
  const [standing, setStanding] = useState<Standing>({ kind: 'idle' });
  const save = async () => {
    const films = withFilm
      ? await fetchAll(home, recordings ?? [], (part) => setStanding({ kind: 'fetching', part }))
      : [];
    // Left out is what somebody chose to leave; a film that is not to be had was not chosen.
    setStanding({ kind: 'asking' });
    const { text, ...made } = await make(!withFilm && there > 0 ? 'left-out' : films);
    saveText(fileName, text);
    setStanding({ kind: 'saved', noKey: films.some(({ key }) => key === undefined), ...made });
  };
  const busy = standing.kind === 'fetching' || standing.kind === 'asking';
  return (
    <div className="stack" data-gap="tight">
      {there > 0 && (
        <label className="choice">
          <input type="checkbox" checked={withFilm} onChange={() => setWithFilm(!withFilm)} />
          <span>{t.withFilm}</span>
          <span className="choice-hint">{t.withFilmHint}</span>
        </label>
      )}
      {!counts && named > 0 && <p className="small">{t.notNow}</p>}
      {counts && recordings !== undefined && there < named && <p className="small">{t.gone(named - there, named)}</p>}
      <Button
        kind="quiet"
        size="thumb"
        waiting={instead !== undefined || busy}
        onClick={() => void save().catch(() => setStanding({ kind: 'failed' }))}
      >
        {standing.kind === 'fetching' ? t.fetching(standing.part) : standing.kind === 'asking' ? t.asking : label}
      </Button>
      <p className="small soft">{instead ?? t.tells}</p>
      {standing.kind === 'failed' && (
        <Notice tone="needs" title={t.failed}>
          <p>{t.failedWay}</p>
        </Notice>
      )}
      {standing.kind === 'saved' && standing.noKey && <p className="small">{t.noKey}</p>}
      {standing.kind === 'saved' && !standing.tallied && <p className="small">{t.notTallied}</p>}
      {standing.kind === 'saved' && !standing.logged && <p className="small">{t.notLogged}</p>}
      <LiveRegion words={standing.kind === 'failed' ? t.failed : ''} />
    </div>
  );
};

const fetchAll = async (
  home: Home,
  recordings: readonly Recording[],
  onPart: (part: string) => void,
): Promise<readonly SavedFilm[]> => {
  const whole = recordings.reduce((sum, { bytes }) => sum + bytes, 0);
  let fetched = 0;
  const films: SavedFilm[] = [];
  for (const { recordingId } of recordings) {
    const pieces: Uint8Array[] = [];
    const take = (piece: Uint8Array) => {
      pieces.push(piece);
      fetched += piece.length;
      onPart(`${Math.min(100, Math.round((fetched / Math.max(1, whole)) * 100))} %`);
    };
    await fetchFilm(recordingId, take, new AbortController().signal);
    const { openKey, ...effects } = filmSetup(home, recordingId);
    films.push(await savedFilm(effects, openKey, pieces));
  }
  return films;
};
