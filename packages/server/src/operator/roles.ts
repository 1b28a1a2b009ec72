import type { Within } from '@latchkey/contract';
import { fail } from '../http/problems.ts';
import type { OperatorMember, Session } from '../store/records.ts';
import type { Store } from '../store/store.ts';

type Reads = Pick<Store, 'operatorMember'>;

/** As whom a carrier's session acts. The store is asked each time: a role that was taken away is gone with the next call. */
export const selfOf = async (store: Reads, { principalId, tenantId }: Session): Promise<'key' | 'program' | OperatorMember> => {
  if (principalId === tenantId) return 'key';
  return (await store.operatorMember({ role: 'carrier', id: tenantId }, principalId)) ?? 'program';
}; // prettier-ignore

/** Whether a carrier's session acts as its own key or as one of its administrators, where a route lets others in and shows them less. */
export const administers = async (store: Reads, session: Session): Promise<boolean> => {
  const self = await selfOf(store, session);
  return self === 'key' || (self !== 'program' && self.role === 'administrator');
};

/**
 * Refuses a carrier's session that the route does not let in. What lets others in, or cuts them off, is for administrators: a program that
 * was broken into makes no friends. Who the colleagues are is no program's business.
 */
export const admitWithin = async (store: Reads, session: Session, within: Within): Promise<void> => {
  if (within === 'everybody') return;
  const self = await selfOf(store, session);
  const refusal = self === 'key' ? undefined : refusals[within][self === 'program' ? 'program' : self.role];
  if (refusal !== undefined) throw fail('not-allowed', refusal);
};

type Refusals = Readonly<Partial<Record<'program' | OperatorMember['role'], string>>>;

const refusals: Readonly<Record<Exclude<Within, 'everybody'>, Refusals>> = {
  administrators: {
    program: 'Only the carrier’s own key or one of its administrators may do this, not one of its programs.',
    dispatcher: 'Only an administrator of the carrier may do this; you are signed in as a dispatcher.',
  },
  people: { program: 'This is for the people of the carrier, not for its programs.' },
};
