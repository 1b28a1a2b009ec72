import { createPublicKey, ECDH, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { generateSigningKey, nodePrimitives, nodeSigner } from '@latchkey/keys/node';
import {
  armChain,
  decide,
  encodePresentation,
  FLAG,
  hubIdOf,
  keyName,
  kidOf,
  parcelCommitment,
  signAssignment,
  signGrant,
  signKnock,
  toHex,
  type DoorState,
} from '@latchkey/protocol';
import { figure, quantile, type Bench } from './figure.ts';

/**
 * How long the door thinks. Cold: the hub has never seen this chain; only the member's key is imported. Cached: the door is armed, as
 * after every ask; the whole chain is sent along again and one signature is left. The floors are bare OpenSSL calls on bytes of the same length.
 */
const ROUNDS = 400;
const WARM_UP = 4000;
const NOW_S = 1_796_130_000;
const PARCEL = 'JJD014600003477392';

export const knockDecide: Bench = {
  names: ['knock.decide.cold', 'knock.decide.cached'],
  run: async () => {
    const visit = setTheScene();
    // A hub that has run for a day has compiled code; keys and signatures are made beforehand so that only deciding is on the clock.
    const warm = await visit(0);
    for (let i = 0; i < WARM_UP; i++) warm.cached();
    const visits: { readonly ours: Work; readonly bare: Work }[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const ours = await visit(round);
      visits.push({ ours, bare: bareVisit(ours.length) });
    }
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
      samples.cachedFloor.push(microseconds(bare.cached));
      samples.cached.push(microseconds(ours.cached));
    }
    const median = (name: keyof typeof samples) => quantile(samples[name], 0.5);
    return [
      figure('knock.decide.cold', 'us', median('cold'), median('coldFloor'), ROUNDS),
      figure('knock.decide.cached', 'us', median('cached'), median('cachedFloor'), ROUNDS),
    ];
  },
};

interface Work {
  readonly cold: () => boolean;
  readonly cached: () => boolean;
}

function microseconds(work: () => boolean): number {
  const began = process.hrtime.bigint();
  const good = work();
  const took = process.hrtime.bigint() - began;
  if (!good) throw new Error('The door said no to the bench.');
  return Number(took) / 1000;
}

/** Three verifications and two imports of compressed keys with nothing of ours in between; and one verification. */
function bareVisit(length: number): Work {
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

function setTheScene(): (round: number) => Promise<Work & { readonly length: number }> {
  const [member, hub] = [nodeSigner(generateSigningKey()), nodeSigner(generateSigningKey())];
  // A cache that holds the member's key but never the visitors': each visit below brings new ones.
  const p = nodePrimitives();
  // Arming imports the visitors' keys too: with primitives of its own, or cold would not be cold.
  const arming = nodePrimitives();
  const hubId = hubIdOf(p, hub.key);
  const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill);
  const nonce = bytes(16, 5);
  const visit = async (round: number) => {
    const [carrier, courier] = [nodeSigner(generateSigningKey()), nodeSigner(generateSigningKey())];
    const cti = Uint8Array.from(bytes(16, 1), (_, i) => (round >> (i % 4)) & 0xff);
    const window = { exp: NOW_S + 3600, nbf: NOW_S - 3600, iat: NOW_S - 86_400 };
    const terms = {
      hubId,
      doors: [1],
      uses: 1,
      flags: FLAG.mustRecord | FLAG.mustRelock,
      maxOpenSeconds: 120,
      visitId: bytes(16, 9),
    };
    const grant = await signGrant(p, member, {
      ...window,
      cti,
      holder: carrier.key,
      ...terms,
      depth: [1, 2],
      parcels: [parcelCommitment(p, cti, PARCEL)],
    });
    const assignment = await signAssignment(
      p,
      carrier,
      { ...window, cti: bytes(8, 1), holder: courier.key, depth: [0, 0] },
      grant.hash,
    );
    const knock = await signKnock(
      p,
      courier,
      { nonce, door: 1, action: 1, trackingNumbers: [PARCEL] },
      assignment.hash,
    );
    const presentation = encodePresentation({
      kind: 'chain',
      links: [grant.bytes, assignment.bytes],
      knock: knock.bytes,
    });
    const door: DoorState = {
      hubId, doors: new Set([1, 2]), resumed: true, blocks: [], ledger: { ctis: new Map(), uses: new Map() }, armed: new Map(), verified: new Map(), usedSlots: new Set(),
      approved: new Set(), freshness: { serverMs: 500 }, heardOver: 'line', limited: new Map(),
      nonces: new Map([[toHex(nonce), { origin: 'asked', door: 1, holder: keyName(courier.key), issuedMs: 1000 }]]),
      roster: { head: bytes(32, 1), epoch: 1, homeId: bytes(16, 1), earlier: [], members: new Map([[toHex(kidOf(p, member.key)), { role: 1, key: member.key, sealingKey: bytes(65, 4) }]]) },
    }; // prettier-ignore
    const ahead = armChain(arming, [grant.bytes, assignment.bytes], door, { unixS: NOW_S, uptimeMs: 2000 });
    if (!ahead.allow) throw new Error(ahead.refusal.reason);
    const later = { ...door, armed: new Map([[ahead.leaf16, ahead.chain]]) };
    const now = { unixS: NOW_S, uptimeMs: 2000 };
    p.verify(member.key, bytes(8, 0), bytes(64, 0));
    return {
      length: Math.round((grant.toBeSigned.length + assignment.toBeSigned.length + knock.toBeSigned.length) / 3),
      cold: () => decide(p, presentation, door, now).allow,
      cached: () => decide(p, presentation, later, now).allow,
    };
  };
  return visit;
}
