import { ReportBuilder } from '@latchkey/media';
import { createCell, type Observable } from '../model/observable.ts';
import { FilmReader, type FilmEffects } from './film-reader.ts';
import type { OpenedFrame, PictureSink } from './picture-sink.ts';
import { START_STATE, type PlayerState } from './state.ts';

export interface StoredSetup extends FilmEffects {
  readonly picture: PictureSink;
  /** Milliseconds that only run forward. */
  readonly nowMs: () => number;
}

/** Plays a recording that is over, or what has arrived of it so far. */
export class StoredPlayer {
  readonly #setup: StoredSetup;
  readonly #reader: FilmReader;
  readonly #report = new ReportBuilder();
  readonly #frames: OpenedFrame[] = [];
  readonly #view = createCell<PlayerState>(START_STATE);
  /** Index of the frame shown last; -1 before the first. */
  #shown = -1;
  #playingSinceMs: number | undefined;
  #playingFromMs = 0;
  #refused = false;

  constructor(setup: StoredSetup) {
    this.#setup = setup;
    this.#reader = new FilmReader(setup, {
      finding: (finding) => {
        this.#report.note(finding);
        if (finding.kind === 'broken') this.#refuse('broken');
      },
      init: (init, format, initSegment) => {
        setup.picture.configure(format, initSegment);
        const { width, height } = format;
        this.#change({ phase: 'paused', format: { width, height }, startedMs: init.startedMs });
      },
      frame: (opened) => this.#frame(opened),
      checkpoint: () => this.#noteHoles(),
      close: (close) => {
        this.#noteHoles();
        this.#change({ close });
      },
      wrongKey: () => {
        this.#report.noteWrongKey();
        this.#refuse('wrong-key');
      },
    });
  }

  /** To be watched by a screen. */
  get view(): Observable<PlayerState> {
    return this.#view;
  }

  get state(): PlayerState {
    return this.#view.get();
  }

  push(bytes: Uint8Array): void {
    this.#reader.push(bytes);
  }

  settled(): Promise<void> {
    return this.#reader.settled();
  }

  /** The last byte has been pushed: the verdict stands once everything is read. */
  async end(): Promise<void> {
    await this.#reader.settled();
    const { verdict, missing } = this.#report.report();
    this.#change({ verdict, missing: missing.reduce((sum, hole) => sum + hole.toSeq - hole.fromSeq + 1, 0) });
  }

  play(): void {
    if (this.#refused || this.#playingSinceMs !== undefined) return;
    if (this.state.phase === 'ended') this.seek(0);
    this.#playingFromMs = this.state.positionMs;
    this.#playingSinceMs = this.#setup.nowMs();
    this.#change({ phase: 'playing' });
  }

  pause(): void {
    if (this.#playingSinceMs === undefined) return;
    this.#playingSinceMs = undefined;
    this.#change({ phase: 'paused' });
  }

  /** Shows the picture that stood at a position, whether playing or not. */
  seek(positionMs: number): void {
    if (this.#refused || this.#frames.length === 0) return;
    const toMs = Math.max(0, Math.min(positionMs, this.state.durationMs));
    const target = this.#indexAt(toMs);
    this.#setup.picture.reset();
    this.#shown = this.#keyBefore(target) - 1;
    this.#showUpTo(target);
    const playing = this.#playingSinceMs !== undefined;
    if (playing) [this.#playingSinceMs, this.#playingFromMs] = [this.#setup.nowMs(), toMs];
    this.#change({ positionMs: toMs, phase: playing ? 'playing' : 'paused' });
  }

  /** To be called with each display frame, or several times a second. */
  tick(): void {
    if (this.#playingSinceMs === undefined) return;
    const toMs = this.#playingFromMs + this.#setup.nowMs() - this.#playingSinceMs;
    const positionMs = Math.min(toMs, this.state.durationMs);
    this.#showUpTo(this.#indexAt(positionMs));
    this.#change({ positionMs });
    if (toMs < this.state.durationMs || this.state.verdict === undefined) return;
    this.#playingSinceMs = undefined;
    this.#change({ phase: 'ended' });
  }

  close(): void {
    this.#reader.stop();
    this.#setup.picture.close();
  }

  #frame(opened: OpenedFrame): void {
    this.#frames.push(opened);
    const { decodeMs, durationMs } = opened.frame;
    this.#change({ durationMs: decodeMs + durationMs });
    if (this.#frames.length === 1) this.#showUpTo(0);
  }

  /** The newest frame at or before a position. */
  #indexAt(positionMs: number): number {
    let [low, high] = [0, this.#frames.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#frames[middle]?.frame.decodeMs ?? 0) <= positionMs) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #keyBefore(index: number): number {
    let at = index;
    while (at > 0 && this.#frames[at]?.frame.key !== true) at -= 1;
    return at;
  }

  #showUpTo(target: number): void {
    while (this.#shown < target) {
      this.#shown += 1;
      const opened = this.#frames[this.#shown];
      if (opened !== undefined) this.#setup.picture.show(opened, this.#shown === target);
    }
    const shown = this.#frames[this.#shown];
    if (shown !== undefined) this.#change({ captureMs: shown.frame.captureMs });
  }

  #noteHoles(): void {
    this.#change({ gaps: this.#report.report().gaps });
  }

  #refuse(phase: 'broken' | 'wrong-key'): void {
    this.#refused = true;
    this.#playingSinceMs = undefined;
    this.#setup.picture.blank();
    this.#change({ phase });
  }

  #change(part: Partial<PlayerState>): void {
    this.#view.set({ ...this.state, ...part });
  }
}
