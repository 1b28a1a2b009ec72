import type { Carrier, Enrolment, Feed, Home, Hub, Member, Session } from '../../records.ts';
import { SERVER } from '../../store.ts';
import { maybe, type Often, type Read } from './read.ts';

/** What is asked before a caller is known: on behalf of the server. */
export const callerReads = (read: Read, often: Often) => ({
  session: async (tokenHash: Uint8Array): Promise<Session | undefined> =>
    (await often<Session>(SERVER, 'session', tokenHash))[0],
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
  enrolmentIn: (boxId: string): Promise<Enrolment | undefined> =>
    read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('enrolments').selectAll().where('boxId', '=', boxId).executeTakeFirst()),
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
  hub: async (hubId: string): Promise<Hub | undefined> => (await often<Hub>(SERVER, 'hub', hubId))[0],
  carrier: async (carrierId: string): Promise<Carrier | undefined> =>
    (await often<Carrier>(SERVER, 'carrier', carrierId))[0],
});
