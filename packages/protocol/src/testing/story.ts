import {
  ACTION,
  encodePresentation,
  FLAG,
  hubIdOf,
  keyName,
  openRoster,
  parcelCommitment,
  readChain,
  ROLE,
  signAsk,
  signAssignment,
  signGrant,
  signKnock,
  signMemberAsk,
  signMemberKnock,
  signRoster,
  sunNonce,
  toHex,
  type Ask,
  type Assignment,
  type Chain,
  type DoorState,
  type Grant,
  type Hardware,
  type Knock,
  type Link,
  type Nonce,
  type RosterState,
  type Signer,
  type TrustedTime,
} from '../index.ts';
import { anna, ben, depot, hub, kim, p, post, seeded } from './people.ts';

/** One delivery on 1 December 2026, 12:00 to 14:00 UTC, at 13:00; each part can be changed. */

export const NOON = 1_796_126_400;
export const NOW: TrustedTime = { unixS: NOON + 3600, uptimeMs: 900_000 };
export const NOW_SLOT = Math.floor((NOON + 3600) / 30);
export const HUB_ID = hubIdOf(p, hub.key);
export const CTI = seeded('cti of the grant');
export const NONCE = seeded('nonce asked by Kim');
export const PARCEL = 'JJD014600003477392';

export const GRANT: Grant = {
  exp: NOON + 7200,
  nbf: NOON,
  iat: NOON - 86_400,
  cti: CTI,
  holder: post.key,
  hubId: HUB_ID,
  doors: [1],
  uses: 1,
  flags: FLAG.mustRecord | FLAG.mustRelock,
  maxOpenSeconds: 120,
  depth: [1, 2],
  visitId: seeded('visit'),
  parcels: [parcelCommitment(p, CTI, PARCEL)],
};

export const ASSIGNMENT: Assignment = {
  exp: NOON + 7200,
  nbf: NOON,
  iat: NOON - 3600,
  cti: seeded('cti of the assignment', 8),
  holder: kim.key,
  depth: [0, 0],
};

export const KNOCK: Knock = { nonce: NONCE, door: 1, action: ACTION.unlock, trackingNumbers: [PARCEL] };
/** What the door's tag gave, as the courier's device sends it, and the nonce that follows from it. */
export const TAPPED: Knock = {
  tap: seeded('read off the tag', 24),
  door: 1,
  action: ACTION.unlock,
  trackingNumbers: [PARCEL],
};
export const TAP_NONCE = toHex(sunNonce(p, 1, seeded('read off the tag', 24)));
export const ASK: Ask = { random: seeded('random of the ask'), door: 1, slot: NOW_SLOT };

export const READY: Hardware = {
  camera: { alive: true, confirmedMs: 5000, spaceLeft: true },
  lock: { reachable: true, relockReady: true, closed: true },
  busy: false,
};

export async function household(): Promise<{ readonly bytes: Uint8Array; readonly state: RosterState }> {
  const members = [
    { role: ROLE.admin, key: anna.key, sealingKey: seeded65('Anna'), name: 'Anna' },
    { role: ROLE.resident, key: ben.key, sealingKey: seeded65('Ben'), name: 'Ben' },
  ];
  const first = await signRoster(p, anna, { iat: NOON - 200_000, homeId: seeded('home'), epoch: 1, members });
  const opened = openRoster(p, first.bytes);
  if (!opened.ok) throw new Error(opened.problem);
  return { bytes: first.bytes, state: opened.state };
}

export function seeded65(label: string): Uint8Array {
  return Uint8Array.from([4, ...seeded(`${label} x`, 32), ...seeded(`${label} y`, 32)]);
}

export const asked = (signer: Signer, change: Partial<Nonce> = {}): Nonce => ({
  origin: 'asked',
  door: 1,
  holder: keyName(signer.key),
  issuedMs: NOW.uptimeMs - 4000,
  ...change,
});

export const tapped = (signer: Signer, change: Partial<Nonce> = {}): Nonce =>
  asked(signer, { origin: 'tapped', ...change });

export async function doorState(change: Partial<DoorState> = {}): Promise<DoorState> {
  return {
    hubId: HUB_ID,
    roster: (await household()).state,
    doors: new Set([1, 2]),
    resumed: true,
    blocks: [],
    ledger: { ctis: new Map(), uses: new Map() },
    armed: new Map(),
    verified: new Map(),
    nonces: new Map([[toHex(NONCE), asked(kim)]]),
    usedSlots: new Set(),
    approved: new Set(),
    freshness: { serverMs: NOW.uptimeMs - 10_000 },
    heardOver: 'line',
    limited: new Map(),
    ...change,
  };
}

/** The household after everybody has left the roster. */
export async function emptied(): Promise<DoorState> {
  const { state } = await household();
  return doorState({ roster: { ...state, members: new Map() } });
}

/** The grant's one use at the door is gone. */
export async function spent(): Promise<DoorState> {
  const { grant } = await delivery();
  return doorState({ ledger: { ctis: new Map(), uses: new Map([[`${grant.name}/1/0`, 1]]) } });
}

/** The door after Anna has asked for its nonce, and her knock over it. */
export const askedByAnna = (change: Partial<DoorState> = {}): Promise<DoorState> =>
  doorState({ nonces: new Map([[toHex(NONCE), asked(anna)]]), ...change });
export const annasKnock = async (action: number): Promise<Uint8Array> =>
  memberKnock({ nonce: NONCE, door: 1, action }, anna, (await household()).state.head);

export interface Delivery {
  readonly grant: Link<Grant>;
  readonly assignment: Link<Assignment>;
  readonly links: readonly Uint8Array[];
  readonly chain: Chain;
  readonly leaf: Uint8Array;
}

export async function delivery(
  grantChange: Partial<Grant> = {},
  assignmentChange: Partial<Assignment> = {},
  by = { issuer: anna, carrier: post },
): Promise<Delivery> {
  const grant = await signGrant(p, by.issuer, { ...GRANT, ...grantChange });
  const assignment = await signAssignment(p, by.carrier, { ...ASSIGNMENT, ...assignmentChange }, grant.hash);
  const links = [grant.bytes, assignment.bytes];
  const read = readChain(p, links);
  if (!read.ok) throw new Error(read.refusal.reason);
  return { grant, assignment, links, chain: read.chain, leaf: assignment.hash };
}

/** The same through a depot, which signs the courier's link below the carrier's. */
export async function handed(
  grantChange: Partial<Grant> = {},
  depotChange: Partial<Assignment> = {},
  courierChange: Partial<Assignment> = {},
): Promise<Pick<Delivery, 'links' | 'leaf'>> {
  const above = await delivery(grantChange, { holder: depot.key, depth: [0, 1], ...depotChange });
  const below = await signAssignment(p, depot, { ...ASSIGNMENT, ...courierChange }, above.leaf);
  return { links: [...above.links, below.bytes], leaf: below.hash };
}

/** As many links as there may be: grant, carrier, depot, and two more hands. */
export async function handedOn(last: Signer): Promise<Pick<Delivery, 'links' | 'leaf'>> {
  const above = await delivery({ depth: [1, 3] }, { holder: depot.key, depth: [0, 2] });
  const middle = await signAssignment(p, depot, { ...ASSIGNMENT, holder: kim.key, depth: [0, 1] }, above.leaf);
  const below = await signAssignment(p, kim, { ...ASSIGNMENT, holder: last.key }, middle.hash);
  return { links: [...above.links, middle.bytes, below.bytes], leaf: below.hash };
}

/** Drops keys whose value is undefined: how a case removes an optional claim. */
export function without<T extends object, K extends keyof T>(value: T, ...names: readonly K[]): Omit<T, K> {
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => !(names as readonly string[]).includes(name)),
  ) as Omit<T, K>;
}

export async function knockAt(
  visit: Pick<Delivery, 'links' | 'leaf'>,
  knock: Knock = KNOCK,
  courier: Signer = kim,
): Promise<Uint8Array> {
  const signed = await signKnock(p, courier, knock, visit.leaf);
  return encodePresentation({ kind: 'chain', links: visit.links, knock: signed.bytes });
}

export async function askAt(
  visit: Pick<Delivery, 'links' | 'leaf'>,
  ask: Ask = ASK,
  courier: Signer = kim,
): Promise<Uint8Array> {
  const signed = await signAsk(p, courier, ask, visit.leaf);
  return encodePresentation({ kind: 'chain', links: visit.links, knock: signed.bytes });
}

export async function memberKnock(knock: Knock, member: Signer, head: Uint8Array): Promise<Uint8Array> {
  return encodePresentation({ kind: 'member', knock: (await signMemberKnock(p, member, knock, head)).bytes });
}

export async function memberAsk(ask: Ask, member: Signer, head: Uint8Array): Promise<Uint8Array> {
  return encodePresentation({ kind: 'member', knock: (await signMemberAsk(p, member, ask, head)).bytes });
}
