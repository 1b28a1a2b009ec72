import {
  decodePublicKey,
  keyIdOf,
  kidOf,
  readAssignment,
  readBlock,
  readDivert,
  readGrant,
  toHex,
  verifyLink,
  type Assignment,
  type Block,
  type Divert,
  type Grant,
  type Link,
  type Malformed,
  type Primitives,
  type PublicKey,
  type Read,
} from '@latchkey/protocol';
import { fail } from './http/problems.ts';
import { textOf } from './ids.ts';
import type { Carrier, Member, Visit } from './store/records.ts';

/**
 * Signed statements as the server reads them: to know whose they are and to refuse garbage before keeping it. What a statement is
 * worth at a door is decided by the hub, from the same bytes, without asking the server.
 */
export class Statements {
  readonly #p: Primitives;

  constructor(primitives: Primitives) {
    this.#p = primitives;
  }

  grant(bytes: Uint8Array, members: readonly Member[]): Link<Grant> {
    const link = linkOf(readGrant(this.#p, bytes));
    return this.#signed(link, this.#memberKey(link, members));
  }

  /** A grant that was kept, and so verified, before. */
  keptGrant(bytes: Uint8Array): Link<Grant> {
    return linkOf(readGrant(this.#p, bytes));
  }

  memberBlock(bytes: Uint8Array, members: readonly Member[]): Link<Block> {
    const link = linkOf(readBlock(this.#p, bytes));
    if (link.claims.carrierKey !== undefined) throw fail('invalid-request', 'This is a carrier’s block.');
    return this.#signed(link, this.#memberKey(link, members));
  }

  carrierBlock(bytes: Uint8Array, carrier: Carrier): Link<Block> {
    const link = linkOf(readBlock(this.#p, bytes));
    const key = decodePublicKey(carrier.publicKey);
    const named = link.claims.carrierKey;
    if (named === undefined || this.keyId(named) !== carrier.keyId) throw fail('wrong-signature');
    return this.#signed(link, key);
  }

  divert(bytes: Uint8Array, grant: Link<Grant>, members: readonly Member[]): Link<Divert> {
    const link = linkOf(readDivert(this.#p, bytes, grant.hash));
    return this.#signed(link, this.#memberKey(link, members));
  }

  /**
   * The visit's assignments with this one: in place of all, where the grant's holder signed it; below the last, where the last
   * one's holder did.
   */
  assigned(
    bytes: Uint8Array,
    visit: Visit,
  ): { readonly assignments: readonly Uint8Array[]; readonly leaf: Link<Assignment> } {
    const grant = this.keptGrant(visit.grant);
    const first = this.#under(bytes, grant);
    if (first !== undefined) return { assignments: [bytes], leaf: first };
    let above: Link<Grant> | Link<Assignment> = grant;
    for (const kept of visit.assignments) above = linkOf(readAssignment(this.#p, kept, above.hash));
    const leaf = this.#under(bytes, above);
    if (leaf === undefined) throw fail('wrong-signature');
    if (visit.assignments.length >= 3) throw fail('conflict', 'A visit is handed on at most three times.');
    return { assignments: [...visit.assignments, bytes], leaf };
  }

  keyId(key: PublicKey): string {
    return textOf(keyIdOf(this.#p, key));
  }

  #under(bytes: Uint8Array, above: Link<Grant> | Link<Assignment>): Link<Assignment> | undefined {
    const link = linkOf(readAssignment(this.#p, bytes, above.hash));
    return verifyLink(this.#p, link, above.claims.holder) ? link : undefined;
  }

  #memberKey(link: Link<unknown>, members: readonly Member[]): PublicKey {
    const kid = toHex(link.kid ?? new Uint8Array());
    const keys = members.map((member) => decodePublicKey(member.publicKey));
    const key = keys.find((candidate) => toHex(kidOf(this.#p, candidate)) === kid);
    if (key === undefined) throw fail('wrong-signature', 'No member of this household has the key that is named.');
    return key;
  }

  #signed<C>(link: Link<C>, key: PublicKey): Link<C> {
    if (!verifyLink(this.#p, link, key)) throw fail('wrong-signature');
    return link;
  }
}

const linkOf = <C>(read: Read<C>): Link<C> => {
  if (!read.ok) throw malformed(read.problem);
  return read.link;
};

const malformed = ({ at, problem }: Malformed) =>
  fail('invalid-request', `The signed object is malformed (${at}: ${problem}).`);
