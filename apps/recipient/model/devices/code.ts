import {
  boxOf,
  decodeCbor,
  decodeTrustCode,
  encodeCbor,
  encodePublicKey,
  encodeTrustCode,
  hmacSha256,
  joinBytes,
  keyIdOf,
  makeEnrolment,
  sameSecret,
  toBase64url,
  verifyEnrolment,
  type CborValue,
  type Enrolment,
  type Primitives,
  type TrustCode,
} from '@latchkey/protocol';
import type { routes } from '@latchkey/contract';
import { bytesFrom } from '@latchkey/web-kit/model';
import type { z } from 'zod';

/** How a new device shows itself to one that belongs to the household, and hears back (docs/protocol/enrolment.md). */

type EnrolmentRecord = z.infer<typeof routes.enrolmentRecord>;

export interface DeviceCode {
  /** No secret. */
  readonly keyId: string;
  readonly code: TrustCode;
}

export const writeDeviceCode = ({ keyId, code }: DeviceCode): string => `${keyId}.${encodeTrustCode(code)}`;

/** People paste the whole link as often as the code. */
export const readDeviceCode = (text: string): DeviceCode | undefined => {
  const [, keyId = '', secret = ''] = /(?:^|\/)([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{64})\s*$/.exec(text.trim()) ?? [];
  const code = decodeTrustCode(secret);
  return code === undefined || keyId === '' ? undefined : { keyId, code };
};

/** Where the record lies, and an answer is looked for: who was shown the code knows it. */
export const boxFor = (p: Primitives, { code }: DeviceCode): string => toBase64url(boxOf(p, code));

/** The record for the server's mailbox, and the code that never goes there. */
export const newDeviceCode = (
  p: Primitives,
  device: Enrolment,
  secret: Uint8Array,
): { readonly record: EnrolmentRecord; readonly code: DeviceCode } => {
  const made = makeEnrolment(p, device, secret);
  const [, mac] = decodeCbor(made.record) as readonly CborValue[];
  return {
    code: { keyId: toBase64url(keyIdOf(p, device.signingKey)), code: made.code },
    record: {
      signingKey: toBase64url(encodePublicKey(device.signingKey)),
      sealingKey: toBase64url(device.sealingKey),
      name: device.name,
      mac: toBase64url(mac as Uint8Array),
    },
  };
};

/** The keys behind a code, or undefined where the server shows others. */
export const checkedDevice = (p: Primitives, record: EnrolmentRecord, { code }: DeviceCode): Enrolment | undefined => {
  try {
    const body = encodeCbor([decodeCbor(bytesFrom(record.signingKey)), bytesFrom(record.sealingKey), record.name]);
    const checked = verifyEnrolment(p, encodeCbor([body, bytesFrom(record.mac)]), code);
    return checked.ok ? checked.enrolment : undefined;
  } catch {
    return undefined;
  }
};

const label = new TextEncoder().encode('lk1-welcome');
const macBytes = 32;

/** Whoever saw the code vouches for what is sealed: the server could seal, but not vouch. */
export const vouched = (p: Primitives, { code }: DeviceCode, sealed: Uint8Array): Uint8Array =>
  joinBytes(hmacSha256(p, code.secret, joinBytes(label, sealed)), sealed);

export const sealedIn = (p: Primitives, { code }: DeviceCode, welcome: Uint8Array): Uint8Array | undefined => {
  const sealed = welcome.slice(macBytes);
  const mac = hmacSha256(p, code.secret, joinBytes(label, sealed));
  return welcome.length > macBytes && sameSecret(welcome.slice(0, macBytes), mac) ? sealed : undefined;
};
