import type { Malformed } from '../malformed.ts';

/**
 * Why a door stayed shut: a closed union, each member with what a person or a log needs to know. A new member does not
 * compile until it has its sentences (`sentences/`), and the suite fails until it has a vector in `vectors/refuse`.
 * `link` counts from 0, the grant; times are unix seconds.
 */
export type Refusal =
  // Steps 1–4: form.
  | { readonly reason: 'too-large'; readonly size: number }
  | { readonly reason: 'unreadable'; readonly problem: Malformed }
  | { readonly reason: 'link-malformed'; readonly link: number; readonly problem: Malformed }
  | { readonly reason: 'claims-malformed'; readonly link: number; readonly problem: Malformed }
  | { readonly reason: 'not-armed' }
  // Step 5: authority.
  | { readonly reason: 'signer-unknown'; readonly kid: string }
  | { readonly reason: 'void-after-rollback'; readonly voidUntilS: number }
  // Step 6: place.
  | { readonly reason: 'other-hub' }
  | { readonly reason: 'door-unknown'; readonly door: number }
  | { readonly reason: 'door-not-granted'; readonly door: number }
  // Step 7: time.
  | { readonly reason: 'time-unknown' }
  | { readonly reason: 'not-resumed' }
  | { readonly reason: 'not-yet-valid'; readonly link: number; readonly beginsS: number }
  | { readonly reason: 'expired'; readonly link: number; readonly endedS: number }
  // Step 8: blocks.
  | { readonly reason: 'blocked'; readonly covers: BlockCover; readonly blockSeq: number }
  // Step 9: uses.
  | { readonly reason: 'outside-occurrence'; readonly nextBeginsS: number | undefined }
  | { readonly reason: 'used-up'; readonly door: number; readonly occurrence: number; readonly uses: number }
  | { readonly reason: 'cti-reused' }
  // Step 10: narrowing.
  | { readonly reason: 'widened'; readonly link: number; readonly what: Narrowed }
  | { readonly reason: 'leaf-too-shallow'; readonly missing: number }
  // Step 11: parcels.
  | { readonly reason: 'parcel-missing' }
  | { readonly reason: 'parcel-not-granted'; readonly trackingNumber: string }
  // Step 12: signatures, nonce, slot.
  | { readonly reason: 'signature-wrong'; readonly link: number }
  | { readonly reason: 'knock-signature-wrong' }
  | { readonly reason: 'roster-stale' }
  | { readonly reason: 'nonce-unknown' }
  | { readonly reason: 'nonce-expired' }
  | { readonly reason: 'nonce-not-yours' }
  | { readonly reason: 'slot-stale'; readonly nowSlot: number }
  | { readonly reason: 'slot-used' }
  | { readonly reason: 'slot-not-for-members' }
  // Step 13: approval and freshness.
  | { readonly reason: 'presence-not-proven' }
  /** `waitS`: the household is being asked, and the knock waits so long. */
  | { readonly reason: 'approval-missing'; readonly waitS?: number }
  | { readonly reason: 'approval-refused' }
  | { readonly reason: 'approval-late' }
  | { readonly reason: 'not-fresh'; readonly ageS: number | undefined; readonly limitS: number }
  | { readonly reason: 'member-not-fresh'; readonly ageS: number | undefined; readonly limitS: number }
  // Steps 14–17: the door itself.
  | { readonly reason: 'camera-lost' }
  | { readonly reason: 'camera-not-recording'; readonly prerollMs: number }
  | { readonly reason: 'storage-short' }
  | { readonly reason: 'lock-unreachable' }
  /** Contact or bolt flap: nobody knows whether the door is shut. */
  | { readonly reason: 'sensor-unsteady' }
  | { readonly reason: 'relock-unavailable' }
  | { readonly reason: 'door-busy' }
  | { readonly reason: 'door-not-closed' }
  // Limits, and the one thing that strangers hear.
  | { readonly reason: 'too-many-attempts'; readonly retryAfterS: number }
  | { readonly reason: 'too-many-asks'; readonly outstanding: number }
  | { readonly reason: 'not-recognised' };

export type Reason = Refusal['reason'];
export type BlockCover = 'visit' | 'courier' | 'carrier' | 'issuer' | 'everything';
export type Narrowed = 'window' | 'doors' | 'uses' | 'flags' | 'open-time' | 'depth' | 'freshness';

/** `full`: the knocker may hear the refusal itself. `flat`: the knocker hears `not-recognised` and nothing else. */
export type Told = 'full' | 'flat';

export interface Refused {
  readonly allow: false;
  readonly refusal: Refusal;
  readonly told: Told;
}

/** What the knocker hears. The log always gets `refused.refusal`. */
export function toldTo(refused: Refused): Refusal {
  return refused.told === 'full' ? refused.refusal : { reason: 'not-recognised' };
}
