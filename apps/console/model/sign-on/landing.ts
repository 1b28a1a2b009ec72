import { ApiProblem, routes } from '@latchkey/contract';
import type { Session } from '@latchkey/carrier-sdk';
import type { z } from 'zod';

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

type Finished = z.infer<NonNullable<typeof routes.finishSignIn.answer>>;
/** A carrier that somebody may act for, as it calls itself. */
export type Choice = Extract<Finished, { choices: unknown }>['choices'][number];

/** Signed in, asked for whom, or why not. */
export type Outcome = 'in' | { readonly choices: readonly Choice[] } | { readonly trouble: SignInTrouble };

export const finishSignIn = async (
  { open }: Pick<Session, 'open'>,
  { answer, declined }: Landing,
): Promise<Outcome> => {
  try {
    const finished = await open(routes.finishSignIn, { body: { answer } });
    return 'choices' in finished ? finished : 'in';
  } catch (error) {
    return { trouble: troubleOf(error, declined) };
  }
};

/** An invitation is taken by this, and by nothing before. */
export const choose = async (
  { open }: Pick<Session, 'open'>,
  { memberId }: Pick<Choice, 'memberId'>,
): Promise<Outcome> => {
  try {
    await open(routes.chooseCarrier, { body: { memberId } });
    return 'in';
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
};

/** What whoever is invited opens: it signs in for this carrier and no other, whatever others call themselves. */
export const signInLink = (origin: string, carrierId: string): string => `${origin}/console/#/sign-in/${carrierId}`;
