import { ApiProblem, routes } from '@latchkey/contract';
import type { Session } from '@latchkey/carrier-sdk';

/** What the identity provider sent the browser back with, as the server takes it. Attacker-controlled: only the server judges it. */
export interface Landing {
  readonly answer: string;
  /** The provider says that it let nobody in, or that the person changed their mind. */
  readonly declined: boolean;
}

/** Of the address's query; undefined where nobody comes back from a provider. */
export const landingIn = (search: string): Landing | undefined => {
  const said = new URLSearchParams(search);
  const declined = said.has('error');
  if (!said.has('state') || !(said.has('code') || declined)) return undefined;
  return { answer: search.replace(/^\?/, ''), declined };
};

/** Why somebody is not signed in, as they can act on it. */
export type SignInTrouble = 'declined' | 'not-invited' | 'over' | 'not-proven' | 'away' | 'other-address' | 'too-often';

const troubles: Readonly<Partial<Record<ApiProblem['problem']['code'], SignInTrouble>>> = {
  'not-allowed': 'not-invited',
  'challenge-expired': 'over',
  'wrong-signature': 'not-proven',
  'invalid-request': 'not-proven',
  'wrong-origin': 'other-address',
  'too-many-requests': 'too-often',
};

export const troubleOf = (error: unknown, declined = false): SignInTrouble => {
  if (!(error instanceof ApiProblem)) throw error;
  const trouble = troubles[error.problem.code] ?? 'away';
  return trouble === 'not-invited' && declined ? 'declined' : trouble;
};

/** `undefined`: signed in. */
export const finishSignIn = async (
  { open }: Pick<Session, 'open'>,
  { answer, declined }: Landing,
): Promise<SignInTrouble | undefined> => {
  try {
    await open(routes.finishSignIn, { body: { answer } });
    return undefined;
  } catch (error) {
    return troubleOf(error, declined);
  }
};
