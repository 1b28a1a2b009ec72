import { readTally, sameBytes, verifyLink, type Primitives } from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import type { Household } from '../household.ts';
import type { TellHub } from '../hub/talk.ts';

interface TallyParts {
  readonly primitives: Primitives;
  readonly household: Pick<Household, 'hubId' | 'hubKey'>;
  readonly tell: TellHub;
}

/**
 * The hub's own word which of its receipts are of this visit (docs/protocol/31-tally.md), for its file. Undefined where the hub gives none, and where it
 * names one that has not reached this device yet: the file could not show it.
 */
export const visitTally = async (
  { primitives, household, tell }: TallyParts,
  visitId: Uint8Array,
  /** Of the receipts that the file shows. */
  numbers: readonly number[],
): Promise<Uint8Array | undefined> => {
  const answer = await tell('tally', visitId).catch(() => undefined);
  if (answer?.ok !== true || answer.message === undefined) return undefined;
  const bytes = bytesFrom(answer.message);
  const read = readTally(primitives, bytes);
  if (!read.ok || !verifyLink(primitives, read.link, household.hubKey)) return undefined;
  const { claims } = read.link;
  if (!sameBytes(claims.hubId, household.hubId) || !sameBytes(claims.visitId, visitId)) return undefined;
  return claims.receipts.every((seq) => numbers.includes(seq)) ? bytes : undefined;
};
