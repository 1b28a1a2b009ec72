import * as z from 'zod';
import { bytesOf, bytesUpTo, id16, unixMs } from '../bytes.ts';
import { route } from '../route.ts';
import { shownName } from '../shown-name.ts';

/**
 * Passkeys (WebAuthn) of a household's account at the server. They guard what the account holds: lists, sealed film, pushes. A member's
 * device key opens and blocks without one; only an admin's rosters may need one (docs/decisions, *What a passkey guards*).
 */

const credentialId = bytesUpTo(1023).min(1);
const name = shownName(40);
const challenge = bytesOf(32);

export const passkey = z.strictObject({
  passkeyId: id16,
  name,
  createdMs: unixMs,
  lastUsedMs: unixMs.optional(),
  /** The authenticator copies it to a person's other devices. */
  backedUp: z.boolean(),
  credentialId,
  /** COSE. An admin may set it in the roster; nobody has to believe the server, since it has to assert its own setting. */
  publicKey: bytesUpTo(2048).min(1),
});

export const listPasskeys = route({
  method: 'GET',
  path: '/api/home/passkeys',
  role: 'member',
  status: 200,
  needsPasskey: false,
  summary: "The household's passkeys, whether this server asks for one, and whether this session has shown one.",
  answer: z.strictObject({
    required: z.boolean(),
    /** Until then this session may read what the account holds; absent: it has shown no passkey. */
    shownUntilMs: unixMs.optional(),
    passkeys: z.array(passkey).max(20),
  }),
});

export const newPasskeyOptions = route({
  method: 'POST',
  path: '/api/home/passkeys/options',
  role: 'member',
  status: 201,
  perMinute: 20,
  summary: 'What an authenticator needs to make a passkey; the challenge is good for 60 seconds and one use.',
  body: z.strictObject({}),
  answer: z.strictObject({
    challenge,
    rpId: z.string(),
    userId: id16,
    /** Authenticators that hold one of these already make no second one. */
    exclude: z.array(credentialId).max(20),
  }),
});

export const newPasskey = route({
  method: 'POST',
  path: '/api/home/passkeys',
  role: 'member',
  status: 201,
  perMinute: 10,
  summary: 'Keeps a passkey that was just made, with user verification; this session counts as having shown it.',
  body: z.strictObject({ name, credentialId, clientData: bytesUpTo(2048), attestation: bytesUpTo(4096) }),
  answer: z.strictObject({ passkeyId: id16 }),
});

export const passkeyProofOptions = route({
  method: 'POST',
  path: '/api/home/passkeys/proof-options',
  role: 'member',
  status: 201,
  needsPasskey: false,
  perMinute: 20,
  summary: 'What an authenticator needs to show a passkey; the challenge is good for 60 seconds and one use.',
  body: z.strictObject({}),
  answer: z.strictObject({ challenge, rpId: z.string(), allow: z.array(credentialId).max(20) }),
});

export const showPasskey = route({
  method: 'POST',
  path: '/api/home/passkeys/proof',
  role: 'member',
  status: 200,
  needsPasskey: false,
  perMinute: 10,
  summary: 'Shows a passkey for this session: from now on it may read what the account holds.',
  body: z.strictObject({
    credentialId,
    clientData: bytesUpTo(2048),
    authenticatorData: bytesUpTo(1024),
    signature: bytesUpTo(512),
  }),
  answer: z.strictObject({ shownUntilMs: unixMs }),
});

export const namePasskey = route({
  method: 'POST',
  path: '/api/home/passkeys/:passkeyId/name',
  role: 'member',
  status: 204,
  summary: 'Calls a passkey something else.',
  params: z.strictObject({ passkeyId: id16 }),
  body: z.strictObject({ name }),
});

export const removePasskey = route({
  method: 'DELETE',
  path: '/api/home/passkeys/:passkeyId',
  role: 'member',
  status: 204,
  summary: 'Forgets a passkey; the last one stays where this server asks for one.',
  params: z.strictObject({ passkeyId: id16 }),
});
