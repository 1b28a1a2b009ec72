import { isHouseholds } from './channel/suspensions.ts';
import { bytesIn } from './ids.ts';
import { inTurn } from './members.ts';
import { HELD, keyKid, keptRosters } from './held.ts';
import { removalAfter } from './roster-chain.ts';
import type { Session } from './store/records.ts';
import type { Write } from './store/store.ts';
import type { World } from './world.ts';

type RemovalWorld = Pick<World, 'effects' | 'sessions'>;

/**
 * A removal while the hub is away (docs/protocol/00-roster.md): whoever is not in this roster is signed out here at once, and the roster is
 * kept for the hub as blocks are. Nothing else of it counts before the hub took it, and all of it is undone where the hub refuses it.
 * Answers whether it is kept: one that follows what this server has, by the admin who calls, that adds nobody, and that removes
 * everybody whom a kept one removes.
 */
export const keepRemoval = (world: RemovalWorld, session: Session, hubId: string, message: string): Promise<boolean> =>
  inTurn(session.tenantId, () => keep(world, session, hubId, message));

const keep = async ({ effects, sessions }: RemovalWorld, session: Session, hubId: string, message: string) => {
  const { store, primitives, clock } = effects;
  const homeId = session.tenantId;
  const tenant = { role: 'home', id: homeId } as const;
  const bytes = bytesIn(message);
  const rosters = (await store.home(tenant, homeId))?.rosters;
  const removal = bytes && removalAfter(primitives, rosters, bytes);
  if (bytes === undefined || removal === undefined || !(await isHouseholds(store, { homeId, hubId }))) return false;
  const members = await store.members(tenant, homeId);
  // Whoever was signed out while this one waited for its turn signs nobody out.
  const caller = members.find(({ memberId }) => memberId === session.principalId);
  if (caller === undefined || caller.suspendedUntilMs !== undefined || keyKid(caller) !== removal.by) return false;
  const before = await keptRosters(store, homeId);
  const earlier = before.flatMap((one) => [...(removalAfter(primitives, rosters, one.bytes)?.gone ?? [])]);
  if (earlier.some((kid) => !removal.gone.has(kid))) return false;
  const leaving = members.filter((one) => removal.gone.has(keyKid(one)));
  const kept = { hubId, homeId, kind: 'roster', hash: removal.hash, bytes, links: [], receivedMs: clock.nowMs() } as const; // prettier-ignore
  const outcome = await store.write(tenant, [
    ...before.map((one): Write => ({ kind: 'block-settled', hubId: one.hubId, hash: one.hash })),
    { kind: 'block', block: kept },
    ...leaving.map(({ memberId }): Write => ({ kind: 'member-suspended', memberId, untilMs: HELD })),
  ]);
  if (outcome.ok) for (const { memberId } of leaving) sessions.endedOf(memberId);
  return outcome.ok;
};
