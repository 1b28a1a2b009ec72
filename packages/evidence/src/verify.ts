import { lookLogProof, type LogVerdict } from './log.ts';
import type { EvidenceFile } from './file.ts';
import { lacksFilm, lookFilms, type FilmVerdict } from './film.ts';
import { permissionOf, type Permission } from './permission.ts';
import { lookReceipts, type ReceiptsVerdict } from './receipts.ts';
import type { Link, Primitives, PublicKey, Receipt } from '@latchkey/protocol';
import type { VerifyEd25519 } from '@latchkey/log';

/** What somebody finds who was there for nothing of it and believes neither server nor household. */
export interface Verdict {
  /** Nothing contradicts the file; what it lacks stands beside. */
  readonly holds: boolean;
  /**
   * Film that its own receipts name is not in it, and it does not say that it was left out; or it shows one visit without the hub's word that
   * this is all of it.
   */
  readonly incomplete: boolean;
  /** Whose word the receipts are, if it is that door's. */
  readonly hubKey: PublicKey;
  readonly receipts: ReceiptsVerdict;
  /** The visit's own receipts, in their order. */
  readonly story: readonly Link<Receipt>[];
  readonly permission: Permission;
  readonly log: LogVerdict;
  readonly film: FilmVerdict;
}

/** What the reader trusts of its own accord; absent: what the file names is taken, and said to be only that. */
export interface Trust {
  readonly log?: string;
  readonly witnesses?: readonly string[];
}

export function verifyEvidence(
  p: Primitives,
  verifyEd25519: VerifyEd25519,
  file: EvidenceFile,
  trust: Trust = {},
): Verdict {
  const { verdict: receipts, story, ends } = lookReceipts(p, file);
  const permission = permissionOf(p, file, story);
  const log = lookLogProof(p, verifyEd25519, file.log, ends, trust);
  const film = lookFilms(p, file, story);
  const holds =
    receipts.ok &&
    receipts.count > 0 &&
    permission.kind !== 'contradicts' &&
    log.kind !== 'wrong' &&
    film.kind !== 'wrong';
  const incomplete = lacksFilm(film) || (receipts.ok && receipts.visit?.proven === false);
  return { holds, incomplete, hubKey: file.hubKey, receipts, story, permission, log, film };
}
