import { ed25519Signer, generateEd25519Key, nodePrimitives, verifyEd25519 } from '@latchkey/keys/node';
import { noteKey, readVerifierKey, type Sha256, type Trusted } from '@latchkey/log';
import type { LogKey } from '../log/signed-growth.ts';

const primitives = nodePrimitives();
export const sha256: Sha256 = (bytes) => primitives.sha256(bytes);

export const testLogKey = (): LogKey => {
  const { publicKey, sign } = ed25519Signer(generateEd25519Key());
  return { key: noteKey(sha256, 'localhost:8400/log', 1, publicKey), sign };
};

/** What a reader trusts who remembers these verifier keys. */
export const trustedOf = (log: string, witnesses: readonly string[] = []): Trusted => ({
  verify: verifyEd25519,
  log: keyIn(log),
  witnesses: witnesses.map(keyIn),
});

const keyIn = (text: string) => {
  const key = readVerifierKey(sha256, text);
  if (key === undefined) throw new TypeError(`no verifier key: ${text}`);
  return key;
};
