import { describe, expect, it } from 'vitest';
import { generateSigningKey, nodePrimitives, nodeSigner } from '@latchkey/keys/node';
import {
  ACTION,
  decide,
  FLAG,
  encodePresentation,
  hubIdOf,
  kidOf,
  keyName,
  parcelCommitment,
  signAssignment,
  signGrant,
  signKnock,
  toHex,
  type DoorState,
} from '../index.ts';

const p = nodePrimitives();
const bytes = (n: number, fill: number) => new Uint8Array(n).fill(fill);

describe('a courier at the door', () => {
  it('is let in once the whole chain verifies', async () => {
    const [anna, carrier, courier, hub] = [1, 2, 3, 4].map(() => nodeSigner(generateSigningKey()));
    if (!anna || !carrier || !courier || !hub) throw new Error('four keys');
    const hubId = hubIdOf(p, hub.key);
    const cti = bytes(16, 7);
    const grant = await signGrant(p, anna, {
      exp: 2000,
      nbf: 1000,
      iat: 900,
      cti,
      holder: carrier.key,
      hubId,
      doors: [1, 2],
      uses: 1,
      flags: FLAG.mustRecord | FLAG.mustRelock,
      maxOpenSeconds: 120,
      depth: [1, 2],
      visitId: bytes(16, 9),
      parcels: [parcelCommitment(p, cti, 'JJD 0001')],
    });
    const assignment = await signAssignment(
      p,
      carrier,
      { exp: 2000, nbf: 1000, iat: 950, cti: bytes(8, 1), holder: courier.key, depth: [0, 0], doors: [1] },
      grant.hash,
    );
    const knock = await signKnock(
      p,
      courier,
      { nonce: bytes(16, 5), door: 1, action: ACTION.unlock, trackingNumbers: ['JJD0001'] },
      assignment.hash,
    );
    const door: DoorState = {
      hubId,
      doors: new Set([1, 2]),
      resumed: true,
      blocks: [],
      ledger: { ctis: new Map(), uses: new Map() },
      armed: new Map(),
      verified: new Map(),
      usedSlots: new Set(),
      approved: new Set(),
      nonces: new Map([
        [toHex(bytes(16, 5)), { origin: 'asked', door: 1, holder: keyName(courier.key), issuedMs: 1000 }],
      ]),
      freshness: { serverMs: 500 },
      heardOver: 'line',
      limited: new Map(),
      roster: {
        head: bytes(32, 1),
        epoch: 1,
        homeId: bytes(16, 1),
        earlier: [],
        members: new Map([[toHex(kidOf(p, anna.key)), { role: 1, key: anna.key, sealingKey: bytes(65, 4) }]]),
      },
    };
    const presentation = encodePresentation({
      kind: 'chain',
      links: [grant.bytes, assignment.bytes],
      knock: knock.bytes,
    });
    expect(decide(p, presentation, door, { unixS: 1500, uptimeMs: 2000 })).toMatchObject({
      allow: true,
      door: 1,
      occurrence: 0,
    });
  });
});
