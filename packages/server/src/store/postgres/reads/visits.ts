import { sql } from 'kysely';
import type { Courier, Home, Hub, Member, Shipment, Visit } from '../../records.ts';
import { SERVER, type Tenant } from '../../store.ts';
import { fromRows, fromVisitRow, visitOf } from '../rows.ts';
import { maybe, type Often, type Read } from './read.ts';

/** Homes and carriers, shipments and visits, each for whom they belong to. */
export const visitReads = (read: Read, often: Often) => ({
  home: (tenant: Tenant, homeId: string): Promise<Home | undefined> =>
    read(tenant, async (tx) =>
      maybe(await tx.selectFrom('homes').selectAll().where('homeId', '=', homeId).executeTakeFirst()),
    ),
  members: (tenant: Tenant, homeId: string): Promise<readonly Member[]> => often<Member>(tenant, 'members', homeId),
  hubs: (tenant: Tenant, homeId: string): Promise<readonly Hub[]> =>
    read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('hubs').selectAll().where('homeId', '=', homeId).orderBy('ordinal').execute()),
    ),
  couriers: (tenant: Tenant, carrierId: string): Promise<readonly Courier[]> =>
    read(tenant, async (tx) =>
      fromRows(
        await tx.selectFrom('couriers').selectAll().where('carrierId', '=', carrierId).orderBy('ordinal').execute(),
      ),
    ),
  shipment: (tenant: Tenant, shipmentId: string): Promise<Shipment | undefined> =>
    read(tenant, async (tx) =>
      maybe(await tx.selectFrom('shipments').selectAll().where('shipmentId', '=', shipmentId).executeTakeFirst()),
    ),
  shipments: (tenant: Tenant, limit: number, skip = 0): Promise<readonly Shipment[]> =>
    read(tenant, async (tx) =>
      fromRows(
        await tx
          .selectFrom('shipments')
          .selectAll()
          .orderBy('createdMs', 'desc')
          .orderBy('ordinal', 'desc')
          .limit(limit)
          .offset(skip)
          .execute(),
      ),
    ),
  shipmentsOfHome: (tenant: Tenant, limit: number): Promise<readonly Shipment[]> =>
    read(tenant, async (tx) => {
      const newest = tx.selectFrom('shipments').selectAll().orderBy('createdMs', 'desc').orderBy('ordinal', 'desc');
      const decided = await newest
        .where('visitId', 'is not', null)
        .limit(Math.floor(limit / 2))
        .execute();
      const open = tx
        .selectFrom('shipments as s')
        .select(['s.ordinal', 's.createdMs', 's.carrierId', 's.fromBucket'])
        .select(
          sql<number>`row_number() over (partition by s.carrier_id order by s.created_ms desc, s.ordinal desc)`.as(
            'ofCarrier',
          ),
        ) // prettier-ignore
        .select(
          sql<boolean>`exists (select from shipments k where k.carrier_id = s.carrier_id and k.visit_id is not null)`.as(
            'known',
          ),
        ) // prettier-ignore
        .where('s.visitId', 'is', null);
      // Anybody can be many carriers, and not so easily at many places.
      const sharing = sql`case when known or from_bucket is null then carrier_id else from_bucket::text end`;
      const placed = tx
        .selectFrom(open.as('open'))
        .select(['ordinal', 'known', 'createdMs'])
        .select(sql<number>`row_number() over (partition by ${sharing} order by of_carrier, created_ms desc, ordinal desc)`.as('place')); // prettier-ignore
      const chosen = tx
        .selectFrom(placed.as('placed'))
        .select('ordinal')
        .orderBy('known', 'desc')
        .orderBy('place')
        .orderBy('createdMs', 'desc')
        .orderBy('ordinal', 'desc')
        .limit(limit - decided.length);
      const waiting = await newest.where('ordinal', 'in', chosen).execute();
      const isNewer = (a: { createdMs: number; ordinal: number }, b: { createdMs: number; ordinal: number }) =>
        a.createdMs === b.createdMs ? b.ordinal - a.ordinal : b.createdMs - a.createdMs;
      return fromRows([...decided, ...waiting].sort(isNewer));
    }),
  visit: async (tenant: Tenant, visitId: string): Promise<Visit | undefined> =>
    (await often<object>(tenant, 'visit', visitId)).map(visitOf)[0],
  visits: (tenant: Tenant, limit: number): Promise<readonly Visit[]> =>
    read(tenant, async (tx) =>
      (
        await tx
          .selectFrom('visits')
          .selectAll()
          .orderBy('createdMs', 'desc')
          .orderBy('ordinal', 'desc')
          .limit(limit)
          .execute()
      ).map(fromVisitRow),
    ),
  visitsById: (tenant: Tenant, visitIds: readonly string[]): Promise<readonly Visit[]> =>
    visitIds.length === 0
      ? Promise.resolve([])
      : read(tenant, async (tx) =>
          (await tx.selectFrom('visits').selectAll().where('visitId', 'in', visitIds).execute()).map(fromVisitRow),
        ),
  chains: (hubId: string, fromS: number, limit: number): Promise<readonly Visit[]> =>
    read(SERVER, async (tx) => {
      const due = tx.selectFrom('visits').selectAll().where('hubId', '=', hubId).where('toS', '>=', fromS);
      return (
        await due
          .where(sql<boolean>`cardinality(assignments) > 0`)
          .orderBy('ordinal')
          .limit(limit)
          .execute()
      ).map(fromVisitRow);
    }),
});
