import { toHex } from '@latchkey/protocol';
import { itemsIn, itemsOf, type DerItem } from './der-reader.ts';

const SEQUENCE = 0x30;
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const OBJECT_ID = 0x06;
const EXTENSIONS = 0xa3;

/** Object identifiers as their bytes, in hex. */
const OID = {
  keyUsage: '551d0f',
  alternativeName: '551d11',
  basicConstraints: '551d13',
  nameConstraints: '551d1e',
  policies: '551d20',
  policyConstraints: '551d24',
  purposes: '551d25',
  anyPolicy: '551d36',
  serverAuth: '2b06010505070301',
  anyPurpose: '551d2500',
} as const;

/** SHA-256 and longer, by RSA or ECDSA, and Ed25519: what a signature over a certificate may be. */
const signatures: ReadonlySet<string> = new Set([
  '2a864886f70d01010b',
  '2a864886f70d01010c',
  '2a864886f70d01010d',
  '2a8648ce3d040302',
  '2a8648ce3d040303',
  '2a8648ce3d040304',
  '2b6570',
]);

const understood: ReadonlySet<string> = new Set([
  OID.keyUsage,
  OID.alternativeName,
  OID.basicConstraints,
  OID.policies,
  OID.purposes,
]);
/** Rules about what stands below that are not carried out here: a certificate that makes some vouches for nobody. */
const notCarriedOut: readonly string[] = [OID.nameConstraints, OID.policyConstraints, OID.anyPolicy];

export interface CertificateParts {
  readonly strongSignature: boolean;
  /** Everything that it demands is understood and kept here. */
  readonly understood: boolean;
  /** Made to be a server, or for anything. */
  readonly servesTls: boolean;
  /** Its key may sign a handshake. */
  readonly signs: boolean;
  /** How many authorities may stand below it; absent: any number. */
  readonly authoritiesBelow?: number;
}

interface Extension {
  readonly id: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** What Node says nothing about; undefined: not the form of a certificate (RFC 5280 §4.1). */
export function partsOf(der: Uint8Array): CertificateParts | undefined {
  const [body, algorithm] = itemsOf(der, SEQUENCE) ?? [];
  const extensions = extensionsIn(body);
  const [signature] = algorithm?.tag === SEQUENCE ? (itemsIn(algorithm.content) ?? []) : [];
  if (extensions === undefined || signature?.tag !== OBJECT_ID) return undefined;
  const value = (id: string) => extensions.find((one) => one.id === id)?.value;
  const below = authoritiesBelow(value(OID.basicConstraints));
  const [usage] = itemsIn(value(OID.keyUsage) ?? new Uint8Array(0)) ?? [];
  return {
    strongSignature: signatures.has(toHex(signature.content)),
    understood: extensions.every(
      ({ id, critical }) => !notCarriedOut.includes(id) && (!critical || understood.has(id)),
    ),
    servesTls: servesTls(value(OID.purposes)),
    signs: usage === undefined || ((usage.content[1] ?? 0) & 0x80) !== 0,
    ...(below === undefined ? {} : { authoritiesBelow: below }),
  };
}

function extensionsIn(body: DerItem | undefined): readonly Extension[] | undefined {
  const parts = body?.tag === SEQUENCE ? itemsIn(body.content) : undefined;
  if (parts === undefined) return undefined;
  const held = parts.find(({ tag }) => tag === EXTENSIONS);
  if (held === undefined) return [];
  const rows = (itemsOf(held.content, SEQUENCE) ?? []).map(extension);
  const whole = rows.filter((row) => row !== undefined);
  const once = new Set(whole.map(({ id }) => id)).size === rows.length;
  return rows.length > 0 && once ? whole : undefined;
}

const extension = ({ content }: DerItem): Extension | undefined => {
  const [id, second, third] = itemsIn(content) ?? [];
  const value = third ?? second;
  if (id?.tag !== OBJECT_ID || value?.tag !== 0x04) return undefined;
  return { id: toHex(id.content), critical: second?.tag === BOOLEAN && second.content[0] !== 0, value: value.content };
};

const servesTls = (value: Uint8Array | undefined): boolean => {
  if (value === undefined) return true;
  const purposes = (itemsOf(value, SEQUENCE) ?? []).map(({ content }) => toHex(content));
  return purposes.includes(OID.serverAuth) || purposes.includes(OID.anyPurpose);
};

const authoritiesBelow = (value: Uint8Array | undefined): number | undefined =>
  itemsOf(value ?? new Uint8Array(0), SEQUENCE)?.find(({ tag }) => tag === INTEGER)?.content[0];
