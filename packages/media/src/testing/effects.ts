import { createCipheriv, createDecipheriv, createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { RecordingKeys } from '../record/keys.ts';
import { nonceFor, type SealedPart } from '../record/opener.ts';
import type { SealerEffects } from '../record/sealer.ts';
import type { VerifierEffects } from '../record/verifier.ts';

/** Real cryptography of node:crypto and one hub's key pair, for tests. */
export interface TestHub extends SealerEffects, VerifierEffects {
  open(keys: RecordingKeys, part: SealedPart): Uint8Array;
}

export function testHub(): TestHub {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    sha256: (data) => new Uint8Array(createHash('sha256').update(data).digest()),
    seal: (key, nonce, header, plaintext) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header);
      return new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
    },
    sign: (message) => new Uint8Array(sign('sha256', message, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })),
    verify: (message, signature) =>
      verify('sha256', message, { key: pair.publicKey, dsaEncoding: 'ieee-p1363' }, signature),
    open: (keys, part) => {
      const decipher = createDecipheriv('aes-256-gcm', keys.seal, nonceFor(keys, part)).setAAD(part.header);
      decipher.setAuthTag(part.ciphertext.subarray(-16));
      return new Uint8Array(Buffer.concat([decipher.update(part.ciphertext.subarray(0, -16)), decipher.final()]));
    },
  };
}
