import type { Problem, ProblemCode } from '@latchkey/contract';

/** An answer that is an error, thrown from anywhere below a route. */
export class HttpProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** Status, title and what the person who reads it can do. */
const known: Readonly<Record<ProblemCode, readonly [status: number, title: string, detail: string]>> = {
  'not-signed-in': [401, 'Not signed in', 'Sign a challenge for this role first, then send the session with the request.'],
  'not-allowed': [403, 'Not allowed', 'This key may not do that; use the one that may.'],
  'passkey-needed': [403, 'Passkey needed', 'This session has to show a passkey of the household first: /api/home/passkeys/proof.'],
  suspended: [403, 'Suspended at the hub', 'Somebody beside the hub suspended this device. It counts again after 72 hours, or once it is ended at the hub.'],
  'not-found': [404, 'Not found', 'There is nothing of yours under this id.'],
  'unknown-path': [404, 'Unknown path', 'Nothing lives at this address. The API is described at /api/docs.'],
  'invalid-request': [400, 'Request not understood', 'The request does not have the form that this route takes.'],
  'wrong-signature': [422, 'Signature does not verify', 'The key that is named did not sign exactly this.'],
  'challenge-expired': [409, 'Challenge not good any more', 'Ask for a new challenge, sign it and try again.'],
  'idempotency-key-missing': [400, 'Idempotency key missing', 'Send an `idempotency-key` header of 16 to 64 letters with each write.'],
  'idempotency-key-reused': [422, 'Idempotency key used before', 'This key came with another request; use a new one.'],
  conflict: [409, 'Does not fit any more', 'Something changed meanwhile. Read it again and decide again.'],
  'too-many-requests': [429, 'Too many requests', 'Wait a moment before trying again.'],
  'too-large': [413, 'Too large', 'The request is larger than this route takes.'],
  'wrong-origin': [403, 'Wrong origin', 'Open the app at the address this server was started with.'],
  'hub-offline': [503, 'Hub not connected', 'The hub has no line to this server right now. Check its power and network; at home the app reaches it directly.'],
  'hub-silent': [504, 'Hub did not answer', 'The hub did not answer within 5 seconds. What was asked may still have reached it: look at the receipts.'],
  unavailable: [503, 'Not available', 'The server cannot do this right now. Try again with the same idempotency key.'],
  internal: [500, 'Something broke', 'The server failed and has noted it. Try again with the same idempotency key.'],
}; // prettier-ignore

export interface Complaint {
  readonly pointer: string;
  readonly detail: string;
}

export const problemOf = (code: ProblemCode, detail?: string, errors?: readonly Complaint[]): Problem => {
  const [status, title, advice] = known[code];
  return {
    type: `/problems/${code}`,
    title,
    status,
    code,
    detail: detail ?? advice,
    ...(errors === undefined ? {} : { errors: [...errors] }),
  };
};

export const fail = (code: ProblemCode, detail?: string): HttpProblem => new HttpProblem(problemOf(code, detail));

/** The one answer for what does not exist and for what is somebody else's. */
export const notFound = (): HttpProblem => fail('not-found');

export const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw notFound();
  return value;
};
