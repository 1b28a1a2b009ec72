import type { Carrier, Enrolment, Feed, Home, Hub, Member, Session } from '../../records.ts';
import { SERVER } from '../../store.ts';
import { maybe, type Read } from './read.ts';

/** What is asked before a caller is known: on behalf of the server. */
export const callerReads = (read: Read) => ({
  session: (tokenHash: Uint8Array): Promise<Session | undefined> =>
    read(
      SERVER,
      async (tx) =>
        maybe(await tx.selectFrom('sessions').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst()) as
          Session | undefined,
    ),
  feedByToken: (tokenHash: Uint8Array): Promise<Feed | undefined> =>
    read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('feeds').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst()),
    ),
  memberByKey: (keyId: string): Promise<Member | undefined> =>
    read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('members').selectAll().where('keyId', '=', keyId).executeTakeFirst()),
    ),
  carrierByKey: (keyId: string): Promise<Carrier | undefined> =>
    read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('carriers').selectAll().where('keyId', '=', keyId).executeTakeFirst()),
    ),
  enrolment: (keyId: string): Promise<Enrolment | undefined> =>
    read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('enrolments').selectAll().where('keyId', '=', keyId).executeTakeFirst()),
    ),
  homeByHandle: (handle: string): Promise<Home | undefined> =>
    read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('homes').selectAll().where('handle', '=', handle).executeTakeFirst()),
    ),
  firstHome: (): Promise<Home | undefined> =>
    read(SERVER, async (tx) =>
      maybe(
        await tx.selectFrom('homes').selectAll().orderBy('createdMs').orderBy('ordinal').limit(1).executeTakeFirst(),
      ),
    ),
  hub: (hubId: string): Promise<Hub | undefined> =>
    read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('hubs').selectAll().where('hubId', '=', hubId).executeTakeFirst()),
    ),
  carrier: (carrierId: string): Promise<Carrier | undefined> =>
    read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('carriers').selectAll().where('carrierId', '=', carrierId).executeTakeFirst()),
    ),
});
