import type { KeptBlock, Receipt, Recording } from '../../records.ts';
import { SERVER, type Page, type Tenant } from '../../store.ts';
import { fromRows } from '../rows.ts';
import { maybe, type Often, type Read } from './read.ts';

/** What a hub is owed, and what it said. */
export const hubReads = (read: Read, often: Often) => ({
  openBlocks: (hubId: string): Promise<readonly KeptBlock[]> =>
    read(
      SERVER,
      async (tx) =>
        fromRows(
          await tx.selectFrom('blocks').selectAll().where('hubId', '=', hubId).orderBy('ordinal').execute(),
        ) as KeptBlock[],
    ),

  receiptHead: (hubId: string): Promise<Receipt | undefined> =>
    read(SERVER, async (tx) =>
      maybe(
        await tx
          .selectFrom('receipts')
          .selectAll()
          .where('hubId', '=', hubId)
          .where('fork', '=', false)
          .orderBy('seq', 'desc')
          .limit(1)
          .executeTakeFirst(),
      ),
    ),
  receiptsAt: (hubId: string, seq: number): Promise<readonly Receipt[]> =>
    read(SERVER, async (tx) =>
      fromRows(
        await tx
          .selectFrom('receipts')
          .selectAll()
          .where('hubId', '=', hubId)
          .where('seq', '=', seq)
          .orderBy('fork')
          .orderBy('ordinal')
          .execute(),
      ),
    ),
  receiptsOfHub: (tenant: Tenant, hubId: string, page: Page): Promise<readonly Receipt[]> =>
    read(tenant, async (tx) => {
      const after = tx.selectFrom('receipts').selectAll().where('hubId', '=', hubId).where('seq', '>', page.afterSeq);
      return fromRows(await after.orderBy('seq').orderBy('fork').orderBy('ordinal').limit(page.limit).execute());
    }),
  forksOfHub: (tenant: Tenant, hubId: string, limit: number): Promise<readonly Receipt[]> =>
    read(tenant, async (tx) => {
      const forks = tx.selectFrom('receipts').selectAll().where('hubId', '=', hubId).where('fork', '=', true);
      return fromRows(await forks.orderBy('seq').orderBy('ordinal').limit(limit).execute());
    }),
  receiptsOfVisit: (tenant: Tenant, visitId: string, page: Page): Promise<readonly Receipt[]> =>
    read(tenant, async (tx) => {
      const after = tx
        .selectFrom('receipts')
        .selectAll()
        .where('visitId', '=', visitId)
        .where('seq', '>', page.afterSeq);
      return fromRows(await after.where('fork', '=', false).orderBy('seq').limit(page.limit).execute());
    }),

  recording: async (tenant: Tenant, recordingId: string): Promise<Recording | undefined> =>
    (await often<Recording>(tenant, 'recording', recordingId))[0],
  recordingsOfVisit: (tenant: Tenant, visitId: string): Promise<readonly Recording[]> =>
    read(tenant, async (tx) =>
      fromRows(
        await tx.selectFrom('recordings').selectAll().where('visitId', '=', visitId).orderBy('ordinal').execute(),
      ),
    ),
});
