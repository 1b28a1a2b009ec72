import { toHex } from '../../bytes/bytes.ts';
import { slotName } from '../chain.ts';
import type { Knock } from '../../claims/grant.ts';
import { NONCE_LIFE_MS, SLOT_GRACE_S, SLOT_S, type Chain, type DoorState, type TrustedTime } from '../doorstate.ts';
import type { Primitives } from '../../primitives.ts';
import type { Refusal } from '../refusal.ts';
import { sunNonce } from '../../tag/sun.ts';

/** The nonce that a knock is over; undefined where it is over a slot. */
export function nonceOf(p: Primitives, { nonce, tap, door }: Knock): Uint8Array | undefined {
  return tap === undefined ? nonce : sunNonce(p, door, tap);
}

/** What a knock may be used for once: its nonce in hex, or the name of its slot at this leaf. */
export type Once = { readonly nonce: string } | { readonly slot: string };

export function onceOf(p: Primitives, chain: Chain, knock: Knock): Once {
  const nonce = nonceOf(p, knock);
  return nonce === undefined ? { slot: slotName(chain, knock.slot ?? 0) } : { nonce: toHex(nonce) };
}

type NonceRefusal = Extract<Refusal, { reason: 'nonce-unknown' | 'nonce-not-yours' | 'nonce-expired' }>;

/** Step 12, second half: the nonce, in hex, is outstanding, young, for this door and this asker. */
export function nonceRefusal(
  nonce: string,
  wanted: number,
  holder: string,
  door: Pick<DoorState, 'nonces'>,
  uptimeMs: number,
): NonceRefusal | undefined {
  const known = door.nonces.get(nonce);
  if (known === undefined) return { reason: 'nonce-unknown' };
  const foreign = known.origin !== 'displayed' && known.holder !== holder;
  if (foreign || known.door !== wanted) return { reason: 'nonce-not-yours' };
  const ageMs = uptimeMs - known.issuedMs;
  return ageMs < 0 || ageMs > NONCE_LIFE_MS ? { reason: 'nonce-expired' } : undefined;
}

/** A slot is the current one, or the one before within 5 s of its end. */
export function slotRefusal(slot: number, name: string, door: DoorState, now: TrustedTime): Refusal | undefined {
  const nowS = now.unixS;
  if (nowS === undefined) return { reason: 'time-unknown' };
  const nowSlot = Math.floor(nowS / SLOT_S);
  const inGrace = slot === nowSlot - 1 && nowS % SLOT_S < SLOT_GRACE_S;
  if (slot !== nowSlot && !inGrace) return { reason: 'slot-stale', nowSlot };
  return door.usedSlots.has(name) ? { reason: 'slot-used' } : undefined;
}
