import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { rolldown } from 'rolldown';
import { verifyEd25519 } from '@latchkey/keys/node';
import { openChromium } from '../tests/world/chromium.ts';
import { figure, quantile, type Bench } from './figure.ts';
import { bareInclusion, makeProof, verifyMade, type Making } from './stage/proofs.ts';

/**
 * From the file to the answer: a proof of one leaf in a log of ten million, the log's signature and one witness's. In a browser in plain JavaScript, on
 * Node by OpenSSL. The floor is the path's hashes and the two signatures, by the same libraries, with nothing of ours around them.
 */
const ROUNDS = 200;
const WARM_UP = 100;

export const logProof: Bench = {
  names: ['log.proof.verify', 'log.proof.verify.node'],
  run: async () => [figureOf('log.proof.verify', await inBrowser()), figureOf('log.proof.verify.node', onNode())],
};

interface Taken {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
}

const figureOf = (name: string, { ours, bare }: Taken) =>
  figure(name, 'ms', quantile(ours.slice(WARM_UP), 0.5), quantile(bare.slice(WARM_UP), 0.5), ROUNDS);

async function inBrowser(): Promise<Taken> {
  const bundle = await rolldown({ cwd: process.cwd(), input: 'bench/stage/proof-page.ts', platform: 'browser', logLevel: 'silent' }); // prettier-ignore
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: output[0].code });
    return await page.evaluate((rounds) => (globalThis as unknown as { measureProofs: (rounds: number) => Taken }).measureProofs(rounds), ROUNDS + WARM_UP); // prettier-ignore
  } finally {
    await browser.close();
  }
}

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const spki = (key: Uint8Array) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }, format: 'jwk' }); // prettier-ignore

const making: Making = {
  sha256,
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
  keygen: () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const secretKey = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
    return {
      secretKey,
      publicKey: new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')),
    };
  },
  sign: (message, secret) =>
    new Uint8Array(sign(null, message, createPrivateKey({ key: Buffer.from(secret), format: 'der', type: 'pkcs8' }))),
};

function onNode(): Taken {
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let i = 0; i < ROUNDS + WARM_UP; i++) {
    const made = makeProof(making);
    ours.push(milliseconds(() => verifyMade(sha256, verifyEd25519, made)));
    bare.push(milliseconds(() => bareInclusion(sha256, made) && made.signed.every((one) => verify(null, one.message, spki(one.publicKey), one.signature)))); // prettier-ignore
  }
  return { ours, bare };
}

function milliseconds(work: () => boolean): number {
  const began = performance.now();
  if (!work()) throw new Error('The proof does not hold.');
  return performance.now() - began;
}
