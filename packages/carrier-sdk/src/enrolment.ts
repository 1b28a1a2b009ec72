import type { routes } from '@latchkey/contract';
import {
  admissionOf,
  boxOf,
  decodeCbor,
  decodeTrustCode,
  encodeCbor,
  encodePublicKey,
  encodeTrustCode,
  keyIdOf,
  makeEnrolment,
  verifyEnrolment,
  type CborValue,
  type TrustCode,
} from '@latchkey/protocol';
import type { z } from 'zod';
import type { KnownCourier } from './couriers.ts';
import { bytesOfText, toBase64url } from './encoding.ts';
import { CarrierError } from './errors.ts';
import type { OwnKeys, World } from './world.ts';

/** The record as the server's mailbox keeps it; its CBOR form, over which hash and HMAC run, is docs/protocol/enrolment.md. */
export type EnrolmentRecord = z.infer<typeof routes.enrolmentRecord>;

/** What a courier shows to dispatch: the key's id, which the server may know, a point, and the code that the server never sees. */
const codeText = (keyId: Uint8Array, code: TrustCode) => `${toBase64url(keyId)}.${encodeTrustCode(code)}`;

const readCode = (text: string): { keyId: string; code: TrustCode } | undefined => {
  const [keyId = '', secret = '', ...more] = text.trim().split('.');
  const code = decodeTrustCode(secret);
  return code === undefined || keyId.length !== 22 || more.length > 0 ? undefined : { keyId, code };
};

interface MadeEnrolment {
  readonly code: string;
  readonly record: EnrolmentRecord;
  /** SHA-256 of what whoever was shown the code shows the server. */
  readonly admits: string;
  /** Where whoever was shown the code finds the record. */
  readonly boxId: string;
}

/** A new record for this device and the code that vouches for it. Throws RangeError unless `name` has 1 to 40 characters. */
export const newEnrolment = (world: World, keys: OwnKeys, name: string): MadeEnrolment => {
  const p = world.primitives;
  const enrolment = { signingKey: keys.signer.key, sealingKey: keys.sealing.publicKey, name };
  const made = makeEnrolment(p, enrolment, world.random(16));
  const record = {
    signingKey: toBase64url(encodePublicKey(enrolment.signingKey)),
    sealingKey: toBase64url(enrolment.sealingKey),
    name,
    mac: toBase64url(macIn(made.record)),
  };
  const admits = toBase64url(p.sha256(admissionOf(p, made.code)));
  const boxId = toBase64url(boxOf(p, made.code));
  return { code: codeText(keyIdOf(p, keys.signer.key), made.code), record, admits, boxId };
};

/** A record is [body, mac]. */
const macIn = (record: Uint8Array): Uint8Array => {
  const [, mac] = decodeCbor(record) as readonly CborValue[];
  return mac as Uint8Array;
};

const signedForm = ({ signingKey, sealingKey, name, mac }: EnrolmentRecord): Uint8Array => {
  try {
    const body = encodeCbor([decodeCbor(bytesOfText(signingKey)), bytesOfText(sealingKey), name]);
    return encodeCbor([body, bytesOfText(mac)]);
  } catch {
    return new Uint8Array(0);
  }
};

/**
 * Fetches the record that a code points to and checks it against the code, so that a server that shows its own key is noticed before
 * first use. Throws `enrolment-code-invalid` or `enrolment-forged`.
 */
export const verifiedEnrolment = async (
  world: Pick<World, 'primitives'>,
  text: string,
  fetchRecord: (boxId: string) => Promise<EnrolmentRecord>,
): Promise<Omit<KnownCourier, 'courierId'>> => {
  const read = readCode(text);
  if (read === undefined) throw new CarrierError('enrolment-code-invalid');
  const record = await fetchRecord(toBase64url(boxOf(world.primitives, read.code)));
  const checked = verifyEnrolment(world.primitives, signedForm(record), read.code);
  if (!checked.ok) throw new CarrierError('enrolment-forged');
  const { signingKey, name } = checked.enrolment;
  if (toBase64url(keyIdOf(world.primitives, signingKey)) !== read.keyId) throw new CarrierError('enrolment-forged');
  return { keyId: read.keyId, name, signingKey: record.signingKey, sealingKey: record.sealingKey };
};

/** What proves to the server that this code was shown here. Throws `enrolment-code-invalid`. */
export const admissionFor = ({ primitives }: Pick<World, 'primitives'>, text: string): string => {
  const read = readCode(text);
  if (read === undefined) throw new CarrierError('enrolment-code-invalid');
  return toBase64url(admissionOf(primitives, read.code));
};
