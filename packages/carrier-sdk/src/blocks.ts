import type { routes } from '@latchkey/contract';
import {
  keyIdOf,
  readAssignment,
  readBlock,
  readReceipt,
  sameBytes,
  sameKey,
  signCarrierBlock,
  TARGET,
  verifyLink,
  type Grant,
  type Link,
  type Primitives,
  type PublicKey,
} from '@latchkey/protocol';
import type { CarrierShipment, CarrierVisit } from './carrier.ts';
import { signingKeyOf, type KnownCourier } from './couriers.ts';
import { bytesOfText, toBase64url } from './encoding.ts';
import { checkedHubKey } from './receipts.ts';
import type { World } from './world.ts';

type Answer<R> = R extends { answer?: { _output: infer A } } ? A : never;
export type ServerBlock = Answer<typeof routes.listCarrierBlocks>['blocks'][number];

/** What this carrier's key took back at one hub, and whether that hub has confirmed it. */
export interface SentBlock {
  readonly hubId: string;
  /** The visit whose grant gave the right there. */
  readonly visitId: string;
  readonly target: { readonly kind: 'visit' | 'courier'; readonly id: string };
  readonly sentMs: number;
  /** The server's word. */
  readonly hubOnline: boolean;
  /** The hub's own signed receipt, verified here; absent: not confirmed. */
  readonly confirmed?: { readonly seq: number; readonly atS?: number; readonly begun: number };
}

/**
 * A block as it really is: signed by this carrier, and confirmed only by a receipt of the very hub that the block names. What
 * does not verify is left out, as if the server had not shown it.
 */
export const readSentBlock = (p: Primitives, own: PublicKey, said: ServerBlock): SentBlock | undefined => {
  const read = readBlock(p, bytesOfText(said.block));
  if (!read.ok || !verifyLink(p, read.link, own)) return undefined;
  const { claims, hash } = read.link;
  const isVisit = claims.target.type === TARGET.visit;
  if (!isVisit && claims.target.type !== TARGET.courierKey) return undefined;
  const confirmed = confirmation(p, said, claims.hubId, hash);
  return {
    hubId: toBase64url(claims.hubId),
    visitId: said.visitId,
    target: { kind: isVisit ? 'visit' : 'courier', id: toBase64url(claims.target.id) },
    sentMs: said.sentMs,
    hubOnline: said.hubOnline,
    ...(confirmed === undefined ? {} : { confirmed }),
  };
};

const confirmation = (
  p: Primitives,
  { hubKey, receipt }: ServerBlock,
  hubId: Uint8Array,
  hash: Uint8Array,
): SentBlock['confirmed'] => {
  if (receipt === undefined) return undefined;
  const key = hubKeyOf(p, hubKey, hubId);
  const read = readReceipt(p, bytesOfText(receipt.receipt), bytesOfText(receipt.parent));
  if (key === undefined || !read.ok || !verifyLink(p, read.link, key)) return undefined;
  const { claims } = read.link;
  const fits = claims.event === 'blocked' && sameBytes(claims.hubId, hubId);
  if (!fits || claims.answers === undefined || !sameBytes(claims.answers, hash)) return undefined;
  const begun = claims.detail?.begun?.length ?? 0;
  return { seq: claims.seq, begun, ...(claims.iat === undefined ? {} : { atS: claims.iat }) };
};

const hubKeyOf = (p: Primitives, hubKey: string, hubId: Uint8Array): PublicKey | undefined => {
  try {
    return checkedHubKey(p, hubKey, hubId);
  } catch {
    return undefined;
  }
};

const over = new Set<CarrierShipment['state']>(['complete', 'blocked', 'diverted', 'expired']);

/** Whether the carrier's own assignment of this visit names the device: read from the signed links, not from the server's lists. */
export const namesDevice = (
  p: Primitives,
  courier: Pick<KnownCourier, 'signingKey'>,
  grant: Link<Grant>,
  visit: CarrierVisit,
): boolean => {
  const key = signingKeyOf(courier);
  let above = grant.hash;
  for (const text of visit.assignments) {
    const read = readAssignment(p, bytesOfText(text), above);
    if (!read.ok) return false;
    if (sameKey(read.link.claims.holder, key)) return true;
    above = read.link.hash;
  }
  return false;
};

/** Visits that may still open for the device, one for each hub: that is where a block has to go. */
export const armedVisits = (
  p: Primitives,
  courier: Pick<KnownCourier, 'signingKey'>,
  shipments: readonly CarrierShipment[],
  granted: (visit: CarrierVisit) => Link<Grant> | undefined,
): readonly CarrierVisit[] => {
  const byHub = new Map<string, CarrierVisit>();
  for (const { state, visit } of shipments) {
    const grant = visit === undefined || over.has(state) ? undefined : granted(visit);
    if (visit === undefined || grant === undefined || !namesDevice(p, courier, grant, visit)) continue;
    byHub.set(toBase64url(grant.claims.hubId), visit);
  }
  return [...byHub.values()];
};

/** The block of a device at one hub, signed by the carrier's key. */
export const signDeviceBlock = async (
  world: Pick<World, 'primitives' | 'random' | 'nowS'>,
  signer: Parameters<typeof signCarrierBlock>[1],
  courier: Pick<KnownCourier, 'signingKey'>,
  grant: Link<Grant>,
): Promise<string> => {
  const { primitives: p } = world;
  const target = { type: TARGET.courierKey, id: keyIdOf(p, signingKeyOf(courier)) };
  const claims = { hubId: grant.claims.hubId, target, iat: world.nowS(), cti: world.random(16) };
  return toBase64url((await signCarrierBlock(p, signer, claims)).bytes);
};
