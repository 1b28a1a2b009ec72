import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { routes } from '@latchkey/contract';
import type { Client } from './caller.ts';
import { AUDIENCE } from './server.ts';

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();
const text = (bytes: Buffer) => bytes.toString('base64url');

const FLAG = { present: 1, verified: 4, attested: 64 } as const;

interface How {
  readonly origin?: string;
  readonly rpId?: string;
  /** Whether a person proved to be there, by finger, face or PIN. */
  readonly verified?: boolean;
  readonly counter?: number;
}

/** An authenticator that signs what it is asked: ES256, no attestation, real bytes of WebAuthn Level 3 §6. */
export class Authenticator {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly credentialId = randomBytes(32);

  /** Makes the passkey for a member, as the app does; answers its id. */
  async makeFor({ call }: { readonly call: Client }, name = 'Phone'): Promise<string> {
    const { challenge } = await call(routes.newPasskeyOptions, { body: {} });
    return (await call(routes.newPasskey, { body: { name, ...this.make(challenge) } })).passkeyId;
  }

  make(challenge: string, how: How = {}) {
    const clientData = clientDataOf('webauthn.create', challenge, how);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.credentialId, this.#coseKey()]);
    const data = Buffer.concat([head(how, FLAG.attested), credential]);
    // {fmt: 'none', attStmt: {}, authData: …}
    const size = Buffer.from([0x58, data.length]);
    const attestation = Buffer.concat([
      Buffer.from('\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData', 'latin1'),
      size,
      data,
    ]);
    return { credentialId: text(this.credentialId), clientData: text(clientData), attestation: text(attestation) };
  }

  show(challenge: string, how: How = {}) {
    const clientData = clientDataOf('webauthn.get', challenge, how);
    const data = head(how, 0);
    const signature = sign('sha256', Buffer.concat([data, sha256(clientData)]), this.#keys.privateKey);
    return {
      credentialId: text(this.credentialId),
      clientData: text(clientData),
      authenticatorData: text(data),
      signature: text(signature),
    };
  }

  /** {1: 2, 3: -7, -1: 1, -2: x, -3: y} */
  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    return Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
  }
}

const clientDataOf = (type: string, challenge: string, { origin = AUDIENCE }: How) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

const head = ({ rpId = 'localhost', verified = true, counter = 0 }: How, more: number): Buffer => {
  const rest = Buffer.alloc(5);
  rest.writeUInt8(FLAG.present | (verified ? FLAG.verified : 0) | more);
  rest.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(rpId), rest]);
};
