import type { channel } from '@latchkey/contract';
import { readGrant } from '@latchkey/protocol';
import type { Effects } from '../effects.ts';
import { bytesIn, textOf } from '../ids.ts';
import { SERVER, type Write } from '../store/store.ts';
import type { Carrier, Shipment, Visit } from '../store/records.ts';

const NOTHING = new Uint8Array(0);

/** A visit as the server once called it. What became of it is told by the hub's receipts, which come after. */
export const keepLabel = async (
  { store, primitives }: Pick<Effects, 'store' | 'primitives'>,
  own: { readonly homeId: string; readonly hubId: string },
  label: channel.VisitLabel,
): Promise<void> => {
  const bytes = bytesIn(label.grant);
  const read = bytes === undefined ? undefined : readGrant(primitives, bytes);
  const assignments = label.assignments.map(bytesIn).filter((link) => link !== undefined);
  if (read?.ok !== true || assignments.length !== label.assignments.length) return;
  const { nbf, exp, hubId, visitId } = read.link.claims;
  if (textOf(hubId) !== own.hubId || textOf(visitId) !== label.visitId) return;
  const tenant = { role: 'home', id: own.homeId } as const;
  const before = await store.visit(tenant, label.visitId);
  if (before !== undefined) {
    const change = { assignments };
    await store.write(tenant, [{ kind: 'visit-change', visitId: before.visitId, fromVersion: before.version, change }]);
    return;
  }
  const { carrierId, keyId, name, domain } = label.carrier;
  const { shipmentId, createdMs, trackingNumbers } = label;
  const carrier: Carrier = { carrierId, keyId, name, domain, publicKey: NOTHING, sealingKey: NOTHING, createdMs };
  const shipment: Shipment = { shipmentId, carrierId, homeId: own.homeId, fromS: nbf, toS: exp, trackingNumbers, sealedLabel: NOTHING, createdMs }; // prettier-ignore
  const visit: Visit = { visitId: label.visitId, shipmentId, homeId: own.homeId, carrierId, hubId: own.hubId, state: 'assigned', fromS: nbf, toS: exp, grant: read.link.bytes, sealedNote: NOTHING, assignments, createdMs, version: 0 }; // prettier-ignore
  const known = await store.shipment(tenant, shipmentId);
  const writes: Write[] = [
    ...((await store.carrier(carrierId)) === undefined ? [{ kind: 'carrier', carrier } as const] : []),
    ...(known === undefined ? [{ kind: 'shipment', shipment } as const] : []),
    { kind: 'visit', visit, ...(known?.visitId === undefined ? {} : { replaces: known.visitId }) },
  ];
  await store.write(SERVER, writes);
};
