import { LIMITS } from '../limits.ts';
import type { Undoable } from '../apply.ts';
import type { Tenant, Write } from '../store.ts';
import type { Tables } from '../tables.ts';

type Of<K extends Write['kind']> = Extract<Write, { kind: K }>;
type Rule<K extends Write['kind']> = (t: Tables, u: Undoable, w: Of<K>, tenant: Tenant) => boolean;

const isCarrier = (tenant: Tenant, carrierId: string) =>
  tenant.role === 'server' || (tenant.role === 'carrier' && tenant.id === carrierId);

const same = (a: string | undefined, b: string | undefined) => a !== undefined && a === b;

const invited: Rule<'operator-member'> = (t, u, { member }, tenant) => {
  const others = [...t.operatorMembers.values()].filter(
    ({ carrierId, issuer }) => carrierId === member.carrierId && issuer === member.issuer,
  );
  const taken = others.some((one) => same(one.email, member.email) || same(one.subject, member.subject));
  const ofCarrier = [...t.operatorMembers.values()].filter(({ carrierId }) => carrierId === member.carrierId);
  if (ofCarrier.length >= LIMITS.operatorMembers) return false;
  return isCarrier(tenant, member.carrierId) && !taken && u.set(t.operatorMembers, member.memberId, member);
};

const signedIn: Rule<'operator-member-signed-in'> = (t, u, { memberId, subject, atMs }, tenant) => {
  const before = t.operatorMembers.get(memberId);
  if (tenant.role !== 'server' || before === undefined || (before.subject ?? subject) !== subject) return false;
  const twice = [...t.operatorMembers.values()].some(
    (one) =>
      one.memberId !== memberId &&
      one.carrierId === before.carrierId &&
      one.issuer === before.issuer &&
      one.subject === subject,
  );
  return !twice && u.set(t.operatorMembers, memberId, { ...before, subject, lastSignInMs: atMs });
};

const gone: Rule<'operator-member-gone'> = (t, u, { carrierId, memberId }, tenant) => {
  if (!isCarrier(tenant, carrierId) || t.operatorMembers.get(memberId)?.carrierId !== carrierId) return false;
  for (const [key, { principalId }] of t.sessions) if (principalId === memberId) u.delete(t.sessions, key);
  return u.delete(t.operatorMembers, memberId);
};

export const memberRules = {
  'operator-member': invited,
  'operator-member-signed-in': signedIn,
  'operator-member-gone': gone,
} satisfies { readonly [K in Write['kind']]?: Rule<K> };
