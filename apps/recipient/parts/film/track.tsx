import { TrackLine, useFormat, useSentences, type Format } from '@latchkey/web-kit';
import type { PlayerState, StoredPlayer } from '@latchkey/web-kit/player';
import type { FilmMark } from '../../model/film/marks.ts';
import { homeSentences } from '../../sentences/index.ts';

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
  const { positionMs, durationMs, startedMs } = state;
  const at = startedMs === undefined ? minutes(positionMs) : format.second(startedMs + positionMs);
  return (
    <div className="stack" data-gap="tight">
      <TrackLine player={player} state={state} at={at} words={t.film}>
        <Ticks marks={marks} durationMs={durationMs} />
      </TrackLine>
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
