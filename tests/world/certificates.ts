/** Certificates for servers of tests, by an authority of their own: good ones, and each way in which one is not. */
import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  bits,
  der,
  integer,
  objectId,
  octets,
  sequence,
  setOf,
  tagged,
  utcTime,
  utf8,
  yes,
} from '../../apps/hub/at-home/der.ts';
import { certificatePem, generalName } from '../../apps/hub/at-home/certificate.ts';

export interface Pem {
  readonly key: string;
  readonly cert: string;
}

interface Party {
  readonly name: Uint8Array;
  readonly privateKey: KeyObject;
}
export type Authority = Party & Pem;

const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));
const nameOf = (text: string) => sequence(setOf(sequence(objectId('2.5.4.3'), utf8(text))));
const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** `from`, `to`: `YYMMDD`. */
interface Wanted {
  readonly host?: string;
  readonly from?: string;
  readonly to?: string;
  /** Made for a client. */
  readonly client?: boolean;
  /** Of somebody who had one before. */
  readonly of?: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
}

interface WantedAuthority extends Wanted {
  /** Absent: its own. */
  readonly by?: Authority;
  /** Not an authority, although it signs. */
  readonly none?: boolean;
  /** How many authorities may stand below it. */
  readonly below?: number;
  /** It may speak for `.example` only, and says so. */
  readonly constrained?: boolean;
}

const signed = (
  subject: Uint8Array,
  publicKey: KeyObject,
  issuer: Party,
  { from = '200101', to = '491231' }: Wanted,
  extensions: readonly Uint8Array[],
): Uint8Array => {
  const body = sequence(
    tagged(0, integer(Uint8Array.of(2))),
    integer(Uint8Array.of(1, ...randomBytes(15))),
    ECDSA_SHA256,
    issuer.name,
    sequence(utcTime(`${from}000000Z`), utcTime(`${to}000000Z`)),
    subject,
    new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    tagged(3, sequence(...extensions)),
  );
  return sequence(body, ECDSA_SHA256, bits(sign('sha256', body, issuer.privateKey)));
};

const keyText = (key: KeyObject): string =>
  createPrivateKey({ key: key.export({ format: 'der', type: 'pkcs8' }), format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }).toString(); // prettier-ignore

const authorityExtensions = ({ none = false, below, constrained = false }: WantedAuthority) => {
  const rights = none ? [] : [yes(), ...(below === undefined ? [] : [integer(Uint8Array.of(below))])];
  const subtree = sequence(sequence(der(0x82, Buffer.from('example'))));
  return [
    sequence(objectId('2.5.29.19'), yes(), octets(sequence(...rights))),
    sequence(objectId('2.5.29.15'), yes(), octets(bits(Uint8Array.of(0x04), 2))),
    ...(constrained ? [sequence(objectId('2.5.29.30'), octets(sequence(tagged(0, subtree))))] : []),
  ];
};

export const makeAuthority = (called: string, wanted: WantedAuthority = {}): Authority => {
  const { privateKey, publicKey } = pair();
  const self = { name: nameOf(called), privateKey };
  const { by = self } = wanted;
  const extensions = authorityExtensions(wanted);
  return {
    ...self,
    key: keyText(privateKey),
    cert: certificatePem(signed(self.name, publicKey, by, wanted, extensions)),
  };
};

const serverExtensions = (host: string, client = false) => [
  sequence(objectId('2.5.29.37'), octets(sequence(objectId(client ? '1.3.6.1.5.5.7.3.2' : '1.3.6.1.5.5.7.3.1')))),
  sequence(objectId('2.5.29.17'), octets(sequence(generalName(host)))),
];

/** For `localhost`, unless another host is wanted. */
export const issue = (by: Authority, wanted: Wanted = {}): Pem => {
  const { host = 'localhost', client, of = pair() } = wanted;
  const extensions = serverExtensions(host, client);
  return {
    key: keyText(of.privateKey),
    cert: certificatePem(signed(nameOf(host), of.publicKey, by, wanted, extensions)),
  };
};

export const selfSigned = (): Pem => {
  const { privateKey, publicKey } = pair();
  const self = { name: nameOf('localhost'), privateKey };
  return {
    key: keyText(privateKey),
    cert: certificatePem(signed(self.name, publicKey, self, {}, serverExtensions('localhost'))),
  };
};
