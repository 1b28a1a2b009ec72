import { encodePublicKey, keyIdOf, sameBytes } from '@latchkey/protocol';
import type { Effects } from './effects.ts';
import { freed } from './held.ts';
import { bytesIn, newId, textOf } from './ids.ts';
import { chainAfter, isKept } from './roster-chain.ts';
import type { Member } from './store/records.ts';
import type { World } from './world.ts';

type RosterWorld = Pick<World, 'effects' | 'sessions'>;

/** One roster of a household after the other: a successor that overtook its predecessor would follow nothing. */
const turns = new Map<string, Promise<void>>();

/**
 * A roster that a hub accepted says who may sign in for the household: new members' keys are known from then on, and whoever is not
 * in it any more is cut off at once, sessions, event streams and live pictures included (P11). The hub's word alone is not enough, a
 * resident could have made that hub: the signatures are checked here again, from the household's first roster on.
 */
export const learnRoster = (
  world: RosterWorld,
  homeId: string,
  message: Uint8Array,
  pairedWith?: string,
): Promise<void> => inTurn(homeId, () => learn(world, homeId, message, pairedWith));

/** What concerns who belongs to a household, one after the other. */
export const inTurn = <T>(homeId: string, work: () => Promise<T>): Promise<T> => {
  const turn = (turns.get(homeId) ?? Promise.resolve()).then(work);
  const quiet = turn.then(
    () => undefined,
    () => undefined,
  );
  turns.set(homeId, quiet);
  void quiet.then(() => turns.get(homeId) === quiet && turns.delete(homeId));
  return turn;
};

/** The hub did not take the roster that was kept for it: whoever was signed out by it counts again. */
export const hubRefused = (store: Effects['store'], homeId: string): Promise<void> =>
  inTurn(homeId, async () => {
    const writes = await freed(store, homeId, () => true);
    if (writes.length > 0) await store.write({ role: 'home', id: homeId }, writes);
  });

const learn = async (
  { effects, sessions }: RosterWorld,
  homeId: string,
  message: Uint8Array,
  pairedWith: string | undefined,
): Promise<void> => {
  const tenant = { role: 'home', id: homeId } as const;
  const home = await effects.store.home(tenant, homeId);
  // A hub says its newest again at every start of its line.
  if (isKept(home?.rosters, message)) return;
  const after = chainAfter(effects.primitives, home?.rosters, message);
  const own = bytesIn(homeId);
  if (!after.ok || own === undefined || !sameBytes(after.homeId, own)) {
    effects.log.warn(
      { why: after.ok ? 'home-changed' : after.why },
      'a roster that a hub took does not follow, and lets nobody in',
    );
    return;
  }
  const known = new Map((await effects.store.members(tenant, homeId)).map((member) => [member.keyId, member]));
  const members = after.members.map(({ key, sealingKey }): Member => {
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
  const anew = after.began && pairedWith !== undefined ? { hubId: pairedWith } : {};
  const stay = new Set(members.map(({ memberId }) => memberId));
  // A hub takes one successor: what was kept for it is this one, or nothing any more.
  const free = await freed(effects.store, homeId, ({ memberId }) => stay.has(memberId));
  const write = { kind: 'members', homeId, members, rosters: after.rosters, ...anew } as const;
  const outcome = await effects.store.write(tenant, [write, ...free]);
  if (outcome.ok) sessions.endedExcept(homeId, stay);
  else effects.log.warn('a roster names a key that is a member elsewhere');
};
