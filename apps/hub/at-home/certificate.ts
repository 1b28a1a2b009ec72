import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { readIfThere, writeDurably } from '@latchkey/keys/node';
import { z } from 'zod';
import { bits, der, integer, objectId, octets, sequence, setOf, tagged, utcTime, utf8, yes } from './der.ts';

export interface Certificate {
  /** PKCS#8. */
  readonly key: Uint8Array;
  /** X.509, DER. */
  readonly certificate: Uint8Array;
  /** SHA-256 of it: what the hub signs and browsers show. */
  readonly hash: Uint8Array;
}

const kept = z.strictObject({ names: z.array(z.string()), key: z.base64(), certificate: z.base64() });

/** The hub's own certificate for these names: made once, and anew when the names are others. It depends on no server. */
export const keptCertificate = async (folder: string, names: readonly string[]): Promise<Certificate> => {
  const path = join(folder, 'certificate.json');
  const read = kept.safeParse(parsed(await readIfThere(path)));
  if (read.success && read.data.names.join() === names.join()) return certificateOf(read.data);
  const made = makeCertificate(names);
  const text = { names, key: base64(made.key), certificate: base64(made.certificate) };
  await writeDurably(path, JSON.stringify(text));
  return made;
};

const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));
const NAME = sequence(setOf(sequence(objectId('2.5.4.3'), utf8('Latchkey hub'))));
/** A hub may not know the time when it makes this, and is known by the hash: the years say nothing. */
const VALIDITY = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'));

export const makeCertificate = (names: readonly string[]): Certificate => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const toBeSigned = sequence(
    tagged(0, integer(Uint8Array.of(2))),
    integer(Uint8Array.of(1, ...randomBytes(15))),
    ECDSA_SHA256,
    NAME,
    VALIDITY,
    NAME,
    new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    tagged(3, sequence(...extensions(names))),
  );
  const certificate = sequence(toBeSigned, ECDSA_SHA256, bits(sign('sha256', toBeSigned, privateKey)));
  const key = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
  return { key, certificate, hash: hashOf(certificate) };
};

/** No authority, for servers only, and for these names only. */
const extensions = (names: readonly string[]): readonly Uint8Array[] => [
  sequence(objectId('2.5.29.19'), yes(), octets(sequence())),
  sequence(objectId('2.5.29.15'), yes(), octets(bits(Uint8Array.of(0x80), 7))),
  sequence(objectId('2.5.29.37'), octets(sequence(objectId('1.3.6.1.5.5.7.3.1')))),
  sequence(objectId('2.5.29.17'), octets(sequence(...names.map(generalName)))),
];

/** As a subject's alternative name: `[::1]` and `127.0.0.1` are addresses, everything else a name. */
export const generalName = (name: string): Uint8Array => {
  const address = name.replace(/^\[|\]$/g, '');
  if (isIP(address) === 4) return der(0x87, Uint8Array.from(address.split('.').map(Number)));
  return isIP(address) === 6 ? der(0x87, sixteenBytes(address)) : der(0x82, Buffer.from(name));
};

const sixteenBytes = (address: string): Uint8Array => {
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const all = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
};

const certificateOf = ({ key, certificate }: z.infer<typeof kept>): Certificate => {
  const bytes = new Uint8Array(Buffer.from(certificate, 'base64'));
  return { key: new Uint8Array(Buffer.from(key, 'base64')), certificate: bytes, hash: hashOf(bytes) };
};

/** In the form that Node's TLS takes. */
export const asPem = ({ key, certificate }: Certificate): { readonly key: string; readonly cert: string } => ({
  key: createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }).toString(), // prettier-ignore
  cert: certificatePem(certificate),
});

/** Full lines only where something follows them: OpenSSL reads no certificate with an empty line before its end. */
export const certificatePem = (der: Uint8Array): string =>
  ['-----BEGIN CERTIFICATE-----', ...(base64(der).match(/.{1,64}/g) ?? []), '-----END CERTIFICATE-----', ''].join('\n');

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const hashOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

const parsed = (bytes: Uint8Array | undefined): unknown => {
  try {
    return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
};
