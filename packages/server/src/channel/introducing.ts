import type { channel } from '@latchkey/contract';
import { Introduction, type Introduced, type Parts } from './introduction.ts';
import type { HubLine } from './line.ts';

type Move = Extract<channel.HubToServer, { type: 'move' }>;

/** The one household that a line may introduce: what of the line's messages is part of it, and how it ends. Once; another time takes another line. */
export class Introducing {
  readonly #parts: Parts;
  readonly #line: Pick<HubLine, 'hubId' | 'hubKeyBytes'>;
  readonly #ended: (end: Introduced) => Promise<void>;
  #introduction: Introduction | undefined;
  #began = false;
  /** Rosters that were announced and have not come. */
  #toCome = 0;
  /** One roster after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(parts: Parts, line: Pick<HubLine, 'hubId' | 'hubKeyBytes'>, ended: (end: Introduced) => Promise<void>) {
    this.#parts = parts;
    this.#line = line;
    this.#ended = ended;
  }

  /** `mayBegin` is asked the first time alone. Rejects as `ended` does. */
  async begin(move: Move, mayBegin: () => boolean): Promise<void> {
    if (this.#began) return;
    this.#began = true;
    this.#toCome = move.rosters;
    if (mayBegin()) this.#introduction = new Introduction(this.#parts, this.#line, move);
    else await this.#ended({ ok: false, why: 'later' });
  }

  /** False: it is none of those that were announced. */
  takes(): boolean {
    if (this.#toCome === 0) return false;
    this.#toCome--;
    return true;
  }

  /** One that it takes. Rejects as the store and `ended` do. */
  roster(roster: string): Promise<void> {
    this.#work = this.#work.then(async () => {
      const introduction = this.#introduction;
      const end = await introduction?.roster(roster);
      if (end === undefined || introduction !== this.#introduction) return;
      this.#introduction = undefined;
      await this.#ended(end);
    });
    return this.#work;
  }

  /** The hub is a household's now, this way or by pairing: its rosters are that one's. */
  over(): void {
    this.#began = true;
    this.#toCome = 0;
    this.#introduction = undefined;
  }
}
