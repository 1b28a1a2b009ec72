import * as z from 'zod';
import { bytesOf, bytesUpTo, publicKeyBytes, sealingKeyBytes, signatureBytes, id16 } from '../bytes.ts';
import { route } from '../route.ts';
import { shownName } from '../shown-name.ts';

/**
 * Sessions are bound to keys: the caller signs the server's challenge. What is signed is the UTF-8 of `sessionMessage`, so a
 * session signature can never pose as a link (those begin with a CBOR array) nor serve another server.
 */
export const sessionMessage = (audience: string, role: string, challenge: string) =>
  `lk1-session\n${audience}\n${role}\n${challenge}`;

const proof = {
  publicKey: publicKeyBytes,
  challenge: bytesOf(32),
  signature: signatureBytes,
  /** `cookie` for browsers (HttpOnly, SameSite=Strict, one path a role), `bearer` for programs. */
  transport: z.enum(['cookie', 'bearer']),
};
const session = z.strictObject({ principalId: id16, token: bytesOf(32).optional() });

export const newChallenge = route({
  method: 'POST',
  path: '/api/challenges',
  role: 'anyone',
  status: 201,
  perMinute: 60,
  summary: 'A challenge to sign, good for 60 seconds and one use.',
  body: z.strictObject({}),
  answer: z.strictObject({ challenge: bytesOf(32), audience: z.string(), expiresInS: z.number().int() }),
});

export const newSession = route({
  method: 'POST',
  path: '/api/sessions',
  role: 'anyone',
  status: 201,
  perMinute: 60,
  summary: 'A session for a key the server knows in that role.',
  body: z.strictObject({ ...proof, role: z.enum(['member', 'courier', 'carrier']) }),
  answer: session,
});

export const newHome = route({
  method: 'POST',
  path: '/api/homes',
  role: 'anyone',
  status: 201,
  perMinute: 10,
  summary: 'A new household with its first member key, and a session; a key that has a household gets that one.',
  body: z.strictObject({ ...proof, sealingKey: sealingKeyBytes }),
  answer: session.extend({ homeId: id16, handle: z.string() }),
});

/** scheme://host[:port] and nothing behind it, in the letters of host names: a user, a path or another script's letters make one read like another. */
const ORIGIN = /^https?:\/\/(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/;
export const carrierDomain = z
  .url({ protocol: /^https?$/ })
  .max(200)
  .regex(ORIGIN, 'scheme://host[:port] and nothing behind it');

export const newCarrier = route({
  method: 'POST',
  path: '/api/carriers',
  role: 'anyone',
  status: 201,
  perMinute: 10,
  summary: 'A carrier registers the key that its own domain publishes; a key that is registered gets a session.',
  body: z.strictObject({
    ...proof,
    sealingKey: sealingKeyBytes,
    name: shownName(60),
    /** The carrier's own; phones fetch `/.well-known/latchkey` there themselves, and people read it. */
    domain: carrierDomain,
  }),
  answer: session.extend({ carrierId: id16 }),
});

/**
 * A mailbox for device keys of couriers and invited persons. The server's word is never believed: whoever reads the record
 * checks it against the code that came by QR or link.
 */
export const enrolmentRecord = z.strictObject({
  signingKey: publicKeyBytes,
  sealingKey: sealingKeyBytes,
  name: z.string().trim().min(1).max(60),
  mac: bytesOf(32),
});

export const newEnrolment = route({
  method: 'POST',
  path: '/api/enrolments',
  role: 'anyone',
  status: 201,
  perMinute: 10,
  summary:
    'A courier device or an invited person leaves its public record, in place of what it left before, and gets a courier session.',
  body: z.strictObject({
    ...proof,
    record: enrolmentRecord.extend({ name: shownName(60) }),
    /** SHA-256 of what a carrier that was shown the code shows to take this device on; without one no carrier can. */
    admits: bytesOf(32).optional(),
    /** Where whoever was shown the code finds the record (docs/protocol/enrolment.md); without one nobody does. */
    boxId: id16.optional(),
  }),
  /** keyId = the first 16 bytes of SHA-256 of the encoded signing key. */
  answer: session.extend({ keyId: id16 }),
});

export const readEnrolmentAsCarrier = route({
  method: 'GET',
  path: '/api/carrier/enrolments/:boxId',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: 'The record behind an enrolment code, to be checked against the code.',
  params: z.strictObject({ boxId: id16 }),
  answer: enrolmentRecord,
});

export const readEnrolmentAsMember = route({
  method: 'GET',
  path: '/api/home/enrolments/:boxId',
  role: 'member',
  status: 200,
  summary: 'The record behind an enrolment code, to be checked against the code.',
  params: z.strictObject({ boxId: id16 }),
  answer: enrolmentRecord,
});

export const welcomeDevice = route({
  method: 'POST',
  path: '/api/home/enrolments/:boxId/welcome',
  role: 'member',
  status: 202,
  perMinute: 20,
  summary:
    'Leaves for a device that a household took in what it needs to know, sealed to it and vouched for by its code.',
  params: z.strictObject({ boxId: id16 }),
  body: z.strictObject({ welcome: bytesUpTo(8192).min(1) }),
  answer: z.strictObject({}),
});

export const readWelcome = route({
  method: 'GET',
  path: '/api/courier/welcome',
  role: 'courier',
  status: 200,
  perMinute: 120,
  summary: 'What a household left for this device, once it has taken it in.',
  answer: z.strictObject({ welcome: bytesUpTo(8192).optional() }),
});

/** One route a role, because each role's cookie is sent only below its own path. */
const endOf = (role: 'member' | 'courier' | 'carrier', path: string) =>
  route({
    method: 'DELETE',
    path,
    role,
    ...(role === 'carrier' ? { within: 'everybody' as const } : {}),
    status: 204,
    needsPasskey: false,
    summary: 'Ends the session that the request carries.',
  });

export const endMemberSession = endOf('member', '/api/home/session');
export const endCourierSession = endOf('courier', '/api/courier/session');
export const endCarrierSession = endOf('carrier', '/api/carrier/session');
