import { toHex } from '@latchkey/protocol';
import { bytesIn } from './ids.ts';
import type { KeptBlock, Member } from './store/records.ts';
import type { Store, Write } from './store/store.ts';

/** Until when a member is signed out whose removal waits for the hub: until the hub has answered it. */
export const HELD = Number.MAX_SAFE_INTEGER;

/** Hex: the kid of a member's key. */
export const keyKid = ({ keyId }: Pick<Member, 'keyId'>): string =>
  toHex(bytesIn(keyId)?.slice(0, 8) ?? new Uint8Array(0));

type Reads = Pick<Store, 'hubs' | 'openBlocks' | 'members'>;

/** Rosters of this household that wait for its hub: one at most. */
export const keptRosters = async (store: Reads, homeId: string): Promise<readonly KeptBlock[]> => {
  const hubs = await store.hubs({ role: 'home', id: homeId }, homeId);
  const open = await Promise.all(hubs.map(({ hubId }) => store.openBlocks(hubId)));
  return open.flat().filter((one) => one.kind === 'roster' && one.homeId === homeId);
};

/** What ends the waiting: nothing is kept any more, and whoever of these keys is still a member counts again. */
export const freed = async (
  store: Reads,
  homeId: string,
  staying: (member: Member) => boolean,
): Promise<readonly Write[]> => {
  const kept = await keptRosters(store, homeId);
  if (kept.length === 0) return [];
  const members = await store.members({ role: 'home', id: homeId }, homeId);
  const held = members.filter((one) => one.suspendedUntilMs === HELD && staying(one));
  return [
    ...kept.map(({ hubId, hash }): Write => ({ kind: 'block-settled', hubId, hash })),
    ...held.map(({ memberId }): Write => ({ kind: 'member-suspended', memberId })),
  ];
};
