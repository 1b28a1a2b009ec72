import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { sameBytes, toHex } from '@latchkey/protocol';
import { partsOf, type CertificateParts } from './certificate-parts.ts';

/**
 * Whether a chain of certificates vouches for a name, and *when*: a hub that asks for the time has none to hold them against. So the dates
 * come out as a window, into which the time has to fall that the server then tells (docs/protocol/11-time.md). OpenSSL cannot be asked for
 * that: it counts on the system's clock, and reports a wrong date in place of anything else that is wrong.
 */
export interface Vouched {
  /** SHA-256 of the server's public key, hex: two servers with one are one. */
  readonly key: string;
  /** Unix milliseconds in which every certificate of the chain is valid. */
  readonly fromMs: number;
  readonly toMs: number;
}

interface Read {
  readonly certificate: X509Certificate;
  readonly parts: CertificateParts;
}

/** Server, authorities between, root: no public chain is longer. */
const MAX_BETWEEN = 3;
const MAX_SHOWN = 8;
const MIN_RSA_BITS = 2048;
const curves: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** Undefined: this chain does not lead from that name to one of the roots. `shown`: DER, the server's own first; the others in any order. */
export function vouchedFor(
  host: string,
  shown: readonly Uint8Array[],
  roots: readonly Uint8Array[],
): Vouched | undefined {
  const [leaf, ...between] = shown.slice(0, MAX_SHOWN).map(read);
  if (leaf === undefined || !servesAs(leaf, host)) return undefined;
  const authorities = between.filter((one) => one !== undefined);
  const chain = climb(
    [leaf],
    authorities,
    roots.map(read).filter((one) => one !== undefined),
  );
  if (chain === undefined) return undefined;
  const dates = chain.map(({ certificate }) => [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]);
  const fromMs = Math.max(...dates.map(([from = NaN]) => from));
  const toMs = Math.min(...dates.map(([, to = NaN]) => to));
  if (!(fromMs < toMs)) return undefined;
  const spki = leaf.certificate.publicKey.export({ format: 'der', type: 'spki' });
  return { key: toHex(createHash('sha256').update(spki).digest()), fromMs, toMs };
}

function read(der: Uint8Array): Read | undefined {
  try {
    const certificate = new X509Certificate(der);
    const parts = partsOf(certificate.raw);
    return parts?.understood === true && parts.strongSignature && strongKey(certificate)
      ? { certificate, parts }
      : undefined;
  } catch {
    return undefined;
  }
}

function strongKey({
  publicKey: { asymmetricKeyType: type, asymmetricKeyDetails: details },
}: X509Certificate): boolean {
  if (type === 'rsa') return (details?.modulusLength ?? 0) >= MIN_RSA_BITS;
  return type === 'ec' ? curves.has(details?.namedCurve) : type === 'ed25519';
}

const servesAs = ({ certificate, parts }: Read, host: string): boolean =>
  parts.servesTls &&
  parts.signs &&
  (isIP(host) > 0 ? certificate.checkIP(host) : certificate.checkHost(host, { subject: 'never' })) !== undefined;

const same = (a: Read, b: Read): boolean => sameBytes(a.certificate.raw, b.certificate.raw);

/** From the server's own to a root, every signature verified; each certificate stands in a chain once. */
function climb(chain: readonly Read[], between: readonly Read[], roots: readonly Read[]): readonly Read[] | undefined {
  const top = chain.at(-1);
  if (top === undefined) return undefined;
  // The settings name this very certificate.
  if (roots.some((root) => same(root, top))) return chain;
  const root = roots.find((one) => issued(one, chain));
  if (root !== undefined) return [...chain, root];
  if (chain.length > MAX_BETWEEN) return undefined;
  for (const one of between) {
    if (chain.some((each) => same(each, one)) || !issued(one, chain)) continue;
    const whole = climb([...chain, one], between, roots);
    if (whole !== undefined) return whole;
  }
  return undefined;
}

function issued({ certificate, parts }: Read, chain: readonly Read[]): boolean {
  const below = chain.at(-1);
  if (below === undefined || !certificate.ca || !parts.servesTls) return false;
  if (parts.authoritiesBelow !== undefined && parts.authoritiesBelow < chain.length - 1) return false;
  return below.certificate.checkIssued(certificate) && below.certificate.verify(certificate.publicKey);
}
