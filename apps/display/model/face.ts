import { routes } from '@latchkey/contract';
import { createCell, type Later, type Observable } from '@latchkey/web-kit/model';
import { readWords } from './words.ts';

/** What the screen shows. `asking`: nobody has answered yet; `stranger`: the hub knows no display with this secret, or there is none. */
export type Face =
  | { readonly kind: 'asking' }
  | { readonly kind: 'dark' }
  | { readonly kind: 'shows'; readonly door: number; readonly link: string }
  | { readonly kind: 'lost' }
  | { readonly kind: 'stranger' };

export interface DisplayParts {
  /** Asks the hub for the stream of this display; rejects when nothing answers. */
  readonly ask: (end: AbortSignal) => Promise<Response>;
  readonly later: Later;
  /** 0 ≤ x < 1; screens of one house do not come back at one moment. */
  readonly random: () => number;
}

/** The hub says every ten seconds that it is there. */
const SILENT_MS = 25_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** Settings may be put right at any time. */
const STRANGER_WAIT_MS = 30_000;

/**
 * The screen beside a door. It shows what the hub said last, for as long as the hub said and no longer, whatever becomes of the line; it has no
 * clock of its own to be wrong.
 */
export const openDisplay = ({ ask, later, random }: DisplayParts): Observable<Face> => {
  const face = createCell<Face>({ kind: 'asking' });
  let line: 'asking' | 'up' | 'lost' | 'stranger' = 'asking';
  let shown: Extract<Face, { kind: 'shows' }> | undefined;
  let over = (): void => undefined;
  let waitMs = FIRST_WAIT_MS;

  const draw = () => face.set(shown ?? { kind: line === 'up' ? 'dark' : line });
  const show = ({ door, link, forMs }: routes.DisplayShows) => {
    over();
    shown = link === null ? undefined : { kind: 'shows', door, link };
    over = later(() => {
      shown = undefined;
      draw();
    }, forMs);
    draw();
  };
  const stand = (next: typeof line) => {
    line = next;
    draw();
  };

  const hear = async (answer: Response, heard: () => void) => {
    stand('up');
    waitMs = FIRST_WAIT_MS;
    for await (const word of readWords(answer, heard)) {
      const read = routes.displayShows.safeParse(word);
      if (read.success) show(read.data);
    }
  };

  const connect = async () => {
    const end = new AbortController();
    let quiet = later(() => end.abort(), SILENT_MS);
    const heard = () => {
      quiet();
      quiet = later(() => end.abort(), SILENT_MS);
    };
    try {
      const answer = await ask(end.signal);
      if (answer.status === 401) {
        stand('stranger');
        return STRANGER_WAIT_MS;
      }
      if (answer.ok) await hear(answer, heard);
    } catch {
      // Whatever it was: the line is gone.
    } finally {
      quiet();
      end.abort();
    }
    stand('lost');
    const wait = waitMs * (0.5 + random());
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    return wait;
  };
  const goOn = (): void => void connect().then((ms) => later(goOn, ms));
  goOn();
  return face;
};
