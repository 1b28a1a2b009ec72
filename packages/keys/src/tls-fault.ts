/** What is wrong with a certificate. */
type CertificateFault = 'expired' | 'not-yet-valid' | 'other-host' | 'self-signed' | 'unknown-issuer' | 'other';

/** Why TLS did not believe who answered, or (`no-tls`) did not come about: a version that is too old, or none. */
export type TlsFault = CertificateFault | 'no-tls';

/** The same as one word among other outcomes. */
export type TlsOutcome = `certificate-${CertificateFault}` | 'no-tls';

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

const IS_CERTIFICATE = /CERT|ERR_TLS|ALTNAME|UNABLE_TO_|HOSTNAME|INVALID_(CA|PURPOSE)/;
/** OpenSSL's own errors of the record layer and the handshake; Node calls the same EPROTO where a write met them. */
const IS_NO_TLS = /^(ERR_SSL_|EPROTO$)/;
const LONGEST_CHAIN = 5;

/** Undefined for anything that is no fault of TLS: a server that is away, a name that nobody knows. Causes are looked through. */
export const tlsFault = (error: unknown): TlsFault | undefined => {
  let at = error;
  for (let depth = 0; depth < LONGEST_CHAIN && at instanceof Error; depth++) {
    const code = 'code' in at ? String(at.code) : '';
    if (IS_NO_TLS.test(code)) return 'no-tls';
    if (IS_CERTIFICATE.test(code)) return FAULTS[code] ?? 'other';
    at = at.cause;
  }
  return undefined;
};

/** As `tlsFault`. */
export const tlsOutcome = (error: unknown): TlsOutcome | undefined => {
  const fault = tlsFault(error);
  return fault === undefined || fault === 'no-tls' ? fault : `certificate-${fault}`;
};

const WORDS: Readonly<Record<TlsFault, string>> = {
  expired: 'its certificate has expired',
  'not-yet-valid': 'its certificate is not valid yet',
  'other-host': 'its certificate is for another host',
  'self-signed': 'its certificate is signed by nobody but itself',
  'unknown-issuer': 'its certificate is from an issuer that is not trusted here',
  other: 'its certificate is not valid',
  'no-tls': 'it speaks no TLS, or only a version that is no longer safe',
};

/** What went wrong, for a log or a terminal: what is wrong with its TLS in words, else the innermost reason that the platform names. */
export const whyUnreached = (error: unknown): string => {
  const fault = tlsFault(error);
  if (fault !== undefined) return WORDS[fault];
  let at = error;
  for (let depth = 0; depth < LONGEST_CHAIN && at instanceof Error && at.cause instanceof Error; depth++) at = at.cause;
  if (!(at instanceof Error)) return String(at);
  return 'code' in at && typeof at.code === 'string' ? at.code : at.message;
};
