import { routes } from '@latchkey/contract';
import { tlsFault, whyUnreached } from '@latchkey/keys/node';
import type { FastifyReply } from 'fastify';
import { giveCookie, takeCookie } from '../http/cookies.ts';
import { fail, found, type HttpProblem } from '../http/problems.ts';
import { signInCookie } from '../http/sign-in-cookie.ts';
import { SignInFailed, type Identity, type SignInFault } from '../operator/identity.ts';
import { selfOf } from '../operator/roles.ts';
import { SignIns, type Wanted } from '../operator/sign-ins.ts';
import type { OperatorMember } from '../store/records.ts';
import { SERVER } from '../store/store.ts';
import type { World } from '../world.ts';

/** A working day: the provider is asked again each morning, and hears there who left. */
const LIFETIME_S = 12 * 60 * 60;

/** The page that the provider sends the browser back to, registered there exactly so. */
export const redirectUri = (audience: string): string => `${audience}/console/`;

const OVER = 'This sign-in was not begun in this browser, was used already, or took over ten minutes. Sign in again.';
const NOT_OFFERED = 'This server knows no identity provider; its host can name one: docs/operating/sign-on.md.';

/** People of a carrier sign in by the host's identity provider. Nothing they bring back counts before it verified. */
export const addOperatorSignIn = (world: World): void => {
  const { registrar, effects, settings, sessions } = world;
  const { store, clock, random, identity } = effects;
  const signIns = new SignIns(clock, random);
  const secure = settings.audience.startsWith('https:');
  const back = redirectUri(settings.audience);

  registrar.on(routes.readSignIn, () =>
    Promise.resolve(identity === undefined ? {} : { provider: new URL(identity.issuer).host }),
  );

  registrar.on(
    routes.beginSignIn,
    async ({ body, request, reply }) => {
      if (identity === undefined) throw fail('not-found', NOT_OFFERED);
      const { origin } = request.headers;
      if (origin !== undefined && origin !== settings.audience) throw fail('wrong-origin', `Open the console at ${settings.audience}: the identity provider leads back there alone.`); // prettier-ignore
      const { token, expected } = signIns.begin(body);
      const location = await asked(world, () => identity.begin(back, expected));
      signInCookie.give(reply, token, secure);
      return { location };
    },
    'by-nature',
  );

  const admit = async (reply: FastifyReply, who: Identity, { memberId, carrierId, role }: OperatorMember) => {
    const made = sessions.make('carrier', memberId, carrierId, LIFETIME_S * 1000);
    const signedIn = {
      kind: 'operator-member-signed-in',
      memberId,
      subject: who.subject,
      atMs: clock.nowMs(),
    } as const;
    const outcome = await store.write(SERVER, [signedIn, made.write]);
    if (!outcome.ok) throw notAMember(who);
    giveCookie(reply, 'carrier', made.token, secure, LIFETIME_S);
    return { memberId, carrierId, role };
  };

  registrar.on(
    routes.finishSignIn,
    async ({ body, request, reply }) => {
      if (identity === undefined) throw fail('not-found', NOT_OFFERED);
      const begun = signIns.take(signInCookie.in(request) ?? '');
      signInCookie.take(reply, secure);
      if (begun === undefined) throw fail('challenge-expired', OVER);
      const answer = new URL(back);
      answer.search = body.answer;
      const who = await asked(world, () => identity.finish(answer, begun.expected));
      const possible = await membersFor(world, who, begun.wanted);
      const [first, second] = possible.filter(isTaken);
      if (first !== undefined && second === undefined && begun.wanted.choose === undefined)
        return admit(reply, who, first);
      if (possible.length === 0) throw notAMember(who);
      signInCookie.give(reply, signIns.asked(who, begun.wanted), secure);
      return { choices: await Promise.all(possible.map((one) => choiceOf(world, one))) };
    },
    'by-nature',
  );

  registrar.on(
    routes.chooseCarrier,
    async ({ body, request, reply }) => {
      if (identity === undefined) throw fail('not-found', NOT_OFFERED);
      const proven = signIns.takeAsked(signInCookie.in(request) ?? '');
      signInCookie.take(reply, secure);
      if (proven === undefined) throw fail('challenge-expired', OVER);
      const { who, wanted } = proven;
      const chosen = (await membersFor(world, who, wanted)).find(({ memberId }) => memberId === body.memberId);
      if (chosen === undefined) throw notAMember(who);
      return admit(reply, who, chosen);
    },
    'by-nature',
  );

  registrar.on(routes.readSelf, async ({ session }) => {
    const self = await selfOf(store, session);
    if (typeof self === 'string') return { as: self };
    const { memberId, role, email } = self;
    return { as: 'person' as const, memberId, role, ...(email === undefined ? {} : { email }) };
  });

  registrar.on(
    routes.signOut,
    async ({ session, reply }) => {
      const isPerson = typeof (await selfOf(store, session)) !== 'string';
      await store.write(SERVER, [{ kind: 'session-end', tokenHash: session.tokenHash }]);
      sessions.ended(session);
      takeCookie(reply, 'carrier', secure);
      // Signed out here in any case: a provider that is away keeps nobody in.
      const location = isPerson ? await identity?.end(back).catch(() => undefined) : undefined;
      return location === undefined ? {} : { location };
    },
    'by-nature',
  );
};

/**
 * As whom somebody may act. Anybody can be a carrier and invite any address: an invitation binds nobody, and takes nothing from another's, until the
 * person takes it.
 */
const membersFor = async ({ effects: { store } }: World, who: Identity, { carrierId }: Wanted): Promise<readonly OperatorMember[]> => {
  const known = await store.operatorMembersAs(who, routes.choicesShown, carrierId);
  // One carrier may have invited the same person in both ways.
  return known.filter((one, at) => known.findIndex((other) => other.carrierId === one.carrierId) === at);
}; // prettier-ignore

const isTaken = ({ lastSignInMs }: OperatorMember): boolean => lastSignInMs !== undefined;

const choiceOf = async ({ effects: { store } }: World, member: OperatorMember) => {
  const { name, domain } = found(await store.carrier(member.carrierId));
  const { memberId, role, invitedMs } = member;
  return { memberId, role, name, domain, invitedMs, taken: isTaken(member) };
};

const notAMember = ({ email }: Identity): HttpProblem =>
  fail(
    'not-allowed',
    email === undefined
      ? 'The identity provider says who you are, but no verified e-mail address, and nobody invited you by your subject. Ask an administrator of your carrier.'
      : 'You are signed in at the identity provider, but no carrier here has invited you. Ask an administrator of your carrier.',
  );

const problems: Readonly<Record<SignInFault, readonly [Parameters<typeof fail>[0], string]>> = {
  unreachable: ['unavailable', 'The identity provider does not answer. Try again in a moment; the carrier’s own key still signs in.'],
  misconfigured: ['unavailable', 'The identity provider is not what this server was told: its issuer, client id or secret differ. Ask the host of this server.'],
  denied: ['not-allowed', 'The identity provider did not let you in, or you cancelled. Sign in again.'],
  clock: ['unavailable', 'The identity provider’s clock and this server’s differ by more than 30 seconds. Ask the host of this server to set its clock.'],
  'not-proven': ['wrong-signature', 'What came back from the identity provider does not prove who you are. Sign in again from this page.'],
  'not-in-group': ['not-allowed', 'Your account at the identity provider is not in the group that this server admits. Ask whoever manages the accounts.'],
}; // prettier-ignore

const codeOf = (cause: unknown): string | undefined =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;

/** The cause goes to the log without what the browser brought along: a code or a token could stand in it. */
const asked = async <T>({ effects: { log } }: World, ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof SignInFailed)) throw error;
    const cause = tlsFault(error.cause) === undefined ? codeOf(error.cause) : whyUnreached(error.cause);
    log.warn({ fault: error.fault, cause }, 'a sign-in at the identity provider failed');
    const [code, sentence] = problems[error.fault];
    throw fail(code, sentence);
  }
};
