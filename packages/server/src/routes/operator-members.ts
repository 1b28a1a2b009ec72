import { routes } from '@latchkey/contract';
import { fail, found } from '../http/problems.ts';
import { newId } from '../ids.ts';
import { LIMITS } from '../store/limits.ts';
import type { OperatorMember } from '../store/records.ts';
import type { World } from '../world.ts';
import { carrierOf } from './carrier.ts';

const LIMIT_MEMBERS = LIMITS.operatorMembers;

/** Who may sign in for a carrier: said by its own key, and by the administrators it made. */
export const addOperatorMembers = (world: World): void => {
  const { registrar, effects, sessions } = world;
  const { store, clock, random, identity } = effects;

  registrar.on(routes.listOperatorMembers, async ({ session }) => {
    const members = await store.operatorMembers(carrierOf(session), LIMIT_MEMBERS);
    return { members: members.map(shown) };
  });

  registrar.on(routes.inviteOperatorMember, async ({ session, body, commit }) => {
    if (identity === undefined) throw fail('not-found', 'This server knows no identity provider, so nobody can sign in by one.'); // prettier-ignore
    const kept = await store.operatorMembers(carrierOf(session), LIMIT_MEMBERS);
    if (kept.length >= LIMIT_MEMBERS) throw fail('conflict', 'A carrier has at most 200 people. Remove one first.');
    const email = body.email?.toLowerCase();
    if (kept.some((one) => (email !== undefined && one.email === email) || (body.subject !== undefined && one.subject === body.subject))) throw fail('conflict', 'This person is invited already. Remove them first to change their role.'); // prettier-ignore
    const member = {
      memberId: newId(random),
      carrierId: session.tenantId,
      role: body.role,
      issuer: identity.issuer,
      invitedMs: clock.nowMs(),
      ...(email === undefined ? {} : { email }),
      ...(body.subject === undefined ? {} : { subject: body.subject }),
    };
    return commit(carrierOf(session), [{ kind: 'operator-member', member }], {
      memberId: member.memberId,
      carrierId: session.tenantId,
    });
  });

  registrar.on(routes.removeOperatorMember, async ({ session, params, commit }) => {
    const { memberId } = params;
    found(await store.operatorMember(carrierOf(session), memberId));
    const gone = { kind: 'operator-member-gone', carrierId: session.tenantId, memberId } as const;
    const answer = await commit(carrierOf(session), [gone], { memberId });
    sessions.endedOf(memberId);
    return answer;
  });
};

const shown = ({ memberId, role, email, subject, invitedMs, lastSignInMs }: OperatorMember) => ({
  memberId,
  role,
  ...(email === undefined ? {} : { email }),
  ...(subject === undefined ? {} : { subject }),
  invitedMs,
  ...(lastSignInMs === undefined ? {} : { lastSignInMs }),
});
