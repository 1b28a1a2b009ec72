import { Button, useFormat, useSentences, type Format } from '@latchkey/web-kit';
import type { PlayerState, StoredPlayer } from '@latchkey/web-kit/player';
import type { FilmMark } from '../model/film-marks.ts';
import { homeSentences } from '../sentences/index.ts';

interface Props {
  readonly player: StoredPlayer;
  readonly state: PlayerState;
  readonly marks: readonly FilmMark[];
}

const leadMs = 1000;

/** Play, position, and the verified events: as ticks on the track, and as buttons that lead to their moment. */
export const FilmTrack = ({ player, state, marks }: Props) => {
  const t = useSentences(homeSentences);
  const format = useFormat();
  const { positionMs, durationMs, startedMs, phase } = state;
  const playing = phase === 'playing';
  const at = startedMs === undefined ? minutes(positionMs) : format.second(startedMs + positionMs);
  const toggle = () => {
    if (playing) player.pause();
    else player.play();
  };
  return (
    <div className="stack" data-gap="tight">
      <div className="track">
        <Button kind="quiet" onClick={toggle} aria-label={playing ? t.film.pause : t.film.play}>
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
            <path d={playing ? 'M2 1h4v14H2zM10 1h4v14h-4z' : 'M3 1l12 7-12 7z'} />
          </svg>
        </Button>
        <div className="track-line">
          <Ticks marks={marks} durationMs={durationMs} />
          <input
            type="range"
            min={0}
            max={Math.max(1, Math.round(durationMs))}
            step={100}
            value={Math.round(positionMs)}
            aria-label={t.film.seek}
            aria-valuetext={at}
            onChange={(event) => player.seek(Number(event.target.value))}
          />
        </div>
        <span className="small soft">{at}</span>
      </div>
      <ul className="marks">
        {marks.map(({ line, positionMs: to }) => (
          <li key={line.seq}>
            <button
              className="mark"
              type="button"
              data-tone={line.tone}
              onClick={() => player.seek(Math.max(0, to - leadMs))}
            >
              <span>{t.story[line.event]}</span>
              <span className="small soft">{timeOf(format, line.atS)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Ticks = ({ marks, durationMs }: { marks: readonly FilmMark[]; durationMs: number }) => (
  <div className="ticks" aria-hidden="true">
    {marks.map(({ line, positionMs }) => (
      <span
        key={line.seq}
        className="tick"
        data-tone={line.tone}
        style={{ left: `${(positionMs / durationMs) * 100}%` }}
      />
    ))}
  </div>
);

const timeOf = (format: Format, atS: number | undefined): string =>
  atS === undefined ? '' : format.second(atS * 1000);

const minutes = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
