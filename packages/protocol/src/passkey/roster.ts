import { NO_BYTES, sameBytes, toHex } from '../bytes/bytes.ts';
import type { Roster, RosterMember, RosterPasskey } from '../claims/household.ts';
import { sameKey } from '../cose/key.ts';
import type { RosterState } from '../decision/doorstate.ts';
import type { Link } from '../link.ts';
import type { Primitives } from '../primitives.ts';
import { assertionProblem, type AssertionProblem } from './assertion.ts';
import { challengeText } from './client-data.ts';

/** docs/protocol/00-roster.md, *Confirmed with a passkey*. */
export type PasskeyProblem = 'passkey-not-yours' | 'passkey-missing' | 'passkey-unneeded' | AssertionProblem;

/** All of them, in the order in which a reader looks. */
export const PASSKEY_PROBLEMS: readonly PasskeyProblem[] = [
  'passkey-not-yours',
  'passkey-missing',
  'passkey-unneeded',
  'passkey-form',
  'passkey-other-roster',
  'passkey-other-page',
  'passkey-nobody',
  'passkey-wrong',
];

/** Whether this roster may have the passkeys that it has, and is asserted where it has to be. Its signature has been verified. */
export function passkeyProblem(
  p: Primitives,
  { kid = NO_BYTES, hash, assertion }: Link<Roster>,
  members: ReadonlyMap<string, RosterMember>,
  previous: RosterState | undefined,
): PasskeyProblem | undefined {
  const signer = toHex(kid);
  const before = (of: string) => previous?.members.get(of);
  const set = [...members].filter(
    ([of, { passkey }]) => passkey !== undefined && !samePasskey(passkey, before(of)?.passkey),
  );
  const own = before(signer);
  if (set.some(([of]) => of !== signer || own === undefined || own.passkey !== undefined)) return 'passkey-not-yours';
  const asserting = own?.passkey ?? set[0]?.[1].passkey;
  if (asserting === undefined) return assertion === undefined ? undefined : 'passkey-unneeded';
  if (assertion === undefined) return 'passkey-missing';
  return assertionProblem(p, assertion, asserting, challengeText(hash));
}

export const samePasskey = (a: RosterPasskey | undefined, b: RosterPasskey | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameKey(a.key, b.key) && sameBytes(a.page, b.page);
