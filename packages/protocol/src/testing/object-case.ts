import type { Link, PublicKey } from '../index.ts';
import type { KindRules } from '../link.ts';

/** One good object of a kind and signer, for vectors/objects and for the tests of every kind's schema. */
export interface ObjectCase {
  readonly name: string;
  readonly rules: KindRules<unknown>;
  readonly key: PublicKey;
  readonly parent: Uint8Array;
  readonly make: () => Promise<Link<unknown>>;
}

/** Sound: the rules only decode what their own kind encodes; the cases never mix them. */
export const rulesOf = (rules: unknown): KindRules<unknown> => rules as KindRules<unknown>;
