import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

/** ECDSA P-256 by OpenSSL in the forms of signed notes, DER throughout: for the key that releases of the apps are signed with. */

export interface Es256Signer {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** As PKCS#8 PEM, to be kept in a file with mode 0600. */
export const generateEs256Key = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

/** @throws RangeError for anything that is not a P-256 private key */
export function es256Signer(pem: string): Es256Signer {
  const key = privateKey(pem);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new RangeError('Not a P-256 private key.');
  return {
    spki: new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' })),
    sign: (message) => new Uint8Array(sign('sha256', message, key)),
  };
}

function privateKey(pem: string) {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new RangeError('Not a private key.');
  }
}

/** False for keys and signatures of any wrong form, too. */
export function verifyEs256(spki: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return Promise.resolve(key.asymmetricKeyType === 'ec' && verify('sha256', message, key, signature));
  } catch {
    return Promise.resolve(false);
  }
}
