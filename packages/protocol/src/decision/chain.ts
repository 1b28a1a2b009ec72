import { NO_BYTES, sameBytes, toHex } from '../bytes/bytes.ts';
import { ASSIGNMENT, FLAG, GRANT, type Assignment, type Grant } from '../claims/grant.ts';
import { keyName } from '../cose/key.ts';
import { DEFAULT_STALE_S, type Chain, type Effective } from './doorstate.ts';
import { parseLink, type Link } from '../link.ts';
import { MalformedInput } from '../malformed.ts';
import type { Primitives, PublicKey } from '../primitives.ts';
import type { Refusal } from './refusal.ts';

function termsOf(grant: Link<Grant>, assignments: readonly Link<Assignment>[]): Effective {
  let now: Effective = {
    doors: grant.claims.doors,
    flags: grant.claims.flags,
    maxOpenSeconds: grant.claims.maxOpenSeconds,
    maxStaleSeconds: grant.claims.maxStaleSeconds ?? DEFAULT_STALE_S,
    beginsS: grant.claims.nbf,
    endsS: grant.claims.exp,
  };
  for (const { claims } of assignments) {
    now = {
      doors: claims.doors ?? now.doors,
      flags: claims.flags ?? now.flags,
      maxOpenSeconds: claims.maxOpenSeconds ?? now.maxOpenSeconds,
      maxStaleSeconds: claims.maxStaleSeconds ?? now.maxStaleSeconds,
      beginsS: claims.nbf,
      endsS: claims.exp,
    };
  }
  return now;
}

export const linksOf = (chain: Chain): Chain['links'] => chain.links;
export const leafOf = (chain: Chain): Chain['leaf'] => chain.leaf;
export const effective = (chain: Chain): Effective => chain.terms;

export const hasFlag = (flags: number, flag: keyof typeof FLAG): boolean => (flags & FLAG[flag]) !== 0;

export type ReadChain =
  { readonly ok: true; readonly chain: Chain } | { readonly ok: false; readonly refusal: Refusal };

/** Steps 3 and 4 for the links above the knock: shape, then closed claims, parents bound by position. */
export function readChain(p: Primitives, links: readonly Uint8Array[]): ReadChain {
  let at = 0;
  try {
    const grant = parseLink(p, GRANT, links[0] ?? new Uint8Array(0));
    const assignments: Link<Assignment>[] = [];
    let above = grant.hash;
    for (at = 1; at < links.length; at++) {
      const assignment = parseLink(p, ASSIGNMENT, links[at] ?? new Uint8Array(0), above);
      assignments.push(assignment);
      above = assignment.hash;
    }
    return { ok: true, chain: assemble(grant, assignments) };
  } catch (error) {
    return { ok: false, refusal: formRefusal(error, at) };
  }
}

function assemble(grant: Link<Grant>, assignments: readonly Link<Assignment>[]): Chain {
  const leaf = assignments.at(-1) ?? grant;
  const terms = termsOf(grant, assignments);
  return {
    grant,
    assignments,
    links: [grant, ...assignments],
    leaf,
    holder: keyName(leaf.claims.holder),
    issuer: toHex(grant.kid ?? NO_BYTES),
    cti: toHex(grant.claims.cti),
    leaf16: toHex(leaf.hash.subarray(0, 16)),
    terms,
  };
}

export function formRefusal(error: unknown, link: number): Refusal {
  if (!(error instanceof MalformedInput)) throw error;
  const problem = error.malformed;
  const reason = problem.at === 'claims' ? 'claims-malformed' : 'link-malformed';
  return { reason, link, problem };
}

/** Verifies root → leaf; returns the index of the first link that does not verify. */
export function firstUnverified(
  p: Primitives,
  chain: Chain,
  issuer: PublicKey,
  verified: ReadonlyMap<string, Uint8Array>,
): number | undefined {
  let key = issuer;
  let index = 0;
  for (const link of chain.links) {
    // The statement may be known, but a changed signature byte must not pass for that reason.
    const known = verified.get(link.name);
    const held = known !== undefined && sameBytes(known, link.signature);
    if (!held && !p.verify(key, link.toBeSigned, link.signature)) return index;
    key = link.claims.holder;
    index++;
  }
  return undefined;
}

/** Names one link's count in the ledger: uses are counted per door and occurrence. */
export function useName(link: Link<Grant | Assignment>, door: number, occurrence: number): string {
  return `${link.name}/${door}/${occurrence}`;
}

interface UseNames {
  readonly door: number;
  readonly occurrence: number;
  readonly names: readonly string[];
}

const lastUseNames = new WeakMap<Chain, UseNames>();

/** `useName` of every link. A knock asks for the same ones three times, decided, repeated and journalled: they are made once. */
export function useNames(chain: Chain, door: number, occurrence: number): readonly string[] {
  const last = lastUseNames.get(chain);
  if (last?.door === door && last.occurrence === occurrence) return last.names;
  const names = chain.links.map((link) => useName(link, door, occurrence));
  lastUseNames.set(chain, { door, occurrence, names });
  return names;
}

export function slotName(chain: Chain, slot: number): string {
  return `${chain.leaf.name}/${slot}`;
}

/** Hex of the first 16 bytes of the leaf's hash: what a hub calls an armed chain. */
export const leaf16Of = (chain: Chain): string => chain.leaf16;
