import { beforeAll, expect, it } from 'vitest';
import { SERVER, type Store } from '../store.ts';
import { id, invitationOf, passkeyOf, feedOf, pushOf, receiptOf, seriesOf, sessionOf, some } from './samples.ts';
import { home1, home2, carrier1, device1, device2, all } from './tenants.ts';

/** Part of the store's contract: what households keep beside their visits. The cases share the suite's store with those before and after. */
export const householdCases = (opened: () => Store): void => {
  let store: Store;
  beforeAll(() => {
    store = opened();
  });

  it('keeps passkeys of a household, counts their uses, and keeps the last one where it stays', async () => {
    for (const n of [1, 2])
      expect(await store.write(home1, [{ kind: 'passkey', passkey: passkeyOf(n, 1) }])).toEqual({ ok: true });
    const stolen = { ...passkeyOf(3, 2), credentialId: id('credential', 1) };
    expect(await store.write(home2, [{ kind: 'passkey', passkey: stolen }])).toMatchObject({ ok: false });
    expect(await store.write(home2, [{ kind: 'passkey', passkey: passkeyOf(4, 1) }])).toMatchObject({ ok: false });
    expect(await store.passkeys(home2)).toEqual([]);
    const used = { kind: 'passkey-used', passkeyId: id('passkey', 1), fromCounter: 0, counter: 5, atMs: 9 } as const;
    const named = { kind: 'passkey-named', passkeyId: id('passkey', 2), name: 'Laptop' } as const;
    const gone = (n: number) => ({ kind: 'passkey-gone', passkeyId: id('passkey', n), keepsLast: true }) as const;
    for (const write of [used, named, gone(1)]) expect(await store.write(home2, [write])).toMatchObject({ ok: false });
    expect(await store.write(home1, [used])).toEqual({ ok: true });
    expect(await store.write(home1, [used])).toMatchObject({ ok: false });
    expect(await store.write(home1, [named])).toEqual({ ok: true });
    expect(await store.passkeys(home1)).toEqual([
      { ...passkeyOf(1, 1), counter: 5, lastUsedMs: 9 },
      { ...passkeyOf(2, 1), name: 'Laptop' },
    ]);
    const both = await Promise.all([store.write(home1, [gone(1)]), store.write(home1, [gone(2)])]);
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1);
    const [last] = await store.passkeys(home1);
    await store.write(home1, [{ kind: 'passkey-gone', passkeyId: last?.passkeyId ?? '', keepsLast: false }]);
    expect(await store.passkeys(home1)).toEqual([]);
  });

  it('keeps the signed rosters of a household with the members that they name', async () => {
    const homeId = id('home', 1);
    const members = await store.members(home1, homeId);
    const kept = { kind: 'members', homeId, members, rosters: some(7) } as const;
    expect(await store.write(home2, [kept])).toMatchObject({ ok: false });
    expect(await store.write(home1, [kept])).toEqual({ ok: true });
    expect((await store.home(home1, homeId))?.rosters).toEqual(some(7));
    expect(await store.write(home1, [{ kind: 'members', homeId, members }])).toEqual({ ok: true });
    expect((await store.home(home1, homeId))?.rosters).toEqual(some(7));
    expect(await store.members(home1, homeId)).toEqual(members);
  });

  it('keeps what a member’s device calls the doors, beside the member and only from its own household', async () => {
    const homeId = id('home', 1);
    const told = (n: number) => ({ kind: 'member-names', memberId: id('member', 1), names: some(n, 90) }) as const;
    expect(await store.write(home2, [told(1)])).toMatchObject({ ok: false });
    expect(await store.write(home1, [{ ...told(1), memberId: id('member', 9) }])).toMatchObject({ ok: false });
    for (const n of [1, 2]) expect(await store.write(home1, [told(n)])).toEqual({ ok: true });
    const members = await store.members(home1, homeId);
    expect(members.map(({ names }) => names)).toEqual([some(2, 90)]);
    // A roster that goes on naming the device leaves its names where they are.
    expect(await store.write(home1, [{ kind: 'members', homeId, members }])).toEqual({ ok: true });
    expect(await store.members(home1, homeId)).toEqual(members);
  });

  it('keeps who is suspended, ends that member’s sessions, and forgets it where the household begins anew', async () => {
    const homeId = id('home', 1);
    const session = { ...sessionOf(5), role: 'member', principalId: id('member', 1), tenantId: homeId } as const;
    await store.write(SERVER, [{ kind: 'session', session }]);
    const suspended = { kind: 'member-suspended', memberId: id('member', 1), untilMs: 99 } as const;
    expect(await store.write(home2, [suspended])).toMatchObject({ ok: false });
    expect(await store.session(session.tokenHash)).toEqual(session);
    expect(await store.write(home1, [suspended])).toEqual({ ok: true });
    expect(await store.session(session.tokenHash)).toBeUndefined();
    const [member] = await store.members(home1, homeId);
    expect(member?.suspendedUntilMs).toBe(99);
    expect((await store.memberByKey(member?.keyId ?? ''))?.suspendedUntilMs).toBe(99);
    expect(await store.write(home1, [{ kind: 'member-suspended', memberId: id('member', 1) }])).toEqual({ ok: true });
    expect((await store.members(home1, homeId))[0]?.suspendedUntilMs).toBeUndefined();
    await store.write(home1, [suspended]);
    const members = await store.members(home1, homeId);
    const anew = { kind: 'members', homeId, members, hubId: id('hub', 1) } as const;
    expect(await store.write(home1, [anew])).toEqual({ ok: true });
    expect((await store.members(home1, homeId))[0]?.suspendedUntilMs).toBeUndefined();
    expect((await store.home(home1, homeId))?.hubId).toBe(id('hub', 1));
  });

  it('keeps no session for whoever is suspended or was no member in that moment', async () => {
    const homeId = id('home', 1);
    const stands = (n: number) => store.write(SERVER, [{ kind: 'stands', role: 'member', principalId: id('member', n), tenantId: homeId }]); // prettier-ignore
    expect(await stands(1)).toEqual({ ok: true });
    expect(await stands(77)).toEqual({ ok: false, why: 'conflict', kind: 'stands' });
    await store.write(home1, [{ kind: 'member-suspended', memberId: id('member', 1), untilMs: 99 }]);
    expect(await stands(1)).toMatchObject({ ok: false });
    await store.write(home1, [{ kind: 'member-suspended', memberId: id('member', 1) }]);
    expect(await stands(1)).toEqual({ ok: true });
  });

  it('remembers that a session showed a passkey', async () => {
    const session = sessionOf(4);
    await store.write(SERVER, [{ kind: 'session', session }]);
    expect(await store.session(session.tokenHash)).toEqual(session);
    await store.write(SERVER, [{ kind: 'session-passkey', tokenHash: session.tokenHash, passkeyMs: 77 }]);
    expect(await store.session(session.tokenHash)).toEqual({ ...session, passkeyMs: 77 });
    await store.write(SERVER, [{ kind: 'session-end', tokenHash: session.tokenHash }]);
  });

  it('keeps one calendar address a member, found by its token alone and ended by its household alone', async () => {
    const first = feedOf(1);
    expect(await store.write(home1, [{ kind: 'feed', feed: first }])).toEqual({ ok: true });
    expect(await store.feedByToken(some(1))).toEqual(first);
    expect(await store.feedByToken(some(9))).toBeUndefined();
    expect(await store.feed(home1, id('member', 1))).toEqual(first);
    expect(await store.feed(home2, id('member', 1))).toBeUndefined();
    for (const feed of [feedOf(1, 2), feedOf(4, 1, 2), feedOf(4, 9, 2), feedOf(4, 1)])
      expect(await store.write(home2, [{ kind: 'feed', feed }])).toMatchObject({ ok: false });
    await store.write(home2, [{ kind: 'feed-gone', memberId: id('member', 1) }]);
    await store.write(home2, [{ kind: 'feed-read', memberId: id('member', 1), atMs: 1 }]);
    expect(await store.feedByToken(some(1))).toEqual(first);
    await store.write(home1, [{ kind: 'feed-read', memberId: id('member', 1), atMs: 99 }]);
    expect(await store.feedByToken(some(1))).toEqual({ ...first, lastReadMs: 99 });
    const next = feedOf(5, 1);
    expect(await store.write(home1, [{ kind: 'feed', feed: next }])).toEqual({ ok: true });
    expect(await store.feedByToken(some(1))).toBeUndefined();
    expect(await store.feed(home1, id('member', 1))).toEqual(next);
    await store.write(home1, [{ kind: 'feed-gone', memberId: id('member', 1) }]);
    expect(await store.feedByToken(some(5))).toBeUndefined();
    // It stays for the test below of a member who leaves.
    expect(await store.write(home1, [{ kind: 'feed', feed: feedOf(6, 1) }])).toEqual({ ok: true });
  });

  it('keeps where a browser is told, for one household at a time', async () => {
    expect(await store.write(home1, [{ kind: 'push', push: pushOf(1) }])).toEqual({ ok: true });
    expect(await store.write(home1, [{ kind: 'push', push: pushOf(2, 1) }])).toEqual({ ok: true });
    expect(await store.pushes(home1)).toEqual([pushOf(1), pushOf(2, 1)]);
    expect(await store.pushes(home2)).toEqual([]);
    await store.write(home2, [{ kind: 'push-gone', pushId: id('push', 1) }]);
    expect(await store.pushes(home1)).toHaveLength(2);
    for (const push of [pushOf(3, 1), pushOf(3, 1, 2), pushOf(3, 9, 2)])
      expect(await store.write(home2, [{ kind: 'push', push }])).toMatchObject({ ok: false });
    const moved = { ...pushOf(2, 2), createdMs: 7000 };
    expect(await store.write(home2, [{ kind: 'push', push: moved }])).toEqual({ ok: true });
    expect(await store.pushes(home2)).toEqual([moved]);
    expect(await store.pushes(home1)).toEqual([pushOf(1)]);
    expect(await store.write(home2, [{ kind: 'push-gone', pushId: id('push', 2) }])).toEqual({ ok: true });
    expect(await store.pushes(home2)).toEqual([]);
  });

  it('keeps the first answer to an invitation, and shows it to its household alone', async () => {
    expect(await store.write(home1, [{ kind: 'invitation', invitation: invitationOf(1) }])).toEqual({ ok: true });
    for (const taken of [invitationOf(1), invitationOf(2, 2)])
      expect(await store.write(home1, [{ kind: 'invitation', invitation: taken }])).toMatchObject({ ok: false });
    const answer = (n: number, box = 1) =>
      ({ kind: 'invitation-answer', boxId: id('box', box), keyId: id('device', n), answer: some(n, 200) }) as const;
    expect(await store.write(SERVER, [answer(1)])).toEqual({ ok: true });
    expect(await store.write(SERVER, [{ ...answer(1), answer: some(9, 200) }])).toEqual({ ok: true });
    for (const late of [answer(2), answer(1, 5)])
      expect(await store.write(SERVER, [late])).toMatchObject({ ok: false, why: 'conflict' });
    const answered = { ...invitationOf(1), answer: some(1, 200), answerKeyId: id('device', 1) };
    expect(await store.invitation(id('box', 1))).toEqual(answered);
    expect(await store.invitations(home1, 10)).toEqual([answered]);
    for (const stranger of [home2, carrier1, device1]) expect(await store.invitations(stranger, 10)).toEqual([]);
    await store.write(home2, [{ kind: 'invitation-end', boxId: id('box', 1) }]);
    expect(await store.invitation(id('box', 1))).toBeDefined();
    await store.write(home1, [{ kind: 'invitation-end', boxId: id('box', 1) }]);
    expect(await store.invitation(id('box', 1))).toBeUndefined();
  });

  it('keeps a series for its household and its person, with the receipts of it, until it ends', async () => {
    expect(await store.write(home1, [{ kind: 'series', series: seriesOf(1) }])).toEqual({ ok: true });
    for (const taken of [seriesOf(1), seriesOf(2, 2)])
      expect(await store.write(home1, [{ kind: 'series', series: taken }])).toMatchObject({ ok: false });
    for (const own of [home1, device1]) {
      expect(await store.series(own, id('series', 1))).toEqual(seriesOf(1));
      expect(await store.allSeries(own, 10)).toEqual([seriesOf(1)]);
    }
    for (const stranger of [home2, carrier1, device2]) {
      expect(await store.series(stranger, id('series', 1))).toBeUndefined();
      expect(await store.allSeries(stranger, 10)).toEqual([]);
    }
    const receipt = receiptOf(70, { visitId: id('series', 1) });
    expect(await store.write(home1, [{ kind: 'receipt', receipt }])).toEqual({ ok: true });
    for (const own of [home1, device1])
      expect(await store.receiptsOfVisit(own, id('series', 1), all)).toEqual([receipt]);
    for (const stranger of [home2, carrier1, device2])
      expect(await store.receiptsOfVisit(stranger, id('series', 1), all)).toEqual([]);
    expect(await store.openSeries(id('hub', 1), 200, 10)).toEqual([seriesOf(1)]);
    expect(await store.openSeries(id('hub', 1), 201, 10)).toEqual([]);
    const unsafe = (atS: number) =>
      ({ kind: 'series-said', visitId: id('series', 1), saying: { what: 'unsafe', atS, heardS: 140 } }) as const;
    for (const stranger of [home1, home2, carrier1, device2])
      expect(await store.write(stranger, [unsafe(120)])).toMatchObject({ ok: false, why: 'conflict' });
    await Promise.all([130, 120, 130].map((atS) => store.write(device1, [unsafe(atS)])));
    expect(await store.series(home1, id('series', 1))).toEqual({
      ...seriesOf(1),
      unsafe: [120, 130],
      unsafeHeard: [140, 140],
    });
    for (const atS of [120, 130])
      await store.write(device1, [{ ...unsafe(atS), saying: { what: 'safe-again', atS, heardS: 150 } }]);
    expect(await store.series(home1, id('series', 1))).toEqual(seriesOf(1));
    const end = { kind: 'series-end', visitId: id('series', 1), endedMs: 9000 } as const;
    expect(await store.write(home2, [end])).toMatchObject({ ok: false, why: 'conflict' });
    expect(await store.write(home1, [end])).toEqual({ ok: true });
    expect(await store.write(home1, [{ ...end, endedMs: 9999 }])).toEqual({ ok: true });
    expect(await store.series(device1, id('series', 1))).toEqual({ ...seriesOf(1), endedMs: 9000 });
    expect(await store.openSeries(id('hub', 1), 0, 10)).toEqual([]);
  });
};
