import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { portablePrimitives } from '@latchkey/keys';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import { bareInclusion, makeProof, verifyMade, type MadeProof } from './proofs.ts';

/** What the bench runs in a browser, with the code that the app runs there. */
const ours = (made: MadeProof): boolean => verifyMade(portablePrimitives.sha256, verifyEd25519, made);
const bare = (made: MadeProof): boolean => bareInclusion(sha256, made) && made.signed.every(({ publicKey, message, signature }) => ed25519.verify(signature, message, publicKey, { zip215: false })); // prettier-ignore

const timed = (verify: (made: MadeProof) => boolean, made: MadeProof): number => {
  const began = performance.now();
  if (!verify(made)) throw new Error('the proof does not hold');
  return performance.now() - began;
};

Object.assign(globalThis, {
  measureProofs: (rounds: number) => {
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
    const taken = Array.from({ length: rounds }, () => {
      const made = makeProof({ sha256, random, keygen: () => ed25519.keygen(), sign: (message, secret) => ed25519.sign(message, secret) }); // prettier-ignore
      return [timed(ours, made), timed(bare, made)] as const;
    });
    return { ours: taken.map(([ms]) => ms), bare: taken.map(([, ms]) => ms) };
  },
});
