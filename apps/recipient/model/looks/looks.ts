import {
  encodePresentation,
  LOOK_MAX_S,
  signLook,
  signMemberAsk,
  toBase64url,
  type Primitives,
  type Signer,
} from '@latchkey/protocol';
import { bytesFrom, createCell, type Observable, type RandomBytes } from '@latchkey/web-kit/model';
import type { FilmEnvelope } from '../film/key.ts';
import type { HubAnswer } from '../doors/member-knock.ts';
import type { RunningLook } from './running.ts';

/** What became of the wish to look. */
export type Wish =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' | 'not-reached'; readonly door: number }
  /** The hub took it; whether it still runs is its receipts' to say. */
  | { readonly kind: 'begun'; readonly door: number; readonly name: string }
  | { readonly kind: 'refused'; readonly door: number; readonly reason: string; readonly waitS: number | undefined };

/** What became of the wish that a look be over; only the hub's receipt says that it is. */
export type Ending = { readonly name: string; readonly kind: 'ending' | 'not-reached' };

type OpenKey = (envelopes: readonly FilmEnvelope[], recordingId: Uint8Array) => Promise<Uint8Array | undefined>;

/** A key for one look: it lives as long as this page. */
export interface LookKey {
  /** Raw, 65 bytes. */
  readonly publicKey: Uint8Array;
  readonly open: (sealed: FilmEnvelope, recordingId: Uint8Array) => Promise<Uint8Array | undefined>;
}

export interface Looks {
  readonly wish: Observable<Wish>;
  readonly ending: Observable<Ending | undefined>;
  readonly begin: (door: number) => Promise<void>;
  readonly end: (look: RunningLook) => Promise<void>;
  /** Opens the picture of this page's own look; undefined for every other. */
  readonly keyOf: (look: RunningLook) => OpenKey | undefined;
  /** What is left of this page's own look at `nowMs` of its own clock; it never grows, and is 0 once the signed seconds are over. */
  readonly leftMs: (look: RunningLook, nowMs: number) => number;
}

/** The first level of hubs that take looks; docs/protocol/13-state.md. */
const NEEDED_LEVEL = 4;

export interface LookParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly randomBytes: RandomBytes;
  readonly hubId: Uint8Array;
  readonly rosterHead: () => Uint8Array;
  readonly wallMs: () => number;
  /** The hub's level, as it signed it. */
  readonly level: () => number;
  readonly newKey: () => Promise<LookKey>;
  readonly tell: (method: 'ask' | 'look', message: Uint8Array) => Promise<HubAnswer>;
  /** The hub's answer is its receipt: it goes the way of all receipts. */
  readonly offer: (receipt: Uint8Array) => void;
}

interface Own {
  readonly key: LookKey;
  readonly begunMs: number;
}

export const createLooks = (parts: LookParts): Looks => {
  const wish = createCell<Wish>({ kind: 'none' });
  const ending = createCell<Ending | undefined>(undefined);
  const own = new Map<string, Own>();
  return {
    wish,
    ending,
    begin: async (door) => {
      if (wish.get().kind === 'asking') return;
      if (parts.level() < NEEDED_LEVEL) {
        wish.set({ kind: 'refused', door, reason: 'hub-too-old', waitS: undefined });
        return;
      }
      wish.set({ kind: 'asking', door });
      try {
        wish.set(await begin(parts, door, own));
      } catch {
        wish.set({ kind: 'not-reached', door });
      }
    },
    end: async ({ name, door }) => {
      const { primitives, signer, hubId, tell, offer } = parts;
      ending.set({ name, kind: 'ending' });
      try {
        const answer = await tell(
          'look',
          (await signLook(primitives, signer, { hubId, door, ends: bytesFrom(name) })).bytes,
        );
        if (answer.ok && answer.message !== undefined) offer(bytesFrom(answer.message));
        // *No look* is what was wanted; its receipt is on its way.
        ending.set(answer.ok || answer.refusal.reason === 'no-look' ? undefined : { name, kind: 'not-reached' });
      } catch {
        ending.set({ name, kind: 'not-reached' });
      }
    },
    keyOf: ({ name }) => {
      const key = own.get(name)?.key;
      return key === undefined ? undefined : (envelopes, recordingId) => openFirst(key, envelopes, recordingId);
    },
    leftMs: ({ name, lengthMs }, nowMs) => {
      const passedMs = nowMs - (own.get(name)?.begunMs ?? nowMs);
      return Math.max(0, lengthMs - Math.max(0, passedMs));
    },
  };
};

const openFirst = async (
  key: LookKey,
  envelopes: readonly FilmEnvelope[],
  recordingId: Uint8Array,
): Promise<Uint8Array | undefined> => {
  const [only] = envelopes;
  // More than one reader is not what was asked for.
  return only === undefined || envelopes.length > 1 ? undefined : key.open(only, recordingId);
};

/** Asks the hub for its challenge and signs the wish over it, so that a recorded wish starts no camera. */
const begin = async (parts: LookParts, door: number, own: Map<string, Own>): Promise<Wish> => {
  const { primitives, signer, hubId, tell } = parts;
  const ask = await signMemberAsk(primitives, signer, { random: parts.randomBytes(16), door }, parts.rosterHead());
  const challenge = await tell('ask', encodePresentation({ kind: 'member', knock: ask.bytes }));
  if (!challenge.ok) return refused(door, challenge.refusal);
  if (challenge.message === undefined) return refused(door, { reason: 'nonce-unknown' });
  const key = await parts.newKey();
  const claims = { nonce: bytesFrom(challenge.message), hubId, door, seconds: LOOK_MAX_S, sealingKey: key.publicKey };
  const look = await signLook(primitives, signer, claims);
  const name = toBase64url(look.hash);
  // The receipt may be here before the answer is.
  own.set(name, { key, begunMs: parts.wallMs() });
  const answer = await tell('look', look.bytes);
  if (answer.ok) {
    if (answer.message !== undefined) parts.offer(bytesFrom(answer.message));
    return { kind: 'begun', door, name };
  }
  own.delete(name);
  return refused(door, answer.refusal);
};

const refused = (door: number, refusal: { readonly reason: string; readonly waitS?: unknown }): Wish => ({
  kind: 'refused',
  door,
  reason: refusal.reason,
  waitS: typeof refusal.waitS === 'number' ? refusal.waitS : undefined,
});
