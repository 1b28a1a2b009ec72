import { readOwnPage, sameBytes, verifyLink, type OwnPage, type Primitives } from '@latchkey/protocol';
import { bytesFrom, type RandomBytes } from '@latchkey/web-kit/model';
import type { TellHub } from './talk.ts';
import type { Household } from '../household.ts';

interface OwnPageParts {
  readonly primitives: Primitives;
  readonly randomBytes: RandomBytes;
  readonly household: Pick<Household, 'hubId' | 'hubKey'>;
  readonly tell: TellHub;
}

/**
 * Where the hub itself serves this app, by its own signature over our nonce; undefined where it serves none, or something else answered:
 * a member's key will live at that address, so nobody else's word about it counts (docs/protocol/28-own-page.md).
 */
export const ownPageOf = async ({
  primitives,
  randomBytes,
  household,
  tell,
}: OwnPageParts): Promise<OwnPage | undefined> => {
  const nonce = randomBytes(16);
  const answer = await tell('page', nonce);
  if (!answer.ok || answer.message === undefined) return undefined;
  const read = readOwnPage(primitives, bytesFrom(answer.message));
  if (!read.ok || !verifyLink(primitives, read.link, household.hubKey)) return undefined;
  const { claims } = read.link;
  return sameBytes(claims.nonce, nonce) && sameBytes(claims.hubId, household.hubId) ? claims : undefined;
};

/** A certificate's hash as browsers show it, in lines that eyes can follow. */
export const certificateLines = (hash: Uint8Array): readonly string[] => {
  const bytes = [...hash].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase());
  return Array.from({ length: Math.ceil(bytes.length / LINE_BYTES) }, (_, n) =>
    bytes.slice(n * LINE_BYTES, (n + 1) * LINE_BYTES).join(':'),
  );
};
const LINE_BYTES = 8;
