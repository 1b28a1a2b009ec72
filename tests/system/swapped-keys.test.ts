import { randomBytes } from 'node:crypto';
import { ApiProblem, routes } from '@latchkey/contract';
import { courierBook, createCarrier, createCourierDevice, portableWorld, publishKeys } from '@latchkey/carrier-sdk';
import {
  boxOf,
  decodeCbor,
  encodeCbor,
  encodePublicKey,
  invitationBox,
  makeAnswer,
  makeEnrolment,
  makeOffer,
  toBase64url,
  verifyAnswer,
  verifyEnrolment,
  verifyOffer,
} from '@latchkey/protocol';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKeys, type HeldKeys } from '../world/carrier.ts';
import { bytesOf, Member, primitives } from '../world/member.ts';
import { startWorld, type World } from '../world/world.ts';

interface EnrolmentRecord {
  readonly signingKey: string;
  readonly sealingKey: string;
  readonly name: string;
  readonly mac: string;
}

/** A real server whose answers about enrolments pass through an attacker's hands. */
describe('a server that swaps a device’s keys before first contact', () => {
  let world: World;
  let attacker: HeldKeys;
  let swap: ((record: EnrolmentRecord) => EnrolmentRecord) | undefined;

  const swappingFetch = async (
    url: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ) => {
    const answer = await fetch(url, init);
    const text = await answer.text();
    const swapped =
      swap !== undefined && url.includes('/enrolments/') && answer.ok
        ? JSON.stringify(swap(JSON.parse(text) as EnrolmentRecord))
        : text;
    return { ok: answer.ok, status: answer.status, text: () => Promise.resolve(swapped) };
  };

  const keyTexts = ({ keys }: HeldKeys) => ({
    signingKey: toBase64url(encodePublicKey(keys.signer.key)),
    sealingKey: toBase64url(keys.sealing.publicKey),
  });

  /** Every way a server can put its own keys in, whole or by halves, with or without a MAC of its own making. */
  const swaps = () => {
    const own = keyTexts(attacker);
    const enrolment = {
      signingKey: attacker.keys.signer.key,
      sealingKey: attacker.keys.sealing.publicKey,
      name: 'Mina',
    };
    const [, mac] = decodeCbor(makeEnrolment(primitives, enrolment, new Uint8Array(randomBytes(16))).record) as [
      Uint8Array,
      Uint8Array,
    ];
    return [
      (record: EnrolmentRecord) => ({ ...record, ...own }),
      (record: EnrolmentRecord) => ({ ...record, signingKey: own.signingKey }),
      (record: EnrolmentRecord) => ({ ...record, sealingKey: own.sealingKey }),
      (record: EnrolmentRecord) => ({ ...record, ...own, mac: toBase64url(mac) }),
      (record: EnrolmentRecord) => ({ ...record, name: 'Somebody else' }),
    ];
  };

  beforeAll(async () => {
    world = await startWorld();
    attacker = await makeKeys();
  });
  afterAll(() => world.stop());

  it('is noticed by dispatch when it takes a courier on', async () => {
    const [own, device] = [await makeKeys(), await makeKeys()];
    const sdk = portableWorld(world.server, swappingFetch);
    const domain = world.carrier.replace(/\/$/, '');
    await publishKeys(
      fetch,
      domain,
      (await readFile(join(world.data, 'hardware/carrier/setup-secret'), 'utf8')).trim(),
      own.keys,
    );
    const carrier = createCarrier({ world: sdk, keys: own.keys, book: courierBook(), transport: 'bearer' });
    await carrier.register({ name: 'Test Parcels', domain });
    const { code } = await createCourierDevice({
      world: portableWorld(world.server, fetch),
      keys: device.keys,
      transport: 'bearer',
    }).enrol('Mina');
    for (const one of swaps()) {
      swap = one;
      await expect(carrier.takeOn(code)).rejects.toMatchObject({ fault: 'enrolment-forged' });
    }
    expect(await carrier.couriers()).toEqual([]);
    swap = undefined;
    expect(await carrier.takeOn(code)).toMatchObject({ name: 'Mina', ...keyTexts(device) });
  });

  it('is noticed by the household when somebody is invited', async () => {
    const member = new Member(world.server);
    await member.makeHome();
    const invited = await makeKeys();
    const device = createCourierDevice({
      world: portableWorld(world.server, fetch),
      keys: invited.keys,
      transport: 'bearer',
    });
    const { code, keyId } = await device.enrol('Dog sitter');
    const trust = bytesOf(code.split('.')[1] ?? '');
    const known = { keyHash: trust.slice(0, 32), secret: trust.slice(32) };
    const boxId = toBase64url(boxOf(primitives, known));
    await expect(member.client(routes.readEnrolmentAsMember, { params: { boxId: keyId } })).rejects.toBeInstanceOf(
      ApiProblem,
    );
    const read = await member.client(routes.readEnrolmentAsMember, { params: { boxId } });
    const judge = ({ signingKey, sealingKey, name, mac }: EnrolmentRecord) => {
      const body = encodeCbor([decodeCbor(bytesOf(signingKey)), bytesOf(sealingKey), name]);
      return verifyEnrolment(primitives, encodeCbor([body, bytesOf(mac)]), known);
    };
    expect(judge(read)).toMatchObject({ ok: true, enrolment: { name: 'Dog sitter' } });
    for (const one of swaps()) expect(judge(one(read))).toMatchObject({ ok: false });
  });

  it('is noticed on both sides of an invitation', async () => {
    const member = new Member(world.server);
    await member.makeHome();
    const [inviting, invited] = [await makeKeys(), await makeKeys()];
    const secret = new Uint8Array(randomBytes(16));
    const sealed = new Uint8Array(randomBytes(90));
    const own = ({ keys }: HeldKeys) => ({
      signingKey: keys.signer.key,
      sealingKey: keys.sealing.publicKey,
      sealed,
    });
    const made = makeOffer(primitives, own(inviting), secret);
    const boxId = toBase64url(invitationBox(primitives, secret));
    await member.client(routes.newInvitation, { body: { boxId, offer: toBase64url(made.offer) } });

    // The person: what the server hands out is checked against the link before anything of it is shown.
    const handed = bytesOf((await member.client(routes.readInvitation, { params: { boxId } })).offer);
    expect(verifyOffer(primitives, handed, made.code)).toMatchObject({ ok: true });
    const guesses = [new Uint8Array(randomBytes(16)), new Uint8Array(16)];
    for (const guess of guesses) {
      const swapped = makeOffer(primitives, own(attacker), guess).offer;
      expect(verifyOffer(primitives, swapped, made.code)).toEqual({ ok: false, problem: 'key-swapped' });
      const half = makeOffer(primitives, { ...own(inviting), sealingKey: own(attacker).sealingKey }, guess).offer;
      expect(verifyOffer(primitives, half, made.code)).toEqual({ ok: false, problem: 'key-swapped' });
      const letter = makeOffer(primitives, { ...own(inviting), sealed: new Uint8Array(90) }, guess).offer;
      expect(verifyOffer(primitives, letter, made.code)).toEqual({ ok: false, problem: 'code-wrong' });
    }

    // The household: an answer pins a key only if whoever has the link made it, to this very offer.
    const device = createCourierDevice({
      world: portableWorld(world.server, fetch),
      keys: invited.keys,
      transport: 'bearer',
    });
    await device.enrol('invited');
    const answer = makeAnswer(primitives, handed, own(invited), secret);
    await device.session.signedIn((call) =>
      call(routes.answerInvitation, { params: { boxId }, body: { answer: toBase64url(answer) } }),
    );
    const { invitations } = await member.client(routes.listInvitations, {});
    const came = bytesOf(invitations[0]?.answer ?? '');
    const judge = (bytes: Uint8Array) => verifyAnswer(primitives, made.offer, bytes, secret);
    expect(judge(came)).toMatchObject({ ok: true, from: { signingKey: invited.keys.signer.key } });
    for (const guess of guesses)
      expect(judge(makeAnswer(primitives, handed, own(attacker), guess))).toEqual({ ok: false, problem: 'code-wrong' });
    const other = makeOffer(primitives, own(attacker), secret).offer;
    expect(judge(makeAnswer(primitives, other, own(invited), secret))).toEqual({ ok: false, problem: 'code-wrong' });
  });

  it('is a stranger’s business to nobody: without a session the mailbox is shut', async () => {
    const stranger = new Member(world.server);
    const asked = stranger.client(routes.readEnrolmentAsMember, { params: { boxId: toBase64url(randomBytes(16)) } });
    await expect(asked).rejects.toBeInstanceOf(ApiProblem);
  });
});
