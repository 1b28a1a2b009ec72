import {
  Button,
  LiveRegion,
  Notice,
  PictureStage,
  commonSentences,
  ratioOf,
  useFormat,
  useObservable,
  useSentences,
} from '@latchkey/web-kit';
import { createCell, type VerifiedReceipt } from '@latchkey/web-kit/model';
import { START_STATE, pictureSink, storedPlayer, type PlayerState, type StoredPlayer } from '@latchkey/web-kit/player';
import { useCallback, useState } from 'react';
import { filmMarks } from '../../model/film/marks.ts';
import { storyOf } from '../../model/evidence/story.ts';
import { homeSentences } from '../../sentences/index.ts';
import { fetchFilm } from './fetch.ts';
import { FilmTrack } from './track.tsx';
import { filmSetup } from './setup.ts';
import { useHome } from '../home-context.tsx';
import type { Recording } from './use-recordings.ts';

interface Loading {
  readonly bytes: number;
  readonly kind: 'loading' | 'loaded' | 'failed';
}

const tickMs = 50;

interface Props {
  readonly recording: Recording;
  readonly receipts: readonly VerifiedReceipt[];
  /** What it is called; two films of one page have two names. */
  readonly label: string;
}

/** The film of a visit. A film that could not be fetched is begun again from its first byte. */
export const StoredFilm = (props: Props) => {
  const [turn, setTurn] = useState(0);
  return <Film key={turn} {...props} onAgain={() => setTurn(turn + 1)} />;
};

/** Checked and opened here, with what happened on its timeline. */
const Film = ({ recording, receipts, label, onAgain }: Props & { onAgain: () => void }) => {
  const t = useSentences(homeSentences);
  const common = useSentences(commonSentences);
  const format = useFormat();
  const { home } = useHome();
  const { recordingId } = recording;
  const [view] = useState(() => createCell<PlayerState>(START_STATE));
  const [loading] = useState(() => createCell<Loading>({ bytes: 0, kind: 'loading' }));
  const [held] = useState(() => createCell<StoredPlayer | undefined>(undefined));
  const onReady = useCallback(
    (canvas: HTMLCanvasElement, video: HTMLVideoElement) => {
      const player = storedPlayer({ ...filmSetup(home, recordingId), picture: pictureSink(canvas, video) });
      const stopping = new AbortController();
      held.set(player);
      const follow = player.view.subscribe(() => view.set(player.view.get()));
      const timer = setInterval(() => player.tick(), tickMs);
      const take = (piece: Uint8Array) => {
        player.push(piece);
        loading.update(({ bytes }) => ({ bytes: bytes + piece.length, kind: 'loading' }));
      };
      fetchFilm(recordingId, take, stopping.signal)
        .then(() => player.end())
        .then(() => loading.update(({ bytes }) => ({ bytes, kind: 'loaded' })))
        .catch(() => {
          if (!stopping.signal.aborted) loading.update(({ bytes }) => ({ bytes, kind: 'failed' }));
        });
      return () => {
        stopping.abort();
        clearInterval(timer);
        follow();
        player.close();
      };
    },
    [home, recordingId, view, loading, held],
  );
  const state = useObservable(view);
  const { kind, bytes } = useObservable(loading);
  const player = useObservable(held);
  const marks = filmMarks(storyOf(receipts), state.startedMs ?? recording.startedMs, state.durationMs);
  const silent = state.phase === 'playing' || state.phase === 'paused' || state.phase === 'ended';
  return (
    <section className="stack" data-gap="tight" aria-label={label} style={ratioOf(state.format)}>
      <PictureStage label={label} onReady={onReady}>
        {!silent && <p className="stage-words">{t.film.phase[state.phase]}</p>}
      </PictureStage>
      {state.phase === 'wrong-key' && <p className="small">{t.film.wrongKeyWhy}</p>}
      {kind === 'loading' && state.phase !== 'wrong-key' && (
        <p className="small soft">
          {t.film.loading}: {percent(bytes, recording.bytes)}
        </p>
      )}
      {kind === 'failed' && (
        <Notice
          tone="needs"
          title={t.film.failed}
          way={
            <Button kind="quiet" onClick={onAgain}>
              {common.tryAgain}
            </Button>
          }
        />
      )}
      {player !== undefined && state.durationMs > 0 && <FilmTrack player={player} state={state} marks={marks} />}
      {state.verdict === 'ok' && <p className="small soft">{t.film.whole}</p>}
      {state.gaps.length > 0 && <p className="small">{t.film.gaps(format, state.gaps.length)}</p>}
      <LiveRegion words={silent ? '' : t.film.phase[state.phase]} />
    </section>
  );
};

const percent = (part: number, whole: number): string =>
  `${Math.min(100, Math.round((part / Math.max(1, whole)) * 100))} %`;
