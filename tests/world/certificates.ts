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
const pem = (certificate: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;

/** `from`, `to`: `YYMMDD`. */
interface Wanted {
  readonly host?: string;
  readonly from?: string;
  readonly to?: string;
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

export const makeAuthority = (called: string): Authority => {
  const { privateKey, publicKey } = pair();
  const self = { name: nameOf(called), privateKey };
  const isAuthority = [
    sequence(objectId('2.5.29.19'), yes(), octets(sequence(yes()))),
    sequence(objectId('2.5.29.15'), yes(), octets(bits(Uint8Array.of(0x04), 2))),
  ];
  return { ...self, key: keyText(privateKey), cert: pem(signed(self.name, publicKey, self, {}, isAuthority)) };
};

const serverExtensions = (host: string) => [
  sequence(objectId('2.5.29.37'), octets(sequence(objectId('1.3.6.1.5.5.7.3.1')))),
  sequence(objectId('2.5.29.17'), octets(sequence(der(0x82, Buffer.from(host))))),
];

/** For `localhost`, unless another host is wanted. */
export const issue = (by: Authority, wanted: Wanted = {}): Pem => {
  const { privateKey, publicKey } = pair();
  const { host = 'localhost' } = wanted;
  return { key: keyText(privateKey), cert: pem(signed(nameOf(host), publicKey, by, wanted, serverExtensions(host))) };
};

export const selfSigned = (): Pem => {
  const { privateKey, publicKey } = pair();
  const self = { name: nameOf('localhost'), privateKey };
  return { key: keyText(privateKey), cert: pem(signed(self.name, publicKey, self, {}, serverExtensions('localhost'))) };
};
