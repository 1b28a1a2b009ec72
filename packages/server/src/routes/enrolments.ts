import { routes } from '@latchkey/contract';
import { found, notFound } from '../http/problems.ts';
import { bytesOf } from './bytes.ts';
import { takeCookie } from '../http/cookies.ts';
import type { Handler } from '../http/call.ts';
import { recordOf, type EnrolmentRecord } from '../enrolment-record.ts';
import { textOf } from '../ids.ts';
import type { SessionRole } from '../store/records.ts';
import { SERVER } from '../store/store.ts';
import type { World } from '../world.ts';

/** The mailbox of device keys, and leaving. The name of a box follows from the code alone: knowing it is having been shown the code. */
export const addEnrolments = (world: World): void => {
  const { registrar, effects } = world;
  const read: Handler<{ boxId: string }, unknown, unknown, EnrolmentRecord> = async ({ params }) =>
    recordOf(found(await effects.store.enrolmentIn(params.boxId)));
  registrar.on(routes.readEnrolmentAsCarrier, read);
  registrar.on(routes.readEnrolmentAsMember, read);

  registrar.on(
    routes.welcomeDevice,
    async ({ params, body }) => {
      const welcome = bytesOf(body.welcome);
      const outcome = await effects.store.write(SERVER, [{ kind: 'enrolment-welcome', boxId: params.boxId, welcome }]);
      if (!outcome.ok) throw notFound();
      return {};
    },
    'by-nature',
  );
  registrar.on(routes.readWelcome, async ({ session }) => {
    const { welcome } = found(await effects.store.enrolment(session.tenantId));
    return welcome === undefined ? {} : { welcome: textOf(welcome) };
  });

  const leave =
    (role: SessionRole): Handler<unknown, unknown, unknown, unknown> =>
    async ({ session, reply }) => {
      await effects.store.write(SERVER, [{ kind: 'session-end', tokenHash: session.tokenHash }]);
      world.sessions.ended(session);
      takeCookie(reply, role, world.settings.audience.startsWith('https:'));
      return undefined;
    };
  registrar.on(routes.endMemberSession, leave('member'), 'by-nature');
  registrar.on(routes.endCourierSession, leave('courier'), 'by-nature');
  registrar.on(routes.endCarrierSession, leave('carrier'), 'by-nature');
};
