import {
  ACTION,
  decodePresentation,
  hasFlag,
  linksOf,
  occurrenceAt,
  readChain,
  readKnock,
  sameBytes,
  signApproval,
  toBase64url,
  toHex,
  verifyLink,
  type Chain,
  type Primitives,
  type PublicKey,
  type Signer,
} from '@latchkey/protocol';
import { bytesFrom, createCell, type Observable } from '@latchkey/web-kit/model';
import type { HomeEvent } from '../home-events.ts';
import type { HubAnswer } from '../doors/member-knock.ts';

/** A knock that waits for this household's yes, verified from a member's grant down to the device that knocked. */
export interface AskedKnock {
  /** Its hash as text: what it is called in addresses and events. */
  readonly name: string;
  readonly hash: Uint8Array;
  /** As `visitKey` calls it. */
  readonly visitKey: string;
  readonly door: number;
  readonly trackingNumbers: readonly string[];
  readonly filmed: boolean;
  /** By this device's clock. */
  readonly untilMs: number;
}

export type Deciding =
  | 'waits'
  | 'saying-yes'
  | 'saying-no'
  | 'said-yes'
  | 'said-no'
  /** The hub had gone on: another member answered, or the time was over. */
  | 'over'
  | 'not-reached'
  /** The hub took the yes, and something else stood against the opening. */
  | { readonly refused: string };

export interface Asked {
  readonly knock: AskedKnock;
  readonly state: Deciding;
}

export interface Approvals {
  /** Newest last; those that are over stay until others come. */
  readonly all: Observable<readonly Asked[]>;
  readonly wanted: (event: Wanted) => void;
  readonly over: (name: string) => void;
  readonly say: (name: string, what: 'yes' | 'no') => Promise<void>;
}

type Wanted = Extract<HomeEvent, { type: 'approval-wanted' }>;

export interface ApprovalParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly hubId: Uint8Array;
  /** The key of a current member of this household; hex of the kid. */
  readonly memberKey: (kid: string) => PublicKey | undefined;
  readonly wallMs: () => number;
  readonly tell: (message: Uint8Array) => Promise<HubAnswer>;
}

const mostKept = 8;

export const createApprovals = (parts: ApprovalParts): Approvals => {
  const all = createCell<readonly Asked[]>([]);
  const find = (name: string) => all.get().find(({ knock }) => knock.name === name);
  const become = (name: string, state: Deciding) =>
    all.update((asked) => asked.map((one) => (one.knock.name === name ? { ...one, state } : one)));
  return {
    all,
    wanted: (event) => {
      const knock = readAsked(parts, event);
      if (knock === undefined) return;
      const before = find(knock.name);
      const others = all.get().filter((one) => one.knock.name !== knock.name);
      all.set([...others, { knock, state: before?.state ?? ('waits' as const) }].slice(-mostKept));
    },
    over: (name) => {
      const state = find(name)?.state;
      // Whoever has answered waits for the hub's own word about it.
      if (state === 'waits' || state === 'not-reached') become(name, 'over');
    },
    say: async (name, what) => {
      const asked = find(name);
      if (asked === undefined || (asked.state !== 'waits' && asked.state !== 'not-reached')) return;
      become(name, `saying-${what}`);
      become(name, await answerOf(parts, asked.knock, what));
    },
  };
};

const answerOf = async (parts: ApprovalParts, { hash }: AskedKnock, what: 'yes' | 'no'): Promise<Deciding> => {
  const { primitives, signer, hubId, wallMs, tell } = parts;
  const claims = { iat: Math.floor(wallMs() / 1000), hubId, ...(what === 'no' ? { no: 1 } : {}) };
  try {
    const answer = await tell((await signApproval(primitives, signer, claims, hash)).bytes);
    if (answer.ok) return `said-${what}`;
    return answer.refusal.reason === 'nobody-waits' ? 'over' : { refused: answer.refusal.reason };
  } catch {
    return 'not-reached';
  }
};

/** Undefined for what does not verify: the server brought it, and there is nothing to say yes to. */
export const readAsked = (parts: ApprovalParts, event: Wanted): AskedKnock | undefined => {
  const { primitives: p, wallMs } = parts;
  const opened = decodePresentation(bytesFrom(event.message));
  if (!opened.ok || opened.value.kind !== 'chain') return undefined;
  const read = readChain(p, opened.value.links);
  if (!read.ok || !signedDown(parts, read.chain)) return undefined;
  const { chain } = read;
  const knock = readKnock(p, opened.value.knock, chain.leaf.hash);
  if (!knock.ok || knock.link.kid !== undefined || !verifyLink(p, knock.link, chain.leaf.claims.holder))
    return undefined;
  const { door, action, trackingNumbers } = knock.link.claims;
  const { flags, doors } = chain.terms;
  if (action !== ACTION.unlock || !doors.includes(door) || !hasFlag(flags, 'memberApproves')) return undefined;
  const name = toBase64url(knock.link.hash);
  if (name !== event.knock) return undefined;
  return {
    name,
    hash: knock.link.hash,
    visitKey: keyOf(chain, Math.floor(wallMs() / 1000)),
    door,
    trackingNumbers: trackingNumbers ?? [],
    filmed: hasFlag(flags, 'mustRecord'),
    untilMs: wallMs() + event.waitS * 1000,
  };
};

/** From a current member's grant for this hub down to the leaf. */
const signedDown = ({ primitives: p, hubId, memberKey }: ApprovalParts, chain: Chain): boolean => {
  if (!sameBytes(chain.grant.claims.hubId, hubId)) return false;
  let key = memberKey(toHex(chain.grant.kid ?? new Uint8Array(0)));
  for (const link of linksOf(chain)) {
    if (key === undefined || !verifyLink(p, link, key)) return false;
    key = link.claims.holder;
  }
  return true;
};

const keyOf = ({ grant: { claims } }: Chain, nowS: number): string => {
  const visitId = toBase64url(claims.visitId);
  return claims.occurrences === undefined ? visitId : `${visitId}~${String(occurrenceAt(claims, nowS) ?? 0)}`;
};

/** Somebody stands at the door now. */
export const stillWaits = ({ knock, state }: Asked, nowMs: number): boolean =>
  knock.untilMs > nowMs && (state === 'waits' || state === 'not-reached');
