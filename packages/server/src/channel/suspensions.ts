import { fromHex, toHex, type Receipt } from '@latchkey/protocol';
import type { Effects } from '../effects.ts';
import { bytesIn } from '../ids.ts';
import type { Member } from '../store/records.ts';
import type { Tenant, Write } from '../store/store.ts';
import type { Placed } from './receipt-keeper.ts';

/** A hub counts its own running time: one that stood still may need longer, and one that is gone never says that it is over. */
const HELD_AT_MOST = 2;

export interface Suspending {
  readonly writes: readonly Write[];
  /** Whose sessions are over once these are kept. */
  readonly memberIds: readonly string[];
}

/**
 * Who is suspended by what a hub has just signed (docs/protocol/22-suspension.md). Only the hub that the household's rosters began with is
 * believed: a resident could have made any other.
 */
export const suspending = async (
  { store, clock }: Pick<Effects, 'store' | 'clock'>,
  from: { readonly homeId: string; readonly hubId: string },
  fresh: readonly Placed[],
): Promise<Suspending> => {
  const said = fresh.filter(({ row, claims }) => !row.fork && isAbout(claims));
  if (said.length === 0 || !(await isHouseholds(store, from))) return { writes: [], memberIds: [] };
  const members = await store.members({ role: 'home', id: from.homeId }, from.homeId);
  // The newest word about each counts.
  const newest = new Map(said.flatMap(({ claims }) => named(members, claims)));
  const writes = [...newest].map(([memberId, lengthMs]): Write => {
    const until = lengthMs === undefined ? {} : { untilMs: clock.nowMs() + HELD_AT_MOST * lengthMs };
    return { kind: 'member-suspended', memberId, ...until };
  });
  return { writes, memberIds: [...newest].flatMap(([id, lengthMs]) => (lengthMs === undefined ? [] : [id])) };
};

const isAbout = ({ event }: Receipt): boolean => event === 'suspended' || event === 'suspension-over';

const named = (members: readonly Member[], { event, detail }: Receipt): [string, number | undefined][] => {
  const kid = toHex(detail?.member ?? new Uint8Array(0));
  const member = members.find(({ keyId }) => toHex(bytesIn(keyId)?.slice(0, 8) ?? new Uint8Array(0)) === kid);
  if (member === undefined || fromHex(kid)?.length !== 8) return [];
  return [[member.memberId, event === 'suspended' ? detail?.lengthMs : undefined]];
};

/** Households from before this was noted have one hub. */
export const isHouseholds = async (
  store: Effects['store'],
  { homeId, hubId }: { readonly homeId: string; readonly hubId: string },
): Promise<boolean> => {
  const tenant: Tenant = { role: 'home', id: homeId };
  const own = (await store.home(tenant, homeId))?.hubId;
  if (own !== undefined) return own === hubId;
  const hubs = await store.hubs(tenant, homeId);
  return hubs.length === 1 && hubs[0]?.hubId === hubId;
};
