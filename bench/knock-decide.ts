import { createPublicKey, ECDH, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { figure, quantile, type Bench } from './figure.ts';
import { setTheScene } from './stage/knocks.ts';

/**
 * How long the door thinks. Cold: the hub has never seen this chain; only the member's key is imported. Cached: the door is armed, as
 * after every ask; the whole chain is sent along again and one signature is left. The floors are bare OpenSSL calls on bytes of the same length.
 */
const ROUNDS = 400;
/** A device says its knock again until it is answered. Once alone would set our code, cold after the other three, against OpenSSL's, which they kept warm. */
const REPEATED = 5;
/** Each by a visitor of its own, and heard as often: code that was compiled for a single visitor is thrown away at the second. */
const WARM_UP_VISITS = 400;
const WARM_UP_KNOCKS = 25;

export const knockDecide: Bench = {
  names: ['knock.decide.cold', 'knock.decide.cached'],
  run: async () => {
    const visit = setTheScene();
    // A hub that has run for a day has compiled code; keys and signatures are made beforehand so that only deciding is on the clock.
    const made = async (round: number) => {
      const ours = await visit(round);
      return { ours, bare: bareVisit(ours.length) };
    };
    for (let round = 0; round < WARM_UP_VISITS; round++) warmUp(await made(round));
    const visits: Both[] = [];
    for (let round = 0; round < ROUNDS; round++) visits.push(await made(WARM_UP_VISITS + round));
    const samples = {
      cold: [] as number[],
      coldFloor: [] as number[],
      cached: [] as number[],
      cachedFloor: [] as number[],
    };
    // The four are measured in turn, so that a noisy neighbour hits all of them alike.
    for (const { ours, bare } of visits) {
      samples.coldFloor.push(microseconds(bare.cold));
      samples.cold.push(microseconds(ours.cold));
      for (let again = 0; again < REPEATED; again++) {
        samples.cachedFloor.push(microseconds(bare.cached));
        samples.cached.push(microseconds(ours.cached));
      }
    }
    const median = (name: keyof typeof samples) => quantile(samples[name], 0.5);
    return [
      figure('knock.decide.cold', 'us', median('cold'), median('coldFloor'), ROUNDS),
      figure('knock.decide.cached', 'us', median('cached'), median('cachedFloor'), ROUNDS * REPEATED),
    ];
  },
};

export interface Work {
  readonly cold: () => boolean;
  readonly cached: () => boolean;
}

interface Both {
  readonly ours: Work;
  readonly bare: Work;
}

function warmUp(both: Both): void {
  for (const work of [both.bare, both.ours]) {
    work.cold();
    for (let i = 0; i < WARM_UP_KNOCKS; i++) work.cached();
  }
}

export function microseconds(work: () => boolean): number {
  const began = process.hrtime.bigint();
  const good = work();
  const took = process.hrtime.bigint() - began;
  if (!good) throw new Error('The door said no to the bench.');
  return Number(took) / 1000;
}

/** Three verifications and two imports of compressed keys with nothing of ours in between; and one verification. */
export function bareVisit(length: number): Work {
  const message = new Uint8Array(length).fill(7);
  const [member, carrier, courier] = [bareSignature(message), bareSignature(message), bareSignature(message)];
  const check = (key: KeyObject, { signature }: Bare) =>
    verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
  return {
    cold: () =>
      check(member.held, member) &&
      check(bareImport(carrier.compressed), carrier) &&
      check(bareImport(courier.compressed), courier),
    cached: () => check(member.held, member),
  };
}

function bareSignature(message: Uint8Array): Bare {
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
  const odd = (Buffer.from(y, 'base64url').at(-1) ?? 0) & 1;
  const signature = sign('sha256', message, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
  return {
    held: pair.publicKey,
    compressed: Buffer.concat([Uint8Array.of(2 + odd), Buffer.from(x, 'base64url')]),
    signature,
  };
}

interface Bare {
  readonly held: KeyObject;
  readonly compressed: Uint8Array;
  readonly signature: Uint8Array;
}

/** The quickest way that Node has to import a compressed point: a SubjectPublicKeyInfo takes half as long again. */
function bareImport(compressed: Uint8Array): KeyObject {
  const point = ECDH.convertKey(compressed, 'prime256v1', undefined, undefined, 'uncompressed') as Buffer;
  const jwk = { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) };
  return createPublicKey({ key: jwk, format: 'jwk' });
}
