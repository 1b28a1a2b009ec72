import * as z from 'zod';

/**
 * Problem details (RFC 9457). `code` is a closed set: an app switches on it and shows its own sentence; `detail` is for the
 * person who reads an API's answer.
 */
export const problemCodes = [
  'not-signed-in',
  'not-allowed',
  'passkey-needed',
  'suspended',
  'not-found',
  'invalid-request',
  'unknown-path',
  'wrong-signature',
  'challenge-expired',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'conflict',
  'too-many-requests',
  'too-large',
  'wrong-origin',
  'hub-offline',
  'hub-silent',
  'unavailable',
  'internal',
] as const;

export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(problemCodes),
  /** Where in the request: a JSON pointer for each complaint. */
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
});

export type ProblemCode = (typeof problemCodes)[number];
export type Problem = z.infer<typeof problem>;
