/**
 * What the SDK itself finds wrong, as a closed union: each with whose word was not believed, and what to do. Problems that the
 * server reports stay `ApiProblem`, refusals of a door are answers and never thrown.
 */
export const faults = {
  'enrolment-code-invalid': 'This is not an enrolment code. Ask the courier to show the code again.',
  'enrolment-forged':
    'The device record does not match the code that the courier showed. Take nobody on with it; let the courier enrol again.',
  'courier-not-known-here':
    'This courier was not taken on with this key store, so their device key was never checked. Take them on with their code.',
  'grant-not-ours': 'The grant does not name this carrier’s key. Do not drive; ask the recipient to choose again.',
  'grant-does-not-fit':
    'The grant does not fit this shipment: other parcels, another visit or no room for a courier. Do not drive.',
  'chain-not-for-this-device': 'The permission was not made for this device. Ask dispatch to assign the stop again.',
  'chain-broken':
    'The permission does not hang together: a link is missing or was changed. Ask dispatch to assign the stop again.',
  'hub-key-wrong': 'The server shows another hub than the one the recipient named. Do not knock; tell dispatch.',
  'receipt-forged':
    'A receipt was not signed by this door’s hub, or belongs elsewhere. Do not rely on what is shown; tell dispatch.',
  'readiness-forged':
    'What came as the door’s word on its readiness was not its hub’s, or answers another question. Do not rely on it; ask again.',
  'sealed-text-unreadable': 'A sealed text cannot be opened with this device’s key. Ask the sender to seal it again.',
  'domain-unreachable': 'The carrier’s domain does not answer. Check its address.',
  'domain-refused': 'The carrier’s domain did not take the key. Check the set-up secret.',
  'key-not-published': 'The carrier’s own domain does not publish this key. Publish it before registering.',
  'door-answer-unreadable': 'The door’s answer cannot be read. Knock again; if it happens again, tell dispatch.',
} as const;

export type Fault = keyof typeof faults;

export class CarrierError extends Error {
  readonly fault: Fault;
  /** `cause`: what the platform said, where it did: of a domain, why its certificate was not believed. */
  constructor(fault: Fault, cause?: unknown) {
    super(faults[fault], cause === undefined ? undefined : { cause });
    this.name = 'CarrierError';
    this.fault = fault;
  }
}
