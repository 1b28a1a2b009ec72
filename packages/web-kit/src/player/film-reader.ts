import {
  Malformed,
  RecordVerifier,
  nonceFor,
  openRecording,
  readFragment,
  readInitSegment,
  type BrokenWhy,
  type CheckpointClaims,
  type CloseClaims,
  type Finding,
  type InitClaims,
  type KeyEnvelope,
  type RecordingKeys,
  type SealedPart,
  type VerifierEffects,
  type VideoFormat,
} from '@latchkey/media';
import type { OpenedFrame } from './picture-sink.ts';

/** Opens one AES-256-GCM message; rejects when the tag does not fit. */
export type OpenSealed = (nonce: Uint8Array, header: Uint8Array, ciphertext: Uint8Array) => Promise<Uint8Array>;

export interface FilmEffects extends VerifierEffects {
  /** The recording key out of the envelope for this device, or undefined when there is none. */
  readonly openKey: (envelopes: readonly KeyEnvelope[], recordingId: Uint8Array) => Promise<Uint8Array | undefined>;
  readonly opener: (sealKey: Uint8Array) => Promise<OpenSealed>;
  /** The recording that was asked for; a relay that sends another of the same home is refused. Absent: any. */
  readonly recordingId?: Uint8Array;
}

export interface FilmEvents {
  finding(finding: Finding): void;
  init(init: InitClaims, format: VideoFormat, initSegment: Uint8Array): void;
  frame(opened: OpenedFrame): void;
  checkpoint(checkpoint: CheckpointClaims): void;
  close(close: CloseClaims): void;
  wrongKey(): void;
}

/** Record bytes in, believed pictures out, in order: chain and signatures first, then the key, then the picture. */
export class FilmReader {
  readonly #effects: FilmEffects;
  readonly #events: FilmEvents;
  readonly #verifier: RecordVerifier;
  #keys: RecordingKeys | undefined;
  #open: OpenSealed | undefined;
  #busy: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(effects: FilmEffects, events: FilmEvents) {
    this.#effects = effects;
    this.#events = events;
    this.#verifier = new RecordVerifier(effects);
  }

  push(bytes: Uint8Array): void {
    for (const finding of this.#verifier.push(bytes)) this.#busy = this.#busy.then(() => this.#take(finding));
  }

  /** Resolves when everything pushed so far has been told. */
  settled(): Promise<void> {
    return this.#busy;
  }

  /** Nothing more is told. */
  stop(): void {
    this.#stopped = true;
  }

  async #take(finding: Finding): Promise<void> {
    if (this.#stopped) return;
    if (finding.kind === 'init' && !this.#isWanted(finding.init)) {
      this.#broken(finding.sealed.seq, 'other-recording');
      return;
    }
    this.#events.finding(finding);
    switch (finding.kind) {
      case 'init':
        return this.#begin(finding.init, finding.sealed);
      case 'frame':
        return this.#frame(finding.sealed);
      case 'checkpoint':
        this.#events.checkpoint(finding.checkpoint);
        return;
      case 'close':
        this.#events.close(finding.close);
        return;
      case 'missing':
        return;
      case 'broken':
        this.stop();
        return;
    }
  }

  async #begin(init: InitClaims, sealed: SealedPart): Promise<void> {
    const key = await this.#effects.openKey(init.envelopes, init.recordingId);
    this.#keys = key === undefined ? undefined : openRecording(this.#effects.sha256, key, init);
    if (this.#keys === undefined) {
      this.#wrongKey();
      return;
    }
    this.#open = await this.#effects.opener(this.#keys.seal);
    const segment = await this.#opened(sealed);
    const format = segment === undefined ? undefined : parsed(() => readInitSegment(segment));
    if (segment === undefined || format === undefined) this.#broken(sealed.seq, 'seal');
    else this.#events.init(init, format, segment);
  }

  async #frame(sealed: SealedPart): Promise<void> {
    const fragment = await this.#opened(sealed);
    const frame = fragment === undefined ? undefined : parsed(() => readFragment(fragment));
    if (this.#stopped) return;
    if (fragment === undefined || frame === undefined) this.#broken(sealed.seq, 'seal');
    else this.#events.frame({ frame, fragment });
  }

  async #opened(sealed: SealedPart): Promise<Uint8Array | undefined> {
    const [keys, open] = [this.#keys, this.#open];
    if (keys === undefined || open === undefined) return undefined;
    return open(nonceFor(keys, sealed), sealed.header, sealed.ciphertext).catch(() => undefined);
  }

  #isWanted(init: InitClaims): boolean {
    const wanted = this.#effects.recordingId;
    return wanted === undefined || wanted.join() === init.recordingId.join();
  }

  /** What this reader itself finds wrong; `seal`: the key is the right one, so somebody changed what it sealed. */
  #broken(seq: number, why: BrokenWhy): void {
    this.stop();
    this.#events.finding({ kind: 'broken', seq, why });
  }

  #wrongKey(): void {
    this.stop();
    this.#events.wrongKey();
  }
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
