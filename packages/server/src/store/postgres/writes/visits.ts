import { arrivingColumns, asBuffer, divertColumns, saidColumns, toVisitRow } from '../rows.ts';
import { changed, one, type Rule, type Rules } from './rule.ts';

const visit: Rule<'visit'> = async ({ tx }, { visit, replaces }) => {
  const shipment = tx
    .updateTable('shipments')
    .set({ visitId: visit.visitId })
    .where('shipmentId', '=', visit.shipmentId)
    .where('homeId', '=', visit.homeId)
    .where('visitId', 'is not distinct from', replaces ?? null);
  if (!changed(await shipment.executeTakeFirst())) return false;
  return one(
    await tx
      .insertInto('visits')
      .values(toVisitRow(visit))
      .onConflict((c) => c.doNothing())
      .executeTakeFirst(),
  );
};

const visitChange: Rule<'visit-change'> = async ({ tx }, { visitId, fromVersion, change }) => {
  const { arriving, divert, said, assignments, ...plain } = change;
  const columns = {
    ...plain,
    ...(arriving === undefined ? {} : arrivingColumns({ arriving })),
    ...(divert === undefined ? {} : divertColumns({ divert })),
    ...(said === undefined ? {} : saidColumns({ said })),
    ...(assignments === undefined ? {} : { assignments: assignments.map(asBuffer) }),
    version: fromVersion + 1,
  };
  return changed(
    await tx
      .updateTable('visits')
      .set(columns)
      .where('visitId', '=', visitId)
      .where('version', '=', fromVersion)
      .executeTakeFirst(),
  );
};

/** Held until the end of the transaction, as a change would hold it. */
const visitSeen: Rule<'visit-seen'> = async ({ tx }, { visitId, version }) => {
  const held = tx.selectFrom('visits').select('visitId').where('visitId', '=', visitId).where('version', '=', version);
  return (await held.forNoKeyUpdate().executeTakeFirst()) !== undefined;
};

/** Shipments, and the visits that they become. */
export const visitWrites: Rules<'shipment' | 'shipment-declined' | 'visit' | 'visit-change' | 'visit-seen'> = {
  shipment: async ({ tx }, { shipment }) => {
    const { fromBucket = null, visitId = null, declinedWish = null, declinedMs = null } = shipment;
    const row = {
      ...shipment,
      trackingNumbers: [...shipment.trackingNumbers],
      fromBucket,
      visitId,
      declinedWish,
      declinedMs,
    };
    return one(
      await tx
        .insertInto('shipments')
        .values(row)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    );
  },
  'shipment-declined': async ({ tx, tenant }, { shipmentId, wish, atMs }) => {
    if (tenant.role !== 'home' && tenant.role !== 'server') return false;
    const own = tx.updateTable('shipments').set({ declinedWish: wish, declinedMs: atMs });
    const undecided = own.where('shipmentId', '=', shipmentId).where('visitId', 'is', null);
    return changed(await undecided.executeTakeFirst());
  },
  visit,
  'visit-change': visitChange,
  'visit-seen': visitSeen,
};
