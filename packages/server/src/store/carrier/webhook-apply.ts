import { LIMITS } from '../limits.ts';
import type { Undoable } from '../apply.ts';
import type { WebhookDelivery } from '../records.ts';
import type { Tenant, Write } from '../store.ts';
import { pair, type Tables } from '../tables.ts';
import { declinePayload, testPayload, visitPayload } from './payload.ts';

type Of<K extends Write['kind']> = Extract<Write, { kind: K }>;
type Rule<K extends Write['kind']> = (t: Tables, u: Undoable, w: Of<K>, tenant: Tenant) => boolean;

const isCarrier = (tenant: Tenant, carrierId: string) =>
  tenant.role === 'server' || (tenant.role === 'carrier' && tenant.id === carrierId);

type OfCarrier = { readonly carrierId: string };
const hasRoom = (table: ReadonlyMap<string, OfCarrier>, { carrierId }: OfCarrier, most: number): boolean =>
  [...table.values()].filter((one) => one.carrierId === carrierId).length < most;

const apiKey: Rule<'api-key'> = (t, u, { apiKey: key }, tenant) => {
  const carriers = [...t.carriers.values()].some(({ keyId }) => keyId === key.keyId);
  const programs = [...t.apiKeys.values()].some(({ keyId }) => keyId === key.keyId);
  return (
    isCarrier(tenant, key.carrierId) &&
    hasRoom(t.apiKeys, key, LIMITS.apiKeys) &&
    !carriers &&
    !programs &&
    u.set(t.apiKeys, key.apiKeyId, key)
  );
};

const apiKeyRevoked: Rule<'api-key-revoked'> = (t, u, { carrierId, apiKeyId, atMs }, tenant) => {
  const key = t.apiKeys.get(apiKeyId);
  if (!isCarrier(tenant, carrierId) || key?.carrierId !== carrierId) return false;
  if (key.revokedMs === undefined) u.set(t.apiKeys, apiKeyId, { ...key, revokedMs: atMs });
  for (const [name, { principalId }] of t.sessions) if (principalId === apiKeyId) u.delete(t.sessions, name);
  return true;
};

const event: Rule<'webhook-event'> = (t, u, { eventId, of, event: name, atMs }) => {
  const about = saidAbout(t, of, name, atMs);
  if (about === undefined) return true;
  for (const target of t.webhookTargets.values()) {
    const wanted = 'only' in of ? target.targetId === of.only : target.events.includes(name);
    if (target.carrierId !== about.carrierId || target.goneMs !== undefined || !wanted) continue;
    const { targetId } = target;
    const delivery: WebhookDelivery = { eventId, targetId, ...about, event: name, state: 'waiting', attempts: 0, nextMs: atMs, createdMs: atMs }; // prettier-ignore
    u.set(t.deliveries, pair(eventId, targetId), delivery);
  }
  return true;
};

const saidAbout = (t: Tables, of: Of<'webhook-event'>['of'], name: string, atMs: number) => {
  if ('visitId' in of) return aboutVisit(t, of.visitId, name, atMs);
  if ('only' in of) return { carrierId: of.carrierId, payload: testPayload(name, atMs) };
  const shipment = t.shipments.get(of.shipmentId);
  return shipment && { carrierId: shipment.carrierId, payload: declinePayload(name, atMs, shipment) };
};

const aboutVisit = (t: Tables, visitId: string, name: string, atMs: number) => {
  const visit = t.visits.get(visitId);
  const shipment = visit === undefined ? undefined : t.shipments.get(visit.shipmentId);
  if (visit === undefined || shipment === undefined) return undefined;
  return { carrierId: visit.carrierId, payload: visitPayload(name, atMs, visit, shipment) };
};

const targetEnd: Rule<'webhook-target-end'> = (t, u, { carrierId, targetId }, tenant) => {
  if (!isCarrier(tenant, carrierId) || t.webhookTargets.get(targetId)?.carrierId !== carrierId) return false;
  for (const [key, delivery] of t.deliveries) if (delivery.targetId === targetId) u.delete(t.deliveries, key);
  return u.delete(t.webhookTargets, targetId);
};

export const webhookRules = {
  'api-key': apiKey,
  'api-key-revoked': apiKeyRevoked,
  'webhook-target': (t, u, { target }, tenant) =>
    isCarrier(tenant, target.carrierId) &&
    hasRoom(t.webhookTargets, target, LIMITS.webhooks) &&
    u.set(t.webhookTargets, target.targetId, target),
  'webhook-target-change': (t, u, { carrierId, targetId, change }, tenant) => {
    const target = t.webhookTargets.get(targetId);
    if (!isCarrier(tenant, carrierId) || target?.carrierId !== carrierId) return false;
    return u.set(t.webhookTargets, targetId, { ...target, ...change });
  },
  'webhook-target-end': targetEnd,
  'webhook-event': event,
  'delivery-attempted': (t, u, { eventId, targetId, change }) => {
    const key = pair(eventId, targetId);
    const before = t.deliveries.get(key);
    return before?.state !== 'waiting' || u.set(t.deliveries, key, { ...before, ...change });
  },
  'delivery-again': (t, u, { carrierId, eventId, targetId, atMs }, tenant) => {
    const key = pair(eventId, targetId);
    const before = t.deliveries.get(key);
    if (!isCarrier(tenant, carrierId) || before?.carrierId !== carrierId || before.state === 'waiting') return false;
    const again: { -readonly [K in keyof WebhookDelivery]: WebhookDelivery[K] } = { ...before, state: 'waiting', attempts: 0, nextMs: atMs }; // prettier-ignore
    delete again.endedMs;
    return u.set(t.deliveries, key, again);
  },
} satisfies { readonly [K in Write['kind']]?: Rule<K> };
