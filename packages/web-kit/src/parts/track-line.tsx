import type { ReactNode } from 'react';
import type { PlayerState, StoredPlayer } from '../player/index.ts';
import { Button } from './button.tsx';

interface Props {
  readonly player: Pick<StoredPlayer, 'play' | 'pause' | 'seek'>;
  readonly state: Pick<PlayerState, 'phase' | 'positionMs' | 'durationMs'>;
  /** Where the film stands, in words. */
  readonly at: string;
  readonly words: { readonly play: string; readonly pause: string; readonly seek: string };
  /** Above the line, as ticks. */
  readonly children?: ReactNode;
}

/** Play, and the position in a film. */
export const TrackLine = ({ player, state: { phase, positionMs, durationMs }, at, words, children }: Props) => {
  const playing = phase === 'playing';
  const toggle = () => {
    if (playing) player.pause();
    else player.play();
  };
  return (
    <div className="track">
      <Button kind="quiet" onClick={toggle} aria-label={playing ? words.pause : words.play}>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
          <path d={playing ? 'M2 1h4v14H2zM10 1h4v14h-4z' : 'M3 1l12 7-12 7z'} />
        </svg>
      </Button>
      <div className="track-line">
        {children}
        <input
          type="range"
          min={0}
          max={Math.max(1, Math.round(durationMs))}
          step={100}
          value={Math.round(positionMs)}
          aria-label={words.seek}
          aria-valuetext={at}
          onChange={(event) => player.seek(Number(event.target.value))}
        />
      </div>
      <span className="small soft">{at}</span>
    </div>
  );
};
