import { generateSigningKey, nodePrimitives, nodeSigner } from '@latchkey/keys/node';
import {
  ArmedChains,
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

/** Knocks at one door, each by a courier and for a carrier that this hub has never met. */

const NOW_S = 1_796_130_000;
const PARCEL = 'JJD014600003477392';

export interface KnownVisit {
  /** Bytes under a signature, on average. */
  readonly length: number;
  readonly cold: () => boolean;
  readonly cached: () => boolean;
  /** As cached, at a hub that holds these chains, their signatures and their uses as well. */
  readonly among: (others: readonly DoorState[]) => () => boolean;
  /** The hub with this visit armed. */
  readonly later: DoorState;
}

export function setTheScene(): (round: number) => Promise<KnownVisit> {
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
    const cti = bytes(16, 1);
    new DataView(cti.buffer).setUint32(4, round);
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
      hubId, doors: new Set([1, 2]), resumed: true, blocks: [], ledger: { ctis: new Map(), uses: new Map() }, armed: new ArmedChains(), verified: new Map(), usedSlots: new Set(),
      approved: new Set(), freshness: { serverMs: 500 }, heardOver: 'line', limited: new Map(),
      nonces: new Map([[toHex(nonce), { origin: 'asked', door: 1, holder: keyName(courier.key), issuedMs: 1000 }]]),
      roster: { head: bytes(32, 1), epoch: 1, homeId: bytes(16, 1), earlier: [], members: new Map([[toHex(kidOf(p, member.key)), { role: 1, key: member.key, sealingKey: bytes(65, 4) }]]) },
    }; // prettier-ignore
    const ahead = armChain(arming, [grant.bytes, assignment.bytes], door, { unixS: NOW_S, uptimeMs: 2000 });
    if (!ahead.allow) throw new Error(ahead.refusal.reason);
    const { chain } = ahead;
    const later: DoorState = {
      ...door,
      armed: new ArmedChains().set(ahead.leaf16, chain),
      verified: new Map(chain.links.map((link) => [link.name, link.signature])),
      ledger: { ctis: new Map([[toHex(cti), chain.grant.name]]), uses: new Map([[`${chain.grant.name}/1/0`, 0]]) },
    };
    const now = { unixS: NOW_S, uptimeMs: 2000 };
    p.verify(member.key, bytes(8, 0), bytes(64, 0));
    return {
      length: Math.round((grant.toBeSigned.length + assignment.toBeSigned.length + knock.toBeSigned.length) / 3),
      cold: () => decide(p, presentation, door, now).allow,
      cached: () => decide(p, presentation, later, now).allow,
      among: (others: readonly DoorState[]) => {
        const full = together([...others, later]);
        return () => decide(p, presentation, full, now).allow;
      },
      later,
    };
  };
  return visit;
}

/** One home that holds what all of these hold; everything else is the last one's. */
function together(doors: readonly DoorState[]): DoorState {
  const last = doors.at(-1);
  if (last === undefined) throw new RangeError('no home');
  const armed = new ArmedChains();
  for (const door of doors) for (const [leaf16, chain] of door.armed) armed.set(leaf16, chain);
  const merge = <T>(pick: (door: DoorState) => ReadonlyMap<string, T>) => new Map(doors.flatMap((door) => [...pick(door)])); // prettier-ignore
  const ledger = { ctis: merge((door) => door.ledger.ctis), uses: merge((door) => door.ledger.uses) };
  return { ...last, armed, verified: merge((door) => door.verified), ledger };
}
