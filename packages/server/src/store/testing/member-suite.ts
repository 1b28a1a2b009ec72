import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperatorMember } from '../records.ts';
import { SERVER, type Store, type Tenant } from '../store.ts';
import { carrierOf, id, sessionOf, some } from './samples.ts';

const carrier1: Tenant = { role: 'carrier', id: id('carrier', 1) };
const carrier2: Tenant = { role: 'carrier', id: id('carrier', 2) };
const home1: Tenant = { role: 'home', id: id('home', 1) };
const issuer = 'https://id.example.com';

const memberOf = (n: number, carrier: number, change: Partial<OperatorMember> = {}): OperatorMember => ({
  memberId: id('person', n),
  carrierId: id('carrier', carrier),
  role: 'dispatcher',
  issuer,
  invitedMs: 100 + n,
  ...change,
});

/** The people of carriers, in every store alike. */
export const memberSuite = (name: string, open: () => Promise<Store>): void => {
  describe(`people of carriers: ${name}`, () => {
    let store: Store;
    const kim = memberOf(1, 1, { email: 'kim@example.com' });
    const lea = memberOf(2, 1, { subject: 'lea', role: 'administrator' });
    const kimElsewhere = memberOf(3, 2, { email: 'kim@example.com' });
    const invite = (tenant: Tenant, member: OperatorMember) => store.write(tenant, [{ kind: 'operator-member', member }]); // prettier-ignore

    beforeAll(async () => {
      store = await open();
      await store.write(SERVER, [
        { kind: 'carrier', carrier: carrierOf(1) },
        { kind: 'carrier', carrier: carrierOf(2) },
      ]);
      expect(await invite(carrier1, kim)).toEqual({ ok: true });
      expect(await invite(carrier1, lea)).toEqual({ ok: true });
      expect(await invite(carrier2, kimElsewhere)).toEqual({ ok: true });
    });
    afterAll(() => store.close());

    it('shows them to their carrier alone', async () => {
      expect(await store.operatorMembers(carrier1, 10)).toEqual([lea, kim]);
      expect(await store.operatorMembers(carrier1, 1)).toEqual([lea]);
      expect(await store.operatorMembers(carrier2, 10)).toEqual([kimElsewhere]);
      expect(await store.operatorMember(carrier1, kim.memberId)).toEqual(kim);
      for (const stranger of [carrier2, home1])
        expect(await store.operatorMember(stranger, kim.memberId)).toBeUndefined();
      expect(await store.operatorMembers(home1, 10)).toEqual([]);
    });

    it('invites nobody twice for one carrier, and nobody for another', async () => {
      for (const again of [memberOf(4, 1, { email: 'kim@example.com' }), memberOf(4, 1, { subject: 'lea' })])
        expect(await invite(carrier1, again)).toMatchObject({ ok: false });
      expect(await invite(carrier1, memberOf(4, 2, { subject: 'x' }))).toMatchObject({ ok: false });
      const otherIssuer = memberOf(5, 1, { email: 'kim@example.com', issuer: 'https://other.example.com' });
      expect(await invite(carrier1, otherIssuer)).toEqual({ ok: true });
      await store.write(carrier1, [{ kind: 'operator-member-gone', carrierId: id('carrier', 1), memberId: otherIssuer.memberId }]); // prettier-ignore
    });

    it('knows who somebody is by subject before address, of this issuer, the last invited first, of one carrier where one is asked for', async () => {
      const as = (subject: string, email?: string, carrierId?: string, limit = 9) => store.operatorMembersAs({ issuer, subject, ...(email === undefined ? {} : { email }) }, limit, carrierId); // prettier-ignore
      expect(await as('lea')).toEqual([lea]);
      expect(await as('unknown')).toEqual([]);
      expect(await as('k1', 'kim@example.com')).toEqual([kimElsewhere, kim]);
      expect(await as('lea', 'kim@example.com')).toEqual([lea, kimElsewhere, kim]);
      expect(await as('lea', 'kim@example.com', undefined, 2)).toEqual([lea, kimElsewhere]);
      expect(await as('k1', 'kim@example.com', id('carrier', 1))).toEqual([kim]);
      expect(await store.operatorMembersAs({ issuer: 'https://other.example.com', subject: 'lea' }, 9)).toEqual([]);
    });

    it('means the first who signed in by an address from then on', async () => {
      const signedIn = (subject: string, atMs: number) => ({ kind: 'operator-member-signed-in', memberId: kim.memberId, subject, atMs }) as const; // prettier-ignore
      expect(await store.write(carrier1, [signedIn('k1', 500)])).toMatchObject({ ok: false });
      expect(await store.write(SERVER, [signedIn('lea', 500)])).toMatchObject({ ok: false });
      expect(await store.write(SERVER, [signedIn('k1', 500)])).toEqual({ ok: true });
      expect(await store.write(SERVER, [signedIn('k2', 600)])).toMatchObject({ ok: false });
      expect(await store.write(SERVER, [signedIn('k1', 700)])).toEqual({ ok: true });
      expect(await store.operatorMember(carrier1, kim.memberId)).toEqual({ ...kim, subject: 'k1', lastSignInMs: 700 });
      const other = { issuer, subject: 'k2', email: 'kim@example.com' };
      expect(await store.operatorMembersAs(other, 9)).toEqual([kimElsewhere]);
      // Whom they signed in for before stands first, though another invited them later.
      const later = memberOf(9, 2, { subject: 'k1' });
      expect(await invite(carrier2, later)).toEqual({ ok: true });
      const known = await store.operatorMembersAs({ issuer, subject: 'k1' }, 9);
      expect(known.map(({ memberId }) => memberId)).toEqual([kim.memberId, later.memberId]);
      await store.write(carrier2, [{ kind: 'operator-member-gone', carrierId: id('carrier', 2), memberId: later.memberId }]); // prettier-ignore
    });

    it('removes somebody with their sessions, for their carrier alone, and nobody signs in as them after', async () => {
      const session = { ...sessionOf(1, kim.memberId), role: 'carrier' as const, tenantId: id('carrier', 1) };
      const other = { ...sessionOf(2, lea.memberId), role: 'carrier' as const, tenantId: id('carrier', 1) };
      await store.write(SERVER, [
        { kind: 'session', session },
        { kind: 'session', session: other },
      ]);
      const gone = { kind: 'operator-member-gone', carrierId: id('carrier', 1), memberId: kim.memberId } as const;
      expect(await store.write(carrier2, [gone])).toMatchObject({ ok: false });
      expect(await store.write(carrier2, [{ ...gone, carrierId: id('carrier', 2) }])).toMatchObject({ ok: false });
      expect(await store.session(some(1))).toBeDefined();
      expect(await store.write(carrier1, [gone])).toEqual({ ok: true });
      expect(await store.write(carrier1, [gone])).toMatchObject({ ok: false });
      expect(await store.session(some(1))).toBeUndefined();
      expect(await store.session(some(2))).toBeDefined();
      const late = { kind: 'operator-member-signed-in', memberId: kim.memberId, subject: 'k1', atMs: 900 } as const;
      expect(await store.write(SERVER, [late])).toMatchObject({ ok: false });
    });
  });
};
