import type { Assignment, Grant } from '../claims/grant.ts';
import type { BlockTarget, RosterMember } from '../claims/household.ts';
import type { Link } from '../link.ts';
import type { PublicKey } from '../primitives.ts';

/** What a hub knows when it decides, as one value. `decide` reads it and changes nothing. */
export interface DoorState {
  readonly hubId: Uint8Array;
  readonly roster: RosterState;
  /** Ids of this hub's doors. */
  readonly doors: ReadonlySet<number>;
  /** False from boot until a member's `resume`: visitors wait. */
  readonly resumed: boolean;
  /** After a rollback was found: grants issued up to this second are void. */
  readonly voidUntilS?: number;
  readonly blocks: readonly StandingBlock[];
  readonly ledger: Ledger;
  /** Verified chains complete to the leaf, by the hex of the first 16 bytes of the leaf's hash; `ArmedChains` finds them by their bytes too. */
  readonly armed: ReadonlyMap<string, Chain>;
  /** Signatures of links already verified here, by hex of the link's hash. May be empty. */
  readonly verified: ReadonlyMap<string, Uint8Array>;
  /** Outstanding and recently expired nonces, by hex. A used nonce is removed. */
  readonly nonces: ReadonlyMap<string, Nonce>;
  /** Names (`slotName`) of slots already used, for at least two minutes after their end. */
  readonly usedSlots: ReadonlySet<string>;
  /** Hex hashes of knocks that a member approved. */
  readonly approved: ReadonlySet<string>;
  /** Hex hashes of knocks to which a member said no, or whose time to be approved is over. */
  readonly unapproved?: ReadonlyMap<string, 'refused' | 'late'>;
  readonly freshness: Freshness;
  /** How this presentation came: over a line, or read by the door's own camera. */
  readonly heardOver: 'line' | 'door-camera';
  /** Keys (`keyName` of the leaf) over the attempt limit on the channel that this came by → seconds until the next attempt. */
  readonly limited: ReadonlyMap<string, number>;
}

export interface RosterState {
  /** Hash of the newest roster: the parent of members' knocks. */
  readonly head: Uint8Array;
  readonly epoch: number;
  readonly homeId: Uint8Array;
  /** By hex kid. */
  readonly members: ReadonlyMap<string, RosterMember>;
  /** The public half of the household's code on paper. */
  readonly recoveryKey?: PublicKey;
  /** Hashes of the rosters before, newest first, as many as the hub keeps (8 is plenty): to tell *stale* from *forged*. */
  readonly earlier: readonly Uint8Array[];
}

export interface StandingBlock {
  /** Counts this hub's blocks from 1. */
  readonly seq: number;
  readonly target: BlockTarget;
  /** Key id of the carrier that signed it; absent when a member did. */
  readonly carrierId?: Uint8Array;
  /** Unix seconds; absent: for ever. */
  readonly exp?: number;
}

export interface Ledger {
  /** Hex cti → hex hash of the grant that used it first. */
  readonly ctis: ReadonlyMap<string, string>;
  /** Uses, by `useName` of each link. */
  readonly uses: ReadonlyMap<string, number>;
}

export interface Nonce {
  /** Asked nonces answer one key; displayed ones exist only at the door; tapped ones too, and are of the key that brought them. */
  readonly origin: 'asked' | 'displayed' | 'tapped';
  readonly door: number;
  /** `keyName` of whoever asked or tapped; for displayed nonces absent. */
  readonly holder?: string;
  /** Hex hash of the ask that it answers. */
  readonly ask?: string;
  readonly issuedMs: number;
}

/** When the hub sent the nonce that was answered last, on its own monotonic clock. */
export interface Freshness {
  readonly serverMs?: number;
  /** Only counts a member's `time` whose block seq was no higher than the hub's. */
  readonly memberMs?: number;
}

/** The two clocks of a hub: trusted unix seconds, or unknown; and monotonic milliseconds since boot, always. */
export interface TrustedTime {
  readonly unixS: number | undefined;
  readonly uptimeMs: number;
}

/** The links from the grant to the leaf, read strictly. */
export interface Chain {
  readonly grant: Link<Grant>;
  readonly assignments: readonly Link<Assignment>[];
  /** The grant and the assignments. */
  readonly links: readonly Link<Grant | Assignment>[];
  /** The last of them: its holder knocks. */
  readonly leaf: Link<Grant | Assignment>;
  /** `keyName` of the leaf's holder: who may knock, and whose attempts are counted. */
  readonly holder: string;
  /** The grant's kid and cti in hex: who granted, and under which number. Read once, looked up at every knock. */
  readonly issuer: string;
  readonly cti: string;
  /** Hex of the first 16 bytes of the leaf's hash: what a hub calls an armed chain. */
  readonly leaf16: string;
  readonly terms: Effective;
}

/** What a chain permits at its leaf: every link's narrowing applied. Meaningful only once step 10 has passed. */
export interface Effective {
  readonly doors: readonly number[];
  readonly flags: number;
  readonly maxOpenSeconds: number;
  readonly maxStaleSeconds: number;
  readonly beginsS: number;
  readonly endsS: number;
}

export const NONCE_LIFE_MS = 30_000;
export const MAX_NONCES = 8;
export const SLOT_S = 30;
export const SLOT_GRACE_S = 5;
export const SKEW_S = 30;
export const DEFAULT_STALE_S = 60;
