import {
  decodeCbor,
  encodeCbor,
  openRoster,
  openRosterChain,
  readRoster,
  ROLE,
  sameBytes,
  toHex,
  type Primitives,
  type PublicKey,
  type RosterMember,
  type RosterState,
} from '@latchkey/protocol';

export type ChainAfter =
  | {
      readonly ok: true;
      readonly homeId: Uint8Array;
      readonly members: readonly RosterMember[];
      /** It is a first roster: the household begins, or begins anew. */
      readonly began: boolean;
      /** The whole chain, as it is kept. */
      readonly rosters: Uint8Array;
    }
  | { readonly ok: false; readonly why: string };

/**
 * A household's rosters once this one came. A successor is signed by an admin of the one before it. A first roster begins a household,
 * or begins it anew after its hub was reset: then an admin of the newest one must have signed it. `kept` are those before, if any.
 */
export const chainAfter = (p: Primitives, kept: Uint8Array | undefined, message: Uint8Array): ChainAfter => {
  const bytes = rosterIn(p, message);
  if (bytes === undefined) return { ok: false, why: 'malformed' };
  const before = kept === undefined ? [] : rostersIn(kept);
  // What is kept was taken by the household's hub, and a hub takes no recovery that does not stand.
  const chain = before.length === 0 ? undefined : openRosterChain(p, before, undefined, () => true);
  const state = chain?.ok === true ? chain.state : undefined;
  const first = openRoster(p, bytes);
  if (first.ok)
    return mayBegin(first.link.kid, state) ? after([bytes], first.state) : { ok: false, why: 'signer-not-admin' };
  if (state === undefined) return { ok: false, why: first.problem };
  const next = openRoster(p, bytes, state, () => true);
  return next.ok ? after([...before, bytes], next.state) : { ok: false, why: next.problem };
};

export interface Removal {
  /** Hex kids: the admin who signed it, and everybody who is not in it any more. */
  readonly by: string;
  readonly gone: ReadonlySet<string>;
  readonly hash: Uint8Array;
}

/** A successor of what is kept, signed by an admin of it, that removes somebody and adds nobody; undefined for anything else, a recovery as well. */
export const removalAfter = (p: Primitives, kept: Uint8Array | undefined, bytes: Uint8Array): Removal | undefined => {
  const chain = kept === undefined ? undefined : openRosterChain(p, rostersIn(kept), undefined, () => true);
  const next = chain?.ok === true ? openRoster(p, bytes, chain.state) : undefined;
  if (chain?.ok !== true || next?.ok !== true) return undefined;
  const [before, after] = [chain.state.members, next.state.members];
  const gone = new Set([...before.keys()].filter((kid) => !after.has(kid)));
  const adds = [...after.keys()].some((kid) => !before.has(kid));
  return adds || gone.size === 0
    ? undefined
    : { by: toHex(next.link.kid ?? new Uint8Array(0)), gone, hash: next.link.hash };
};

/** As they were kept, oldest first. */
export const rostersIn = (kept: Uint8Array): readonly Uint8Array[] => {
  const list = decodeCbor(kept);
  return Array.isArray(list) ? list.filter((one) => one instanceof Uint8Array) : [];
};

/** The public half of the household's code on paper, by its newest roster; what is kept was verified when it came. */
export const recoveryKeyIn = (p: Primitives, kept: Uint8Array | undefined): PublicKey | undefined => {
  const newest = kept === undefined ? undefined : rostersIn(kept).at(-1);
  const read = newest === undefined ? undefined : readRoster(p, newest);
  return read?.ok === true ? read.link.claims.recoveryKey : undefined;
};

export const isKept = (kept: Uint8Array | undefined, roster: Uint8Array): boolean =>
  kept !== undefined && rostersIn(kept).some((one) => sameBytes(one, roster));

const after = (chain: readonly Uint8Array[], { homeId, members }: RosterState): ChainAfter => ({
  ok: true,
  homeId,
  members: [...members.values()],
  began: chain.length === 1,
  rosters: encodeCbor([...chain]),
});

const mayBegin = (kid: Uint8Array | undefined, state: RosterState | undefined): boolean =>
  state === undefined || state.members.get(toHex(kid ?? new Uint8Array(0)))?.role === ROLE.admin;

/** A successor travels bare; the first one inside pairing's last message, beside its authenticator. */
const rosterIn = (p: Primitives, message: Uint8Array): Uint8Array | undefined => {
  if (readRoster(p, message).ok) return message;
  const inner = firstItem(message);
  return inner !== undefined && readRoster(p, inner).ok ? inner : undefined;
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
