import type { CheckpointClaims, PictureState } from '@latchkey/media';
import { createCell, type Observable } from '../model/observable.ts';
import { FilmReader, type FilmEffects } from './film-reader.ts';
import { Liveness } from './liveness.ts';
import type { OpenedFrame, PictureSink } from './picture-sink.ts';
import { START_STATE, type PlayerPhase, type PlayerState } from './state.ts';

export interface LiveSetup extends FilmEffects {
  readonly picture: PictureSink;
  /** Milliseconds that only run forward, sleep included: `steadyClock`. */
  readonly nowMs: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Sends a nonce of 16 bytes to the hub, by any path. */
  readonly sendNonce: (nonce: Uint8Array) => void;
}

/** LIVE is said of nothing older (P7). */
const LIVE_MS = 3000;
/** A picture further behind the newest one is left out: decoding goes on at the next key frame. */
const BEHIND_MS = 500;
const ASK_FIRST_MS = 1000;
const ASK_LATER_MS = 3000;
/** A hub that answers does so within a second or two. */
const UNANSWERED_MS = 10_000;
const NONCE_BYTES = 16;

/** Shows a recording while it is being made. */
export class LivePlayer {
  readonly #setup: LiveSetup;
  #reader: FilmReader;
  #begun = false;
  readonly #liveness = new Liveness();
  readonly #view = createCell<PlayerState>(START_STATE);
  #final: 'ended' | 'wrong-key' | 'broken' | undefined;
  #picture: PictureState = 'moving';
  #shownMs: number | undefined;
  #newestMs: number | undefined;
  /** The newest picture that was known to be late: it only gets older, whether echoes come or not. */
  #lateMs: number | undefined;
  #firstAskedMs = Infinity;
  #lastAskedMs = -Infinity;
  #joined = false;

  constructor(setup: LiveSetup) {
    this.#setup = setup;
    setup.picture.onShown = (captureMs) => {
      this.#shownMs = captureMs;
      // Screens are told of each change of the word at once, of the age as often as `tick` comes.
      if (this.state.captureMs === undefined || this.#phase(this.#ageMs()) !== this.state.phase) this.#refresh();
    };
    this.#reader = this.#newReader();
  }

  /** To be watched by a screen. */
  get view(): Observable<PlayerState> {
    return this.#view;
  }

  get state(): PlayerState {
    return this.#view.get();
  }

  /**
   * Takes the next message of the relay: whole records. One that begins with the first record again comes from a line
   * that was made anew; what was seen before counts no more, ages do.
   */
  push(bytes: Uint8Array): void {
    if (this.#final !== undefined) return;
    if (beginsRecording(bytes)) {
      if (this.#begun) this.#rejoin();
      this.#begun = true;
    }
    this.#reader.push(bytes);
  }

  /** Resolves when everything pushed so far is decoded or refused. */
  settled(): Promise<void> {
    return this.#reader.settled();
  }

  /** To be called several times a second: ages run on although nothing comes. */
  tick(): void {
    if (this.#final !== undefined) return;
    const nowMs = this.#setup.nowMs();
    const pause = this.state.ageMs === undefined ? ASK_FIRST_MS : ASK_LATER_MS;
    if (nowMs - this.#lastAskedMs >= pause) {
      this.#firstAskedMs = Math.min(this.#firstAskedMs, nowMs);
      this.#lastAskedMs = nowMs;
      const nonce = this.#setup.random(NONCE_BYTES);
      this.#liveness.sent(nonce, nowMs);
      this.#setup.sendNonce(nonce);
    }
    this.#refresh();
  }

  close(): void {
    this.#reader.stop();
    this.#setup.picture.close();
  }

  #rejoin(): void {
    this.#reader.stop();
    this.#reader = this.#newReader();
    this.#joined = false;
    this.#newestMs = undefined;
  }

  #newReader(): FilmReader {
    return new FilmReader(this.#setup, {
      finding: (finding) => {
        if (finding.kind === 'broken') this.#end('broken');
        if (finding.kind === 'missing') this.#missing(finding.toSeq - finding.fromSeq + 1);
      },
      init: (init, format, initSegment) => {
        this.#setup.picture.configure(format, initSegment);
        const { width, height } = format;
        this.#change({ format: { width, height }, startedMs: init.startedMs });
      },
      frame: (opened) => this.#frame(opened),
      checkpoint: (checkpoint) => this.#checkpoint(checkpoint),
      close: (close) => {
        this.#change({ close, gaps: [...this.state.gaps, ...close.gaps] });
        this.#end('ended');
      },
      wrongKey: () => this.#end('wrong-key'),
    });
  }

  #frame(opened: OpenedFrame): void {
    const { key, captureMs } = opened.frame;
    const behind = this.#newestMs !== undefined && this.#newestMs - (this.#shownMs ?? this.#newestMs) > BEHIND_MS;
    if (key && behind) this.#setup.picture.reset();
    this.#newestMs = captureMs;
    this.#setup.picture.show(opened, true);
  }

  #checkpoint(checkpoint: CheckpointClaims): void {
    this.#liveness.heard(checkpoint, this.#setup.nowMs());
    this.#picture = checkpoint.picture;
    if (checkpoint.gaps.length > 0) this.#change({ gaps: [...this.state.gaps, ...checkpoint.gaps] });
    this.#refresh();
  }

  /** The first hole is what was filmed before this viewer came. */
  #missing(records: number): void {
    if (this.#joined || this.#newestMs !== undefined) {
      this.#setup.picture.reset();
      this.#change({ missing: this.state.missing + records });
    }
    this.#joined = true;
  }

  #end(final: 'ended' | 'wrong-key' | 'broken'): void {
    this.#final = final;
    if (final !== 'ended') this.#setup.picture.blank();
    this.#refresh();
  }

  #refresh(): void {
    const captureMs = this.#shownMs;
    const ageMs = this.#ageMs();
    const next = { ...this.state, phase: this.#phase(ageMs), ...(captureMs === undefined ? {} : { captureMs }) };
    delete next.ageMs;
    if (next.phase === 'late') this.#lateMs = captureMs;
    this.#view.set(ageMs === undefined ? next : { ...next, ageMs });
  }

  #ageMs(): number | undefined {
    return this.#shownMs === undefined ? undefined : this.#liveness.ageMs(this.#shownMs, this.#setup.nowMs());
  }

  #phase(ageMs: number | undefined): PlayerPhase {
    if (this.#final !== undefined) return this.#final;
    if (this.state.format === undefined) return 'waiting';
    if (this.#picture !== 'moving') return this.#picture;
    if (ageMs === undefined) return this.#unknownAge();
    return ageMs <= LIVE_MS ? 'live' : 'late';
  }

  /** Why nothing vouches for the picture: not yet, not any more, or it was late and only grows older. */
  #unknownAge(): PlayerPhase {
    if (this.#lateMs !== undefined && this.#shownMs === this.#lateMs) return 'late';
    const sinceMs = Math.max(this.#firstAskedMs, this.#liveness.lastEchoMs);
    return this.#setup.nowMs() - sinceMs > UNANSWERED_MS ? 'unanswered' : 'checking';
  }

  #change(part: Partial<PlayerState>): void {
    this.#view.set({ ...this.state, ...part });
    this.#refresh();
  }
}

const TYPE_AT = 5;
const INIT_TYPE = 1;

/** Whether the first record of a message is an init record; a guess about untrusted bytes that the verifier checks. */
function beginsRecording(bytes: Uint8Array): boolean {
  return bytes[TYPE_AT] === INIT_TYPE;
}
