import { decodeCbor, encodePublicKey, keyIdOf, readRoster, type Roster } from '@latchkey/protocol';
import { newId, textOf } from './ids.ts';
import type { Member } from './store/records.ts';
import type { World } from './world.ts';

/**
 * A roster that a hub accepted says who may sign in for the household: new members' keys are known from then on, and whoever is not
 * in it any more is cut off at once, sessions, event streams and live pictures included (P11).
 */
export const learnRoster = async (world: World, homeId: string, message: Uint8Array): Promise<void> => {
  const { effects, sessions } = world;
  const roster = rosterIn(world, message);
  if (roster === undefined) return;
  const tenant = { role: 'home', id: homeId } as const;
  const known = new Map((await effects.store.members(tenant, homeId)).map((member) => [member.keyId, member]));
  const members = roster.members.map(({ key, sealingKey }): Member => {
    const keyId = textOf(keyIdOf(effects.primitives, key));
    return (
      known.get(keyId) ?? {
        memberId: newId(effects.random),
        homeId,
        keyId,
        publicKey: encodePublicKey(key),
        sealingKey,
        createdMs: effects.clock.nowMs(),
      }
    );
  });
  const outcome = await effects.store.write(tenant, [{ kind: 'members', homeId, members }]);
  if (outcome.ok) sessions.endedExcept(homeId, new Set(members.map(({ memberId }) => memberId)));
  else effects.log.warn('a roster names a key that is a member elsewhere');
};

/** A successor travels bare; the first one inside pairing's last message, beside its authenticator. */
const rosterIn = ({ effects }: World, message: Uint8Array): Roster | undefined => {
  const bare = readRoster(effects.primitives, message);
  if (bare.ok) return bare.link.claims;
  const inner = firstItem(message);
  const read = inner === undefined ? undefined : readRoster(effects.primitives, inner);
  return read?.ok === true ? read.link.claims : undefined;
};

const firstItem = (message: Uint8Array): Uint8Array | undefined => {
  try {
    const value = decodeCbor(message);
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    return first instanceof Uint8Array ? first : undefined;
  } catch {
    return undefined;
  }
};
