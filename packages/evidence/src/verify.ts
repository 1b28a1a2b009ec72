import { lookLogProof, type LogVerdict } from './log.ts';
import type { EvidenceFile } from './file.ts';
import { lacksFilm, lookFilms, type FilmVerdict } from './film.ts';
import { permissionOf, type Permission } from './permission.ts';
import {
  verifyReceiptChain,
  sameBytes,
  type Link,
  type Primitives,
  type PublicKey,
  type Receipt,
} from '@latchkey/protocol';
import type { VerifyEd25519 } from '@latchkey/log';

/** What somebody finds who was there for nothing of it and believes neither server nor household. */
export interface Verdict {
  /** Nothing contradicts the file; what it lacks stands beside. */
  readonly holds: boolean;
  /** Film that its own receipts name is not in it, and it does not say that it was left out. */
  readonly incomplete: boolean;
  /** Whose word the receipts are, if it is that door's. */
  readonly hubKey: PublicKey;
  readonly receipts:
    | { readonly ok: true; readonly count: number; readonly newestS: number | undefined }
    | { readonly ok: false; readonly problem: string; readonly good: number };
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
  const chain = verifyReceiptChain(p, file.hubKey, file.receipts);
  const { visitId } = file;
  const story = chain.receipts.filter(
    ({ claims }) => visitId === undefined || (claims.visitId !== undefined && sameBytes(claims.visitId, visitId)),
  );
  const permission = permissionOf(p, file, story);
  const log = lookLogProof(p, verifyEd25519, file.log, chain.ok ? chain.receipts.at(-1) : undefined, trust);
  const film = lookFilms(p, file, story);
  const receipts = chain.ok
    ? ({ ok: true, count: chain.receipts.length, newestS: chain.receipts.at(-1)?.claims.iat } as const)
    : ({ ok: false, problem: chain.problem, good: chain.receipts.length } as const);
  const holds =
    chain.ok &&
    chain.receipts.length > 0 &&
    permission.kind !== 'contradicts' &&
    log.kind !== 'wrong' &&
    film.kind !== 'wrong';
  return { holds, incomplete: lacksFilm(film), hubKey: file.hubKey, receipts, story, permission, log, film };
}
