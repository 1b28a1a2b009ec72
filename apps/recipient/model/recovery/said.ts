import { sameBytes } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import type { CodeSince } from '../devices/members.ts';

/** What the hub's receipts say of recoveries; only they say it. */

export const stands = (receipts: readonly VerifiedReceipt[], hash: Uint8Array): boolean =>
  receipts.some(({ claims: { event, detail } }) => event === 'recovered' && names(detail?.rosterHash, hash));

const names = (said: Uint8Array | undefined, hash: Uint8Array): boolean => said !== undefined && sameBytes(said, hash);

/** `void`: it was used, and what it was used for is over. `ended`: the household signed itself a roster without it. */
export type PaperStanding = 'none' | 'good' | 'void' | 'ended';

export const standingOf = (
  code: CodeSince | undefined,
  receipts: readonly VerifiedReceipt[],
  endedS?: number,
): PaperStanding => {
  if (code === undefined) return endedS === undefined ? 'none' : 'ended';
  const brought = receipts.findLastIndex(({ claims: { event, detail } }) => bringsRoster.has(event) && names(detail?.rosterHash, code.hash)); // prettier-ignore
  const since = receipts.slice(brought + 1);
  // The roster that brought a code may be the very one that overtook a recovery with the code before it.
  const over = since.some(({ claims: { event, detail } }, at) => event === 'recovery-over' && !(at === 0 && detail?.cause === 'overtaken')); // prettier-ignore
  return over ? 'void' : 'good';
};
const bringsRoster = new Set(['paired', 'roster', 'recovered']);
