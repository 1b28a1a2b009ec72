/** Who somebody is, by the word of the identity provider that the host of this server named. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** Only an address that the provider verified; in lower case. */
  readonly email?: string;
}

/** What this server made for one sign-in, and the provider's answer has to match. */
export interface Expected {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE: who steals the code cannot spend it. */
  readonly verifier: string;
}

/** The way to the provider. Its tokens' times belong to the wall clock, so that all of it is an effect. */
export interface IdentityProvider {
  readonly issuer: string;
  /** Where the browser goes. */
  readonly begin: (redirectUri: string, expected: Expected) => Promise<string>;
  /** `back` is the redirect address with what the provider added to it: attacker-controlled until this resolves. */
  readonly finish: (back: URL, expected: Expected) => Promise<Identity>;
  /** Where the provider ends its own session, where it offers that; from there it goes to `redirectUri`. */
  readonly end: (redirectUri: string) => Promise<string | undefined>;
}

/** `unreachable`: worth another try. The others stay until somebody changes something. */
export type SignInFault = 'unreachable' | 'misconfigured' | 'denied' | 'clock' | 'not-proven' | 'not-in-group';

export class SignInFailed extends Error {
  readonly fault: SignInFault;
  constructor(fault: SignInFault, cause?: unknown) {
    super(fault, { cause });
    this.name = 'SignInFailed';
    this.fault = fault;
  }
}
