import * as z from 'zod';
import { id16, unixMs } from '../bytes.ts';
import { route } from '../route.ts';

/** The people of a carrier, signed in by the identity provider that the host of the server named (OpenID Connect). */
export const operatorRole = z.enum(['dispatcher', 'administrator']);

/** As an identity provider writes it; compared without regard to case. */
const email = z.email().max(200);
/** The provider's own name for a person (`sub`). */
const subject = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[ -~]+$/, 'ASCII, as OpenID Connect has it');

export const readSignIn = route({
  method: 'GET',
  path: '/api/sign-in',
  role: 'anyone',
  status: 200,
  summary: 'Whether people of carriers sign in here by an identity provider, and at which host.',
  answer: z.strictObject({ provider: z.string().optional() }),
});

export const beginSignIn = route({
  method: 'POST',
  path: '/api/sign-in',
  role: 'anyone',
  status: 201,
  perMinute: 30,
  summary: 'Where the browser goes to sign in. This browser has ten minutes to come back.',
  body: z.strictObject({
    /** For this carrier alone, as the link of an invitation says; absent: for the one that the person works for. */
    carrierId: id16.optional(),
    /** Asks for whom, though the person works for one carrier here already. */
    choose: z.literal(true).optional(),
  }),
  answer: z.strictObject({ location: z.url() }),
});

const signedIn = z.strictObject({ memberId: id16, carrierId: id16, role: operatorRole });

/** So many are shown; whoever is not among them has the link of their invitation. */
export const choicesShown = 20;

export const finishSignIn = route({
  method: 'POST',
  path: '/api/sign-in/answer',
  role: 'anyone',
  status: 201,
  perMinute: 30,
  summary:
    'What the provider sent the browser back with, once; the answer is a session in a cookie, or the carriers to choose from: nobody acts for one whose invitation they did not take.',
  body: z.strictObject({
    /** The query of the address that the provider sent the browser to, without its question mark. */
    answer: z
      .string()
      .min(1)
      .max(4096)
      .regex(/^[!-~]+$/, 'not the query of an address'),
  }),
  answer: z.union([
    signedIn,
    z.strictObject({
      choices: z
        .array(
          z.strictObject({
            memberId: id16,
            role: operatorRole,
            /** As the carrier registered itself: a name is no proof. */
            name: z.string(),
            domain: z.string(),
            invitedMs: unixMs,
            /** The person took this invitation before. */
            taken: z.boolean(),
          }),
        )
        .min(1)
        .max(choicesShown),
    }),
  ]),
});

export const chooseCarrier = route({
  method: 'POST',
  path: '/api/sign-in/choice',
  role: 'anyone',
  status: 201,
  perMinute: 30,
  summary:
    'Takes one of the choices that this sign-in was answered with, within ten minutes; the answer is a session in a cookie.',
  body: z.strictObject({ memberId: id16 }),
  answer: signedIn,
});

export const readSelf = route({
  method: 'GET',
  path: '/api/carrier/self',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: 'As whom this session acts: the carrier’s own key, one of its programs, or a person.',
  answer: z.discriminatedUnion('as', [
    z.strictObject({ as: z.literal('key') }),
    z.strictObject({ as: z.literal('program') }),
    z.strictObject({ as: z.literal('person'), memberId: id16, role: operatorRole, email: email.optional() }),
  ]),
});

export const signOut = route({
  method: 'POST',
  path: '/api/carrier/sign-out',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: 'Ends this session; `location` is where the provider ends its own, where it offers that.',
  body: z.strictObject({}),
  answer: z.strictObject({ location: z.url().optional() }),
});

export const listOperatorMembers = route({
  method: 'GET',
  path: '/api/carrier/members',
  role: 'carrier',
  within: 'people',
  status: 200,
  summary: 'The people who may sign in for this carrier, the last invited first. Not for programs.',
  answer: z.strictObject({
    members: z
      .array(
        z.strictObject({
          memberId: id16,
          role: operatorRole,
          email: email.optional(),
          subject: subject.optional(),
          invitedMs: unixMs,
          lastSignInMs: unixMs.optional(),
        }),
      )
      .max(200),
  }),
});

export const inviteOperatorMember = route({
  method: 'POST',
  path: '/api/carrier/members',
  role: 'carrier',
  within: 'administrators',
  status: 201,
  summary:
    'Lets a person sign in for this carrier, by verified e-mail address or by the provider’s subject, once they take the invitation. Only an administrator may.',
  body: z
    .strictObject({ role: operatorRole, email: email.optional(), subject: subject.optional() })
    .refine(
      (body) => (body.email === undefined) !== (body.subject === undefined),
      'either an e-mail address or a subject',
    ),
  /** `carrierId`: for the link by which they sign in for this carrier and no other. */
  answer: z.strictObject({ memberId: id16, carrierId: id16 }),
});

export const removeOperatorMember = route({
  method: 'POST',
  path: '/api/carrier/members/:memberId/removal',
  role: 'carrier',
  within: 'administrators',
  status: 200,
  summary: 'Ends what a person may do for this carrier, their sessions included, at once. Only an administrator may.',
  params: z.strictObject({ memberId: id16 }),
  body: z.strictObject({}),
  answer: z.strictObject({ memberId: id16 }),
});
