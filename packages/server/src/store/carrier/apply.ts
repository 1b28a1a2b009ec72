import { hex, pair, type Tables } from '../tables.ts';
import type { Undoable } from '../apply.ts';
import type { Visit } from '../records.ts';
import type { Tenant, Write } from '../store.ts';

type Mutable<R> = { -readonly [K in keyof R]: R[K] };
type Of<K extends Write['kind']> = Extract<Write, { kind: K }>;
type Rule<K extends Write['kind']> = (t: Tables, u: Undoable, w: Of<K>, tenant: Tenant) => boolean;

const isCarrier = (tenant: Tenant, carrierId: string) =>
  tenant.role === 'server' || (tenant.role === 'carrier' && tenant.id === carrierId);

const waiting: ReadonlySet<Visit['state']> = new Set(['assigned', 'arriving']);

/** A visit that nobody has come to yet waits for another courier; of one that is over it stays known who came. */
const withoutDevice = (visit: Visit, sinceMs: number): Visit => {
  const kept: Mutable<Visit> = { ...visit, version: visit.version + 1 };
  delete kept.courierKeyId;
  delete kept.sealedStop;
  if (!waiting.has(visit.state)) return kept;
  delete kept.courierId;
  return { ...kept, state: 'granted', sinceMs };
};

const courierBlock: Rule<'courier-block'> = (t, u, { carrierId, courierId, keyId, atMs }, tenant) => {
  const courier = t.couriers.get(courierId);
  if (!isCarrier(tenant, carrierId) || courier?.carrierId !== carrierId || courier.keyId !== keyId) return false;
  if (courier.blockedMs === undefined) u.set(t.couriers, courierId, { ...courier, blockedMs: atMs });
  for (const visit of t.visits.values()) {
    if (visit.carrierId !== carrierId || visit.courierKeyId !== keyId) continue;
    u.set(t.visits, visit.visitId, withoutDevice(visit, atMs));
  }
  return true;
};

/** Writes of what a carrier keeps at the server about its own couriers, blocks and programs. */
export const carrierRules = {
  'carrier-block': (t, u, { block }, tenant) => {
    const key = pair(block.hubId, hex(block.hash));
    return isCarrier(tenant, block.carrierId) && (t.carrierBlocks.has(key) || u.set(t.carrierBlocks, key, block));
  },
  'carrier-block-answered': (t, u, { hubId, hash, answer }) => {
    const key = pair(hubId, hex(hash));
    const block = t.carrierBlocks.get(key);
    return block === undefined || block.answer !== undefined || u.set(t.carrierBlocks, key, { ...block, answer });
  },
  'courier-block': courierBlock,
  seen: (t, u, { principalId, atMs }) => (t.seen.get(principalId) ?? 0) >= atMs || u.set(t.seen, principalId, atMs),
} satisfies { readonly [K in Write['kind']]?: Rule<K> };
