import { generateSealingKeys, generateSigner, openSealed, packSealed, portablePrimitives, randomBytes, rawSealingKey, sealTo } from '@latchkey/keys'; // prettier-ignore
import { kidOf, readQuestion, signAccess, toBase64url, toHex, type Access } from '@latchkey/protocol';
import { expect, it } from 'vitest';
import { askAccess, createAccessDesk, whoCanOpen, type AccessAnswer, type Known } from './access.ts';
import type { HubAnswer } from '../doors/member-knock.ts';

const p = portablePrimitives;
const info = new TextEncoder().encode('lk1-access');

/** A hub that answers one member, with somebody in between who may change what is said. */
const stage = async (between: (packed: Uint8Array) => Uint8Array = (packed) => packed) => {
  const [hub, member, sealing] = [await generateSigner(), await generateSigner(), await generateSealingKeys()];
  const hubId = randomBytes(16);
  const base: Access = {
    iat: 1_800_000_000, nonce: randomBytes(16), hubId, door: 1, bootId: randomBytes(16), seq: 3, epoch: 1, facts: 3, driverFacts: 3, declared: 1,
    standing: [3], members: [{ kid: kidOf(p, member.key), role: 1 }], visitors: [], leftOut: 0, resumed: true,
  }; // prettier-ignore
  const say = async (change: Partial<Access>, signer = hub) => {
    const tell = async (_: 'access', message: Uint8Array): Promise<HubAnswer> => {
      const read = readQuestion(p, message);
      if (!read.ok) throw new Error('no question');
      const said = await signAccess(p, signer, { ...base, nonce: read.link.claims.nonce, ...change });
      const sealed = await sealTo(await rawSealingKey(sealing.publicKey), said.bytes, info, read.link.hash);
      return { ok: true, message: toBase64url(between(packSealed(sealed))) };
    };
    const open = (sealed: Parameters<typeof openSealed>[1], as: Uint8Array, aad?: Uint8Array) =>
      openSealed(sealing, sealed, as, aad);
    return askAccess({ primitives: p, signer: member, open, hubId, hubKey: hub.key, randomBytes, tell }, 1);
  };
  const known: Known = {
    ownKid: kidOf(p, member.key),
    members: new Map([[toHex(kidOf(p, member.key)), 'Robin']]),
    visits: new Map(),
    declared: { egressFree: true, mechanicalKey: true, closesByItself: false },
  };
  return { say, known, base };
};

it('takes the hub’s own answer to this question, and nothing else', async () => {
  const { say } = await stage();
  expect(await say({})).toMatchObject({ ok: true, access: { standing: [3] } });
  expect(await say({ nonce: randomBytes(16) })).toEqual({ ok: false, why: 'false' });
  expect(await say({ door: 2 })).toEqual({ ok: false, why: 'false' });
  expect(await say({ hubId: randomBytes(16) })).toEqual({ ok: false, why: 'false' });
  expect(await say({}, await generateSigner())).toEqual({ ok: false, why: 'false' });
});

it('a changed byte, or an empty answer, is nobody’s', async () => {
  const bent = await stage((packed) => packed.map((byte, at) => (at === 90 ? byte ^ 1 : byte)));
  expect(await bent.say({})).toEqual({ ok: false, why: 'false' });
  const empty = await stage(() => new Uint8Array(0));
  expect(await empty.say({})).toEqual({ ok: false, why: 'false' });
});

const visitor = (fill: number, armed: boolean) => ({
  visitId: new Uint8Array(16).fill(fill), leaf: new Uint8Array(16).fill(fill), issuer: new Uint8Array(8), holder: new Uint8Array(16).fill(fill), armed, fromS: 1_800_000_000 + fill, toS: 1_800_009_000, usesLeft: 1,
}); // prettier-ignore

it('names what this device cannot place', async () => {
  const { known, base } = await stage();
  const access = {
    ...base,
    members: [...base.members, { kid: new Uint8Array(8).fill(255), role: 2 }],
    visitors: [visitor(1, true), visitor(2, false)],
  };
  const visits = new Map([
    [toBase64url(new Uint8Array(16).fill(1)), { name: 'Swift Parcels', filmed: true, asks: false, at: '/visit/x' }],
  ]);
  const who = whoCanOpen(access, { ...known, visits });
  expect(who.members).toMatchObject([
    { own: true, name: 'Robin' },
    { own: false, name: undefined },
  ]);
  expect(who.now).toMatchObject([{ known: { name: 'Swift Parcels', filmed: true } }]);
  expect(who.later).toMatchObject([{ known: undefined }]);
  expect(who.ways).toEqual(['makersCloud']);
  expect(who.declarationLost).toBe(false);
});

it('begins with what it cannot place, however many come before it', async () => {
  const { known, base } = await stage();
  const visits = new Map(
    [1, 2].map((fill) => [
      toBase64url(new Uint8Array(16).fill(fill)),
      { name: 'Swift Parcels', filmed: true, asks: false, at: '/visit/x' },
    ]),
  );
  const visitors = [visitor(1, true), visitor(2, true), visitor(3, true)];
  const who = whoCanOpen({ ...base, visitors }, { ...known, visits });
  expect(who.now.map((one) => one.known?.name)).toEqual([undefined, 'Swift Parcels', 'Swift Parcels']);
});

it('nobody comes now where egress is not free, or before a restarted hub was answered', async () => {
  const { known, base } = await stage();
  const visitors = [visitor(1, true)];
  expect(whoCanOpen({ ...base, visitors }, known).now).toHaveLength(1);
  expect(whoCanOpen({ ...base, visitors, facts: 2 }, known)).toMatchObject({ now: [], visitorsLetIn: false });
  expect(whoCanOpen({ ...base, visitors, resumed: false }, known)).toMatchObject({ now: [], visitorsLetIn: false });
});

it('a hub that goes by something else than was declared is told apart from one whose driver says less', async () => {
  const { known, base } = await stage();
  expect(whoCanOpen({ ...base, facts: 1 }, known).declarationLost).toBe(true);
  expect(whoCanOpen({ ...base, facts: 2, driverFacts: 2 }, known)).toMatchObject({
    declarationLost: false,
    driverNotFree: true,
  });
  const notFree = { egressFree: false, mechanicalKey: true, closesByItself: false };
  expect(whoCanOpen(base, { ...known, declared: notFree }).declarationLost).toBe(true);
});

it('the newest question counts, and an unanswered one names nobody', async () => {
  const hear: ((answer: AccessAnswer) => void)[] = [];
  const desk = createAccessDesk(() => new Promise((resolve) => hear.push(resolve)));
  const [first, second] = [desk.ask(), desk.ask()];
  hear[1]?.({ ok: false, why: 'false' });
  await second;
  hear[0]?.({ ok: false, why: 'refused' });
  await first;
  expect(desk.state.get()).toEqual({ kind: 'answered', answer: { ok: false, why: 'false' } });
  const silent = createAccessDesk(() => Promise.reject(new Error('no line')));
  await silent.ask();
  expect(silent.state.get()).toEqual({ kind: 'unanswered' });
});
