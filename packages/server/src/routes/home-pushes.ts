import { routes } from '@latchkey/contract';
import { fail, found } from '../http/problems.ts';
import { textOf } from '../ids.ts';
import { endpointFault, type EndpointFault } from '../notify/public-endpoint.ts';
import { LIMITS } from '../store/limits.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { homeOf } from './home-reading.ts';

const LIMIT_PUSHES = LIMITS.pushes;

const because: Readonly<Record<EndpointFault, string>> = {
  'not-https': 'A push service is asked over https only.',
  credentials: 'The endpoint carries a name or a password.',
  'odd-port': 'A push service answers on port 443.',
  'not-public': 'The endpoint is not a public host.',
};

/** Where a member's browser is told. The endpoint is the browser's word: it is kept only if it is a place that may be asked. */
export const addHomePushes = ({ registrar, effects, settings }: World): void => {
  const { store, clock, primitives } = effects;

  registrar.on(routes.readPushKey, () => {
    const { publicKey } = found(effects.push);
    return Promise.resolve({ publicKey });
  });

  registrar.on(routes.keepPush, async ({ session, body, commit }) => {
    found(effects.push);
    const fault = endpointFault(body.endpoint, { allowLoopback: settings.demo });
    if (fault !== undefined) throw fail('invalid-request', because[fault]);
    const pushId = textOf(primitives.sha256(Buffer.from(body.endpoint)).subarray(0, 16));
    const kept = await store.pushes(homeOf(session));
    if (kept.length >= LIMIT_PUSHES && !kept.some((push) => push.pushId === pushId))
      throw fail(
        'conflict',
        `A household has at most ${LIMIT_PUSHES} devices that are told. Turn it off on one first.`,
      );
    const push = {
      pushId,
      homeId: session.tenantId,
      memberId: session.principalId,
      endpoint: body.endpoint,
      publicKey: bytesOf(body.publicKey),
      secret: bytesOf(body.secret),
      createdMs: clock.nowMs(),
    };
    return commit(homeOf(session), [{ kind: 'push', push }], { pushId });
  });

  registrar.on(routes.dropPush, async ({ session, params, commit }) => {
    found((await store.pushes(homeOf(session))).find(({ pushId }) => pushId === params.pushId));
    return commit(homeOf(session), [{ kind: 'push-gone', pushId: params.pushId }], undefined);
  });
};
