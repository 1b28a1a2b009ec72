import { routes } from '@latchkey/contract';
import { ROLE, signMove, signRoster, type Link, type Move, type Roster, type Signer } from '@latchkey/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { textOf } from '../ids.ts';
import { aMember, clientOf, newSigner, proofFor, random, sealingKey } from '../testing/caller.ts';
import { TestHub } from '../testing/hub.ts';
import { AUDIENCE, startTestServer, type TestServer } from '../testing/server.ts';
import { aPairedHome } from '../testing/story.ts';

let server: TestServer;
let port: number;
let hub: TestHub;
const [anna, ben] = [newSigner(), newSigner()];
const bytes = (text: string) => Buffer.from(text, 'base64url');
const homeId = random(16);

beforeEach(async () => {
  server = await startTestServer();
  port = await server.listen(0);
  hub = new TestHub(server);
});
afterEach(async () => {
  hub.end();
  await server.close();
});

const row = ({ key }: Signer, role: 1 | 2 = ROLE.admin) => ({ role, key, sealingKey: bytes(sealingKey()) });
const rosterOf = (by: Signer, epoch: number, members: Roster['members'], before?: Link<Roster>, id = homeId) =>
  signRoster(server.effects.primitives, by, { iat: 1, homeId: id, epoch, members }, before?.hash);

/** Anna alone, then with Ben, then without Anna: Ben's household. */
const chain = async () => {
  const first = await rosterOf(anna, 1, [row(anna)]);
  const second = await rosterOf(anna, 2, [row(anna), row(ben)], first);
  return [first, second, await rosterOf(ben, 3, [row(ben)], second)] as const;
};

const moveBy = (by: Signer, claims: Partial<Move> = {}, previous?: Uint8Array) =>
  signMove(
    server.effects.primitives,
    by,
    { hubId: bytes(hub.hubId), server: AUDIENCE, bootId: random(16), ...claims },
    previous,
  );

const introduce = (move: Link<Move>, rosters: readonly Link<Roster>[], previous = '') => {
  hub.say({ type: 'move', move: textOf(move.bytes), previous, rosters: rosters.length });
  for (const roster of rosters) hub.say({ type: 'roster', roster: textOf(roster.bytes) });
};

/** What another hub hears that connects with this X-Forwarded-For and shows what is no household. */
const shownFrom = async (forwardedFor: string) => {
  const other = new TestHub(server);
  await other.connect(port, forwardedFor);
  other.say({ type: 'move', move: 'AQID', previous: '', rosters: 1 });
  other.say({ type: 'roster', roster: 'AQID' });
  const { why } = await other.next('household-refused');
  other.end();
  return why;
};
const refusal = async () => (await hub.next('household-refused')).why;
/** Whether the line is open still, once everything said on it so far was heard. */
const stays = async () => {
  const nonce = textOf(random(16));
  hub.say({ type: 'fresh?', nonce });
  const closed = hub.closed().then(() => false);
  return Promise.race([closed, hub.next('fresh', (said) => said.nonce === nonce).then(() => true)]);
};
const signIn = async (signer: Signer) => {
  const guest = clientOf(server);
  const proof = await proofFor(guest, signer, 'member');
  const { token } = await guest(routes.newSession, { body: { ...proof, role: 'member' } });
  return clientOf(server, token);
};

describe('P15: a household that its hub brings from another server', () => {
  it('is taken in: its members sign in, its receipts are kept from the first on, carriers reach it by a new handle', async () => {
    await hub.connect(port);
    expect((await hub.next('household')).known).toBe(false);
    const receipts = [await hub.receipt({ event: 'booted' }), await hub.receipt({ event: 'door-opened' })];
    // They come before anybody knows whose they are.
    for (const { claims, bytes } of receipts) hub.say({ type: 'receipt', seq: claims.seq, receipt: textOf(bytes) });
    introduce(await moveBy(ben), await chain());
    await hub.next('receipt-ack', ({ upToSeq }) => upToSeq === 2);
    const call = await signIn(ben);
    const home = await call(routes.readHome, {});
    expect(home).toMatchObject({ homeId: textOf(homeId), hubs: [{ hubId: hub.hubId, online: true }] });
    expect(home.handle).toMatch(/^LK-/);
    const page = await call(routes.listHomeReceipts, { params: { hubId: hub.hubId }, query: { after: -1 } });
    expect(page.receipts).toEqual(receipts.map((one) => textOf(one.bytes)));
    expect((await call(routes.listRosters, {})).rosters).toHaveLength(3);
    await expect(signIn(anna)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('is known to it at its next line, which goes on behind the newest roster', async () => {
    const rosters = await chain();
    await hub.connect(port);
    introduce(await moveBy(ben), rosters);
    await hub.next('household', ({ known }) => known);
    await hub.connect(port);
    await hub.next('household', ({ known }) => known);
    const next = await rosterOf(ben, 4, [row(ben), row(anna)], rosters[2]);
    hub.say({ type: 'roster', roster: textOf(next.bytes) });
    await hub.send(await hub.receipt({ event: 'booted' }));
    await vi.waitFor(() => signIn(anna));
  });

  // prettier-ignore
  it.each([
    ['by who was removed', async () => [await moveBy(anna), await chain()] as const, 'signer-unknown'],
    ['by somebody', async () => [await moveBy(newSigner()), await chain()] as const, 'signer-unknown'],
    ['by a resident', async () => {
      const first = await rosterOf(anna, 1, [row(anna), row(ben, ROLE.resident)]);
      return [await moveBy(ben), [first]] as const;
    }, 'signer-not-admin'],
    ['of another hub', async () => [await moveBy(ben, { hubId: random(16) }), await chain()] as const, 'other-hub'],
    ['to another server', async () => [await moveBy(ben, { server: 'https://elsewhere.example' }), await chain()] as const, 'other-server'],
    // Pages open there, and the line's challenge is signed for one name alone: of a line that another server passes on, this is what gives it away.
    ['to another name of this server', async () => [await moveBy(ben, { server: 'http://127.0.0.1:8400' }), await chain()] as const, 'other-server'],
    ['over another move than is said', async () => [await moveBy(ben, {}, random(32)), await chain()] as const, 'signature-wrong'],
    ['with a roster missing', async () => {
      const [first, , third] = await chain();
      return [await moveBy(ben), [first, third]] as const;
    }, 'epoch-wrong'],
    ['with a roster that nobody of them signed', async () => {
      const [first] = await chain();
      return [await moveBy(ben), [first, await rosterOf(ben, 2, [row(ben)], first)]] as const;
    }, 'signer-not-admin'],
  ] as const)('is refused, and nothing of it is kept: %s', async (_why, made, why) => {
    await hub.connect(port);
    const [move, rosters] = await made();
    introduce(move, rosters);
    expect(await refusal()).toBe(why);
    await expect(signIn(ben)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await hub.connect(port);
    expect((await hub.next('household')).known).toBe(false);
  });

  it('does not come in place of one that is known here, whoever has its rosters', async () => {
    const ada = await aPairedHome(server, port);
    const id = bytes(ada.homeId);
    const own = await rosterOf(ada.signer, 2, [row(ada.signer), row(anna)], ada.roster, id);
    await hub.connect(port);
    // Ada's own admin, with a hub of their own, at the server where the household is.
    introduce(await moveBy(anna), [ada.roster, own]);
    expect(await refusal()).toBe('taken');
    expect((await ada.call(routes.readHome, {})).hubs.map(({ hubId }) => hubId)).toEqual([ada.hub.hubId]);
    ada.hub.end();
  });

  it('does not come with a member who has a household here already', async () => {
    const other = await aMember(server);
    await hub.connect(port);
    introduce(await moveBy(anna), [await rosterOf(anna, 1, [row(anna), row(other.signer)])]);
    expect(await refusal()).toBe('taken');
    expect((await other.call(routes.readHome, {})).homeId).toBe(other.homeId);
  });

  it('is told to come later, on a line that stays, by a hub that shows it again and again', async () => {
    for (let n = 0; n < 3; n++) {
      await hub.connect(port);
      introduce(await moveBy(newSigner()), [await rosterOf(anna, 1, [row(anna)])]);
      expect(await refusal()).toBe('signer-unknown');
    }
    await hub.connect(port);
    introduce(await moveBy(ben), await chain());
    expect(await refusal()).toBe('later');
    expect(await stays()).toBe(true);
    server.clock.advance(20_000);
    await hub.connect(port);
    introduce(await moveBy(ben), await chain());
    expect((await hub.next('household', ({ known }) => known)).known).toBe(true);
  });

  it('is told to come later by the eleventh hub of a minute from one address', async () => {
    for (let n = 0; n < 10; n++) expect(await shownFrom(`192.0.2.${n}`)).toBe('malformed');
    expect(await shownFrom('192.0.2.11')).toBe('later');
  });

  it('is counted by the address that the operator’s own proxy heard, and not by what a caller wrote before it', async () => {
    await server.close();
    server = await startTestServer({ settings: { trustedProxies: ['127.0.0.1'] } });
    port = await server.listen(0);
    for (let n = 0; n < 10; n++) expect(await shownFrom(`192.0.2.${n}, 198.51.100.7`)).toBe('malformed');
    expect(await shownFrom('192.0.2.11, 198.51.100.7')).toBe('later');
    expect(await shownFrom('198.51.100.8')).toBe('malformed');
  });

  it('is shown once a line: what comes behind its end is not looked at', async () => {
    await hub.connect(port);
    introduce(await moveBy(newSigner()), [await rosterOf(anna, 1, [row(anna)])]);
    expect(await refusal()).toBe('signer-unknown');
    introduce(await moveBy(ben), await chain());
    for (let n = 0; n < 300; n++) hub.say({ type: 'state-changed' });
    expect(await stays()).toBe(true);
    expect(hub.heard.filter(({ type }) => type === 'household-refused')).toEqual([]);
    await expect(signIn(ben)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('loses no roster that comes while it is being written', async () => {
    const [first, second, third] = await chain();
    const next = await rosterOf(ben, 4, [row(ben), row(anna)], third);
    await hub.connect(port);
    introduce(await moveBy(ben), [first, second, third]);
    hub.say({ type: 'roster', roster: textOf(next.bytes) });
    await hub.next('household', ({ known }) => known);
    expect(await stays()).toBe(true);
    await vi.waitFor(() => signIn(anna));
  });
});

describe('the mailbox that the page at home reaches through its hub', () => {
  it('gives the record of a device that asks here, takes a welcome for it, and knows no other', async () => {
    const ada = await aPairedHome(server, port);
    const device = newSigner();
    const guest = clientOf(server);
    const proof = await proofFor(guest, device, 'courier');
    const record = { signingKey: proof.publicKey, sealingKey: sealingKey(), name: 'Phone', mac: textOf(random(32)) };
    const boxId = textOf(random(16));
    const { token } = await guest(routes.newEnrolment, { body: { ...proof, record, boxId } });
    const keyId = boxId;
    ada.hub.say({ type: 'mail', id: 1, keyId });
    const letter = await ada.hub.next('letter');
    expect(JSON.parse(bytes(letter.record ?? '').toString())).toEqual(record);
    const welcome = textOf(random(60));
    ada.hub.say({ type: 'mail', id: 2, keyId, welcome });
    expect(await ada.hub.next('letter')).toEqual({ type: 'letter', id: 2, found: true });
    expect(await clientOf(server, token)(routes.readWelcome, {})).toEqual({ welcome });
    ada.hub.say({ type: 'mail', id: 3, keyId: textOf(random(16)) });
    expect(await ada.hub.next('letter')).toEqual({ type: 'letter', id: 3, found: false });
    // As often as a member reads it; then a minute's rest.
    for (let id = 4; id < 21; id++) ada.hub.say({ type: 'mail', id, keyId });
    expect((await ada.hub.next('letter', ({ id }) => id === 20)).found).toBe(true);
    ada.hub.say({ type: 'mail', id: 21, keyId });
    expect(await ada.hub.next('letter', ({ id }) => id === 21)).toEqual({ type: 'letter', id: 21, found: false });
    server.clock.advance(3_000);
    ada.hub.say({ type: 'mail', id: 22, keyId });
    expect((await ada.hub.next('letter', ({ id }) => id === 22)).found).toBe(true);
    ada.hub.end();
  });
});
