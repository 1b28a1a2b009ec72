import {
  hubIdOf,
  readAssignment,
  readGrant,
  sameBytes,
  verifyLink,
  type Link,
  type Primitives,
  type PublicKey,
  type Receipt,
} from '@latchkey/protocol';
import type { EvidenceFile } from './file.ts';

/**
 * Whether the visit's receipts are about the grant and the assignments in the file. The grant's own signature needs the household's roster, which
 * the file leaves out; the hub names the chain that it checked by its leaf's hash, and that names all of them.
 */
export type Permission =
  | { readonly kind: 'absent' }
  /** The hub acted on exactly this chain: grant, assignments and the key that knocked. */
  | { readonly kind: 'holds'; readonly fromS: number; readonly toS: number; readonly assignments: number }
  /** No receipt names a chain: nobody got as far as the door. */
  | { readonly kind: 'unused' }
  | {
      readonly kind: 'contradicts';
      readonly why: 'malformed' | 'other-hub' | 'other-visit' | 'signature-wrong' | 'other-chain' | 'no-such-date';
    };

const LEAF_BYTES = 16;

export function permissionOf(p: Primitives, file: EvidenceFile, story: readonly Link<Receipt>[]): Permission {
  if (file.grant === undefined) return { kind: 'absent' };
  const grant = readGrant(p, file.grant);
  if (!grant.ok) return { kind: 'contradicts', why: 'malformed' };
  const { claims, hash } = grant.link;
  if (!sameBytes(claims.hubId, hubIdOf(p, file.hubKey))) return { kind: 'contradicts', why: 'other-hub' };
  if (file.visitId !== undefined && !sameBytes(claims.visitId, file.visitId))
    return { kind: 'contradicts', why: 'other-visit' };
  if (file.occurrence !== undefined && claims.occurrences?.[file.occurrence] === undefined)
    return { kind: 'contradicts', why: 'no-such-date' };
  const leaves = [hash];
  let [above, holder]: [Uint8Array, PublicKey] = [hash, claims.holder];
  for (const bytes of file.assignments) {
    const read = readAssignment(p, bytes, above);
    if (!read.ok) return { kind: 'contradicts', why: 'malformed' };
    if (!verifyLink(p, read.link, holder)) return { kind: 'contradicts', why: 'signature-wrong' };
    [above, holder] = [read.link.hash, read.link.claims.holder];
    leaves.push(above);
  }
  const named = story.flatMap(({ claims: { detail } }) => (detail?.leaf === undefined ? [] : [detail.leaf]));
  if (named.length === 0) return { kind: 'unused' };
  const known = (leaf: Uint8Array) => leaves.some((one) => sameBytes(one.slice(0, LEAF_BYTES), leaf));
  if (!named.some(known)) return { kind: 'contradicts', why: 'other-chain' };
  return { kind: 'holds', fromS: claims.nbf, toS: claims.exp, assignments: file.assignments.length };
}
