import type { CameraClock } from './camera.ts';
import type { GreyPicture } from './raw-pictures.ts';

/** Something that finds codes in a picture, in a thread of its own: it may crash, hang or lie. */
export interface CodeFinder {
  readonly find: (picture: GreyPicture) => void;
  readonly end: () => void;
}

export interface FinderAnswers {
  readonly found: (texts: readonly string[]) => void;
  readonly ended: (why: string) => void;
}

export interface CodeEyeSetup {
  /** Of any beginning: it measures waits. */
  readonly clock: Pick<CameraClock, 'nowMs'>;
  /** Starts a finder; it answers each picture once, or ends. Texts are whatever stood in the picture. */
  readonly start: (answers: FinderAnswers) => CodeFinder;
  readonly seen: (text: string) => void;
  readonly report: (line: string) => void;
}

const READ_WITHIN_MS = 5000;
const REST_MS = 10_000;
const TEXTS = 4;

/** Looks for codes in the pictures of one door's camera: one picture at a time, the newest, and a finder that hangs is replaced. */
export class CodeEye {
  readonly #setup: CodeEyeSetup;
  #finder: CodeFinder | undefined;
  #sinceMs: number | undefined;
  #restUntilMs = -Infinity;

  constructor(setup: CodeEyeSetup) {
    this.#setup = setup;
  }

  look(picture: GreyPicture): void {
    const nowMs = this.#setup.clock.nowMs();
    if (this.#sinceMs !== undefined && nowMs - this.#sinceMs > READ_WITHIN_MS) this.#lost('it took too long');
    if (this.#sinceMs !== undefined || nowMs < this.#restUntilMs) return;
    this.#finder ??= this.#begin();
    this.#sinceMs = nowMs;
    this.#finder.find(picture);
  }

  stop(): void {
    this.#finder?.end();
    this.#finder = undefined;
    this.#sinceMs = undefined;
  }

  #begin(): CodeFinder {
    const finder: CodeFinder = this.#setup.start({
      found: (texts) => {
        if (this.#finder !== finder) return;
        this.#sinceMs = undefined;
        for (const text of texts.slice(0, TEXTS)) this.#setup.seen(text);
      },
      ended: (why) => {
        if (this.#finder === finder) this.#lost(why);
      },
    });
    return finder;
  }

  #lost(why: string): void {
    this.#setup.report(`the reader of codes is replaced: ${why}`);
    this.stop();
    this.#restUntilMs = this.#setup.clock.nowMs() + REST_MS;
  }
}
