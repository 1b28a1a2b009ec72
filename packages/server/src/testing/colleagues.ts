/** As whom somebody acts for one carrier, and sessions for each; the provider of these tests believes what comes back. */
import { routes, withinOf, type Route } from '@latchkey/contract';
import type { IdentityProvider } from '../operator/identity.ts';
import { clientOf, newKey, newSigner, proofFor, publicKeyText, type aCarrier } from './caller.ts';
import type { TestServer } from './server.ts';

export const selves = ['key', 'administrator', 'dispatcher', 'program'] as const;
export type Self = (typeof selves)[number];
export type Colleagues = Readonly<Record<Self, string>>;

const issuer = 'https://id.example.com';

export const believingProvider: IdentityProvider = {
  issuer,
  begin: () => Promise.resolve(`${issuer}/`),
  finish: (back) => Promise.resolve({ issuer, subject: back.searchParams.get('sub') ?? '' }),
  end: () => Promise.resolve(undefined),
};

/** Whom the contract keeps out of a route of role `carrier`. */
export const keptOut = (route: Route): readonly Self[] =>
  ({ administrators: ['dispatcher', 'program'], people: ['program'], everybody: [] } as const)[withinOf(route)]; // prettier-ignore

/** A session's token for each; whoever is invited has a subject that nobody else has. */
export const colleaguesOf = async (server: TestServer, carrier: Awaited<ReturnType<typeof aCarrier>>): Promise<Colleagues> => ({
  key: carrier.token,
  administrator: (await aPerson(server, carrier, 'administrator')).token,
  dispatcher: (await aPerson(server, carrier, 'dispatcher')).token,
  program: await aProgram(server, carrier),
}); // prettier-ignore

export const aPerson = async (
  server: TestServer,
  { call }: Pick<Awaited<ReturnType<typeof aCarrier>>, 'call'>,
  role: 'administrator' | 'dispatcher',
  subject = newKey(),
) => {
  const { memberId } = await call(routes.inviteOperatorMember, { body: { role, subject } });
  const begun = await signInCall(server, routes.beginSignIn.path, {}, {});
  const asked = await signInCall(server, routes.finishSignIn.path, { answer: `sub=${subject}` }, begun);
  const done = await signInCall(server, routes.chooseCarrier.path, { memberId }, asked);
  return { memberId, subject, token: done['lk_carrier'] ?? '' };
};

const aProgram = async (server: TestServer, { call }: Awaited<ReturnType<typeof aCarrier>>): Promise<string> => {
  const signer = newSigner();
  await call(routes.newApiKey, { body: { name: 'Till', publicKey: publicKeyText(signer) } });
  const guest = clientOf(server);
  const proof = await proofFor(guest, signer, 'carrier');
  return (await guest(routes.newSession, { body: { ...proof, role: 'carrier' } })).token ?? '';
};

/** A browser's call: with the cookies it has, for the cookies it gets. */
const signInCall = async (
  { app }: TestServer,
  url: string,
  payload: object,
  cookies: Readonly<Record<string, string>>,
) => {
  const headers = { host: 'localhost:8400', origin: 'http://localhost:8400', 'idempotency-key': newKey() };
  const answer = await app.inject({ method: 'POST', url, headers, payload, cookies });
  return Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
};
