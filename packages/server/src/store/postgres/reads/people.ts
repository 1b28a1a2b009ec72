import type { Feed, Invitation, Push, Passkey, Series } from '../../records.ts';
import { SERVER, type Tenant } from '../../store.ts';
import { fromRows } from '../rows.ts';
import { maybe, type Often, type Read } from './read.ts';

/** People who come again, and what belongs to the members of a household. */
export const peopleReads = (read: Read, often: Often) => ({
  invitation: (boxId: string): Promise<Invitation | undefined> =>
    read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('invitations').selectAll().where('boxId', '=', boxId).executeTakeFirst()),
    ),
  invitations: (tenant: Tenant, limit: number): Promise<readonly Invitation[]> =>
    read(tenant, async (tx) => {
      const all = tx.selectFrom('invitations').selectAll().orderBy('createdMs', 'desc').orderBy('ordinal', 'desc');
      return fromRows(await all.limit(limit).execute());
    }),
  series: (tenant: Tenant, visitId: string): Promise<Series | undefined> =>
    read(tenant, async (tx) =>
      maybe(await tx.selectFrom('series').selectAll().where('visitId', '=', visitId).executeTakeFirst()),
    ),
  allSeries: (tenant: Tenant, limit: number): Promise<readonly Series[]> =>
    read(tenant, async (tx) => {
      const all = tx.selectFrom('series').selectAll().orderBy('createdMs', 'desc').orderBy('ordinal', 'desc');
      return fromRows(await all.limit(limit).execute());
    }),
  openSeries: (hubId: string, fromS: number, limit: number): Promise<readonly Series[]> =>
    read(SERVER, async (tx) => {
      const open = tx.selectFrom('series').selectAll().where('hubId', '=', hubId).where('toS', '>=', fromS);
      return fromRows(await open.where('endedMs', 'is', null).orderBy('ordinal').limit(limit).execute());
    }),

  passkeys: (tenant: Tenant): Promise<readonly Passkey[]> =>
    read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('passkeys').selectAll().orderBy('createdMs').orderBy('ordinal').execute()),
    ),
  feed: (tenant: Tenant, memberId: string): Promise<Feed | undefined> =>
    read(tenant, async (tx) =>
      maybe(await tx.selectFrom('feeds').selectAll().where('memberId', '=', memberId).executeTakeFirst()),
    ),
  pushes: (tenant: Tenant): Promise<readonly Push[]> => often<Push>(tenant, 'pushes'),
});
