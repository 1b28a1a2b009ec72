/** Why TLS did not believe who answered. */
export type TlsFault = 'expired' | 'not-yet-valid' | 'other-host' | 'self-signed' | 'unknown-issuer' | 'other';

/** Names of OpenSSL's verification errors, as Node gives them: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const FAULTS: Readonly<Record<string, TlsFault>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-host',
  HOSTNAME_MISMATCH: 'other-host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
};

const IS_TLS = /CERT|SSL|TLS|ALTNAME|UNABLE_TO_|HOSTNAME|INVALID_(CA|PURPOSE)/;
const LONGEST_CHAIN = 5;

/** Undefined for anything that is no fault of a certificate: a server that is away, a name that nobody knows. Causes are looked through. */
export const tlsFault = (error: unknown): TlsFault | undefined => {
  let at = error;
  for (let depth = 0; depth < LONGEST_CHAIN && at instanceof Error; depth++) {
    const code = 'code' in at ? String(at.code) : '';
    if (IS_TLS.test(code)) return FAULTS[code] ?? 'other';
    at = at.cause;
  }
  return undefined;
};

const WORDS: Readonly<Record<TlsFault, string>> = {
  expired: 'its certificate has expired',
  'not-yet-valid': 'its certificate is not valid yet',
  'other-host': 'its certificate is for another host',
  'self-signed': 'its certificate is signed by nobody but itself',
  'unknown-issuer': 'its certificate is from an issuer that is not trusted here',
  other: 'its certificate is not valid',
};

/** What went wrong, for a log or a terminal: a certificate's fault in words, else the innermost reason that the platform names. */
export const whyUnreached = (error: unknown): string => {
  const fault = tlsFault(error);
  if (fault !== undefined) return WORDS[fault];
  let at = error;
  for (let depth = 0; depth < LONGEST_CHAIN && at instanceof Error && at.cause instanceof Error; depth++) at = at.cause;
  if (!(at instanceof Error)) return String(at);
  return 'code' in at && typeof at.code === 'string' ? at.code : at.message;
};
