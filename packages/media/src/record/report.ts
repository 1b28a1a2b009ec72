import type { CloseClaims, Gap } from './claims.ts';
import { RecordVerifier, type BrokenWhy, type Finding, type VerifierEffects } from './verifier.ts';

/** What can be said of a stored recording, worst first: a broken one is never called truncated, a truncated one never whole. */
export type Verdict = 'broken' | 'wrong-key' | 'truncated' | 'gap' | 'ok';

export interface RecordingReport {
  readonly verdict: Verdict;
  readonly frames: number;
  /** Records that the hub wrote and this copy lacks. */
  readonly missing: readonly { readonly fromSeq: number; readonly toSeq: number }[];
  /** Holes that the hub signed. */
  readonly gaps: readonly Gap[];
  readonly close?: CloseClaims;
  readonly broken?: { readonly seq: number; readonly why: BrokenWhy };
}

/** Gathers findings into a report; `wrongKey` and `unsealed` come from whoever holds a key. */
export class ReportBuilder {
  #frames = 0;
  #missing: { fromSeq: number; toSeq: number }[] = [];
  #gaps: Gap[] = [];
  #close: CloseClaims | undefined;
  #broken: { seq: number; why: BrokenWhy } | undefined;
  #wrongKey = false;

  note(finding: Finding): void {
    switch (finding.kind) {
      case 'init':
        return;
      case 'frame':
        this.#frames += 1;
        return;
      case 'missing':
        this.#missing.push({ fromSeq: finding.fromSeq, toSeq: finding.toSeq });
        return;
      case 'checkpoint':
        this.#gaps.push(...finding.checkpoint.gaps);
        return;
      case 'close':
        this.#gaps.push(...finding.close.gaps);
        this.#close = finding.close;
        return;
      case 'broken':
        this.#broken = { seq: finding.seq, why: finding.why };
        return;
    }
  }

  /** The key is not the one that the init record commits to. */
  noteWrongKey(): void {
    this.#wrongKey = true;
  }

  report(): RecordingReport {
    return {
      verdict: this.#verdict(),
      frames: this.#frames,
      missing: this.#missing,
      gaps: this.#gaps,
      ...(this.#close === undefined ? {} : { close: this.#close }),
      ...(this.#broken === undefined ? {} : { broken: this.#broken }),
    };
  }

  #verdict(): Verdict {
    if (this.#broken !== undefined) return 'broken';
    if (this.#wrongKey) return 'wrong-key';
    if (this.#close === undefined) return 'truncated';
    return this.#missing.length + this.#gaps.length > 0 ? 'gap' : 'ok';
  }
}

/** Verifies a whole stored recording without a key. */
export function inspectRecording(bytes: Uint8Array, effects: VerifierEffects): RecordingReport {
  const verifier = new RecordVerifier(effects);
  const builder = new ReportBuilder();
  for (const finding of verifier.push(bytes)) builder.note(finding);
  return builder.report();
}
