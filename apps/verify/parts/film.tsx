import type { EvidenceFilm } from '@latchkey/evidence';
import { portablePrimitives } from '@latchkey/keys';
import type { PublicKey } from '@latchkey/protocol';
import { PictureStage, TrackLine, ratioOf, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { createCell } from '@latchkey/web-kit/model';
import { START_STATE, hasWebCodecs, pictureSink, storedPlayer, type StoredPlayer } from '@latchkey/web-kit/player';
import { useCallback, useState } from 'react';
import { verifySentences } from '../sentences/index.ts';

interface Props {
  readonly film: EvidenceFilm;
  readonly hubKey: PublicKey;
}

const tickMs = 50;

/** The pictures themselves, checked once more record by record while they are opened. */
export const Film = ({ film, hubKey }: Props) => {
  const t = useSentences(verifySentences).film;
  const format = useFormat();
  const [view] = useState(() => createCell(START_STATE));
  const [held] = useState(() => createCell<StoredPlayer | undefined>(undefined));
  const onReady = useCallback(
    (canvas: HTMLCanvasElement, video: HTMLVideoElement) => {
      const player = storedPlayer({
        sha256: portablePrimitives.sha256,
        verify: (message, signature) => portablePrimitives.verify(hubKey, message, signature),
        openKey: () => Promise.resolve(film.key),
        picture: pictureSink(canvas, video),
      });
      held.set(player);
      const follow = player.view.subscribe(() => view.set(player.view.get()));
      const timer = setInterval(() => player.tick(), tickMs);
      player.push(film.record);
      void player.end();
      return () => {
        clearInterval(timer);
        follow();
        player.close();
      };
    },
    [film, hubKey, view, held],
  );
  const state = useObservable(view);
  const player = useObservable(held);
  if (!hasWebCodecs()) return <p className="soft">{t.cannot}</p>;
  const { startedMs, positionMs, durationMs, phase } = state;
  const at = startedMs === undefined ? '' : format.second(startedMs + positionMs);
  return (
    <section className="stack" data-gap="tight" aria-label={t.title} style={ratioOf(state.format)}>
      <PictureStage label={t.title} onReady={onReady}>
        {phase === 'broken' && <p className="stage-words">{t.broken}</p>}
      </PictureStage>
      {player !== undefined && durationMs > 0 && <TrackLine player={player} state={state} at={at} words={t} />}
    </section>
  );
};
