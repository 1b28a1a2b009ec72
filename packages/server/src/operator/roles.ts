import { fail } from '../http/problems.ts';
import type { OperatorMember, Session } from '../store/records.ts';
import type { Store } from '../store/store.ts';

type Reads = Pick<Store, 'operatorMember'>;

/** As whom a carrier's session acts. The store is asked each time: a role that was taken away is gone with the next call. */
export const selfOf = async (store: Reads, { principalId, tenantId }: Session): Promise<'key' | 'program' | OperatorMember> => {
  if (principalId === tenantId) return 'key';
  return (await store.operatorMember({ role: 'carrier', id: tenantId }, principalId)) ?? 'program';
}; // prettier-ignore

/** What lets others in, or cuts them off: a program that was broken into makes no friends. */
export const asAdministrator = async (store: Reads, session: Session): Promise<void> => {
  const self = await selfOf(store, session);
  if (self === 'key') return;
  if (self === 'program') throw fail('not-allowed', 'Only the carrier’s own key or one of its administrators may do this, not one of its programs.'); // prettier-ignore
  if (self.role !== 'administrator') throw fail('not-allowed', 'Only an administrator of the carrier may do this; you are signed in as a dispatcher.'); // prettier-ignore
};

/** Who the colleagues are is no program's business. */
export const asPerson = async (store: Reads, session: Session): Promise<void> => {
  if ((await selfOf(store, session)) === 'program') throw fail('not-allowed', 'This is for the people of the carrier, not for its programs.'); // prettier-ignore
};
