import { routes } from '@latchkey/contract';
import { decodePublicKey, keyIdOf, type PublicKey } from '@latchkey/protocol';
import type { FastifyReply } from 'fastify';
import { giveCookie } from '../http/cookies.ts';
import { Challenges, CHALLENGE_S } from '../http/challenges.ts';
import { fail, found, notFound } from '../http/problems.ts';
import { HELD } from '../held.ts';
import { bytesIn, newHandle, newId, textOf } from '../ids.ts';
import type { Enrolment, SessionRole } from '../store/records.ts';
import { SERVER, type Write } from '../store/store.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';

interface Proof {
  readonly publicKey: string;
  readonly challenge: string;
  readonly signature: string;
  readonly transport: 'cookie' | 'bearer';
}

interface Principal {
  readonly principalId: string;
  readonly tenantId: string;
}

/** Signing in, and the three ways to become known: each is a key that signed this server's challenge for that role. */
export const addSignIn = (world: World): void => {
  const { effects, settings, registrar } = world;
  const { store, clock, random, primitives } = effects;
  const challenges = new Challenges(clock, random);

  const proven = (proof: Proof, role: SessionRole): { readonly keyBytes: Uint8Array; readonly keyId: string } => {
    if (!challenges.spend(proof.challenge)) throw fail('challenge-expired');
    const keyBytes = bytesIn(proof.publicKey);
    const signature = bytesIn(proof.signature);
    const key = keyBytes === undefined ? undefined : readKey(keyBytes);
    if (key === undefined || keyBytes === undefined || signature === undefined) throw fail('wrong-signature');
    const message = routes.sessionMessage(settings.audience, role, proof.challenge);
    if (!primitives.verify(key, Buffer.from(message), signature)) throw fail('wrong-signature');
    return { keyBytes, keyId: textOf(keyIdOf(primitives, key)) };
  };

  /** Keeps the session, with the principal where it is new, and hands out the token the way the caller wants it. */
  const admit = async (
    reply: FastifyReply,
    proof: Proof,
    role: SessionRole,
    who: Principal,
    writes: readonly Write[],
  ) => {
    const { token, write } = world.sessions.make(role, who.principalId, who.tenantId);
    const outcome = await store.write(SERVER, [...writes, { kind: 'stands', role, ...who }, write]);
    // Cut off since the key was read: as whoever was never known.
    if (!outcome.ok && outcome.why === 'conflict' && outcome.kind === 'stands') throw notFound();
    if (!outcome.ok) throw fail('conflict', 'This key became known in this moment; sign in with it.');
    if (proof.transport === 'bearer') return { principalId: who.principalId, token };
    giveCookie(reply, role, token, settings.audience.startsWith('https:'));
    return { principalId: who.principalId };
  };

  const admitMember = async (reply: FastifyReply, proof: Proof, keyId: string, who: Principal) => {
    await mustCount(world, keyId);
    return admit(reply, proof, 'member', who, []).catch(async (error: unknown) => {
      // Suspended in this very moment: that is the answer.
      await mustCount(world, keyId);
      throw error;
    });
  };

  registrar.on(
    routes.newChallenge,
    () => Promise.resolve({ challenge: challenges.issue(), audience: settings.audience, expiresInS: CHALLENGE_S }),
    'by-nature',
  );

  registrar.on(
    routes.newSession,
    async ({ body, reply }) => {
      const { keyId } = proven(body, body.role);
      const who = found(await principalByKey(world, body.role, keyId));
      return body.role === 'member' ? admitMember(reply, body, keyId, who) : admit(reply, body, body.role, who, []);
    },
    'by-nature',
  );

  registrar.on(
    routes.newHome,
    async ({ body, reply }) => {
      const { keyId, keyBytes } = proven(body, 'member');
      const known = await store.memberByKey(keyId);
      if (known !== undefined) {
        const home = found(await store.home(SERVER, known.homeId));
        const who = { principalId: known.memberId, tenantId: home.homeId };
        const admitted = await admitMember(reply, body, keyId, who);
        return { ...admitted, homeId: home.homeId, handle: home.handle };
      }
      const createdMs = clock.nowMs();
      const home = { homeId: newId(random), handle: newHandle(random), createdMs };
      const member = { memberId: newId(random), homeId: home.homeId, keyId, publicKey: keyBytes, sealingKey: bytesOf(body.sealingKey), createdMs }; // prettier-ignore
      const who = { principalId: member.memberId, tenantId: home.homeId };
      const session = await admit(reply, body, 'member', who, [{ kind: 'home', home, member }]);
      return { ...session, homeId: home.homeId, handle: home.handle };
    },
    'by-nature',
  );

  registrar.on(
    routes.newCarrier,
    async ({ body, reply }) => {
      const { keyId, keyBytes } = proven(body, 'carrier');
      const known = await store.carrierByKey(keyId);
      const carrierId = known?.carrierId ?? newId(random);
      const carrier = { carrierId, keyId, publicKey: keyBytes, sealingKey: bytesOf(body.sealingKey), name: body.name, domain: body.domain, createdMs: clock.nowMs() }; // prettier-ignore
      const who = { principalId: carrierId, tenantId: carrierId };
      const writes: Write[] = known === undefined ? [{ kind: 'carrier', carrier }] : [];
      return { ...(await admit(reply, body, 'carrier', who, writes)), carrierId };
    },
    'by-nature',
  );

  registrar.on(
    routes.newEnrolment,
    async ({ body, reply }) => {
      const { keyId, keyBytes } = proven(body, 'courier');
      if (body.record.signingKey !== body.publicKey) throw fail('wrong-signature', 'The record names another key than the one that signed.'); // prettier-ignore
      const { record, boxId } = body;
      const enrolment: Enrolment = {
        keyId,
        publicKey: keyBytes,
        sealingKey: bytesOf(record.sealingKey),
        name: record.name,
        mac: bytesOf(record.mac),
        createdMs: clock.nowMs(),
        ...(body.admits === undefined ? {} : { admits: bytesOf(body.admits) }),
        ...(boxId === undefined ? {} : { boxId }),
      };
      const who = { principalId: keyId, tenantId: keyId };
      // Its own key signed: with a fresh code nothing of an earlier one counts.
      return { ...(await admit(reply, body, 'courier', who, [{ kind: 'enrolment', enrolment }])), keyId };
    },
    'by-nature',
  );
};

/**
 * Suspended at the hub (docs/protocol/22-suspension.md): nothing of the account is for this device. A hub that went away without a word is not
 * waited for longer than twice its time; what it does itself is its own affair.
 */
const mustCount = async ({ effects: { store, clock }, sessions }: World, keyId: string): Promise<void> => {
  const member = await store.memberByKey(keyId);
  if (member?.suspendedUntilMs === undefined) return;
  const { homeId, memberId } = member;
  const tenant = { role: 'home', id: homeId } as const;
  if (member.suspendedUntilMs <= clock.nowMs()) {
    await store.write(tenant, [{ kind: 'member-suspended', memberId }]);
    return;
  }
  await store.write(SERVER, [{ kind: 'sessions-end', principalId: memberId }]);
  sessions.endedOf(memberId);
  // An admin removed it, and the hub has not heard of it yet.
  if (member.suspendedUntilMs === HELD) throw notFound();
  throw fail('suspended');
};

const principalByKey = async ({ effects }: World, role: SessionRole, keyId: string): Promise<Principal | undefined> => {
  switch (role) {
    case 'member': {
      const member = await effects.store.memberByKey(keyId);
      return member && { principalId: member.memberId, tenantId: member.homeId };
    }
    case 'carrier': {
      const carrier = await effects.store.carrierByKey(keyId);
      if (carrier !== undefined) return { principalId: carrier.carrierId, tenantId: carrier.carrierId };
      const program = await effects.store.apiKeyByKey(keyId);
      if (program === undefined || program.revokedMs !== undefined) return undefined;
      return { principalId: program.apiKeyId, tenantId: program.carrierId };
    }
    case 'courier': {
      const enrolment = await effects.store.enrolment(keyId);
      return enrolment && { principalId: keyId, tenantId: keyId };
    }
  }
};

/** Undefined for what is no encoded key; the reader of the protocol throws its own form error there. */
const readKey = (bytes: Uint8Array): PublicKey | undefined => {
  try {
    return decodePublicKey(bytes);
  } catch {
    return undefined;
  }
};
