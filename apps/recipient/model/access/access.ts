import { unpackSealed } from '@latchkey/keys';
import {
  readAccess,
  sameBytes,
  signQuestion,
  STANDING,
  toBase64url,
  toHex,
  verifyLink,
  type Access,
  type Primitives,
  type PublicKey,
  type Signer,
} from '@latchkey/protocol';
import { bytesFrom, createCell, type DeviceKeys, type Observable, type RandomBytes } from '@latchkey/web-kit/model';
import { factsOf, type DoorFacts } from '../doors/facts.ts';
import type { HubAnswer } from '../doors/member-knock.ts';

/** *Who can open my door right now*: the hub's own answer to this device's question (docs/protocol/16-access.md). */
export interface AccessParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly open: DeviceKeys['open'];
  readonly hubId: Uint8Array;
  readonly hubKey: PublicKey;
  readonly randomBytes: RandomBytes;
  readonly tell: (method: 'access', message: Uint8Array) => Promise<HubAnswer>;
}

export type AccessAnswer =
  | { readonly ok: true; readonly access: Access }
  /** `false`: what came back is not this hub's answer to this question. */
  | { readonly ok: false; readonly why: 'refused' | 'false'; readonly reason?: string };

const info = new TextEncoder().encode('lk1-access');
const notTheHubs: AccessAnswer = { ok: false, why: 'false' };

/** Rejects when the hub was not reached. The answer's bytes come from the server, which can open and change nothing in them. */
export const askAccess = async (parts: AccessParts, door: number): Promise<AccessAnswer> => {
  const { primitives, signer, hubId, hubKey } = parts;
  const question = await signQuestion(primitives, signer, { nonce: parts.randomBytes(16), hubId, door });
  const answer = await parts.tell('access', question.bytes);
  if (!answer.ok) return { ok: false, why: 'refused', reason: answer.refusal.reason };
  const sealed = unpackSealed(bytesFrom(answer.message ?? ''));
  const opened = sealed === undefined ? undefined : await parts.open(sealed, info, question.hash);
  const read = opened === undefined ? undefined : readAccess(primitives, opened);
  if (read?.ok !== true || !verifyLink(primitives, read.link, hubKey)) return notTheHubs;
  const { claims } = read.link;
  const asked =
    sameBytes(claims.nonce, question.claims.nonce) && sameBytes(claims.hubId, hubId) && claims.door === door;
  return asked ? { ok: true, access: claims } : notTheHubs;
};

/** A visit whose grant this device can read itself: the hub's answer says who and when, the grant says how. */
export interface KnownVisit {
  readonly name: string;
  /** False: the household waived the camera for it. */
  readonly filmed: boolean;
  /** Each knock waits for a member's yes. */
  readonly asks: boolean;
  /** The screen on which it is blocked. */
  readonly at: string;
}

/** What this device knows by itself, to hold against the hub's answer. */
export interface Known {
  readonly ownKid: Uint8Array;
  /** Hex kid → name, of the members that this device knows. */
  readonly members: ReadonlyMap<string, string>;
  /** By base64url visit id; only visits whose grant this household signed for this door. */
  readonly visits: ReadonlyMap<string, KnownVisit>;
  /** What the household declared, as far as this device saw it confirmed. */
  readonly declared: DoorFacts | undefined;
}

export interface MemberLine {
  readonly kid: string;
  readonly own: boolean;
  readonly admin: boolean;
  /** Undefined: a key that this device does not know. */
  readonly name: string | undefined;
}

export interface VisitorLine {
  readonly visitId: string;
  readonly leaf: string;
  /** Undefined: a visit that this device does not know. */
  readonly known: KnownVisit | undefined;
  readonly holder: string;
  readonly armed: boolean;
  readonly fromS: number;
  readonly toS: number;
  readonly usesLeft: number;
}

export type Way = keyof typeof STANDING;

export interface WhoCanOpen {
  readonly members: readonly MemberLine[];
  readonly now: readonly VisitorLine[];
  readonly later: readonly VisitorLine[];
  readonly leftOut: number;
  readonly ways: readonly Way[];
  readonly facts: DoorFacts;
  /** The lock's driver itself says that somebody may be trapped. */
  readonly driverNotFree: boolean;
  /** False after the hub's start until a member's device has answered it: no visitor is let in. */
  readonly visitorsLetIn: boolean;
  /** The household has described this door. */
  readonly declared: boolean;
  /** The hub goes by something else than this household declared. */
  readonly declarationLost: boolean;
}

const wayNames: ReadonlyMap<number, Way> = new Map(
  Object.entries(STANDING).map(([name, number]) => [number, name as Way]),
);

export const whoCanOpen = (access: Access, known: Known): WhoCanOpen => {
  const visitors = access.visitors.map(({ visitId, leaf, holder, armed, fromS, toS, usesLeft }): VisitorLine => {
    const visit = known.visits.get(toBase64url(visitId));
    return { visitId: toBase64url(visitId), leaf: toHex(leaf), known: visit, holder: toBase64url(holder), armed, fromS, toS, usesLeft }; // prettier-ignore
  });
  const facts = factsOf(access.facts);
  const driver = factsOf(access.driverFacts);
  // What this device cannot place is seen without searching.
  const inOrder = [...visitors].sort(strangersFirst);
  const letIn = access.resumed && facts.egressFree;
  return {
    members: access.members.map(({ kid, role }) => ({
      kid: toHex(kid),
      own: sameBytes(kid, known.ownKid),
      admin: role === 1,
      name: known.members.get(toHex(kid)),
    })),
    now: inOrder.filter(({ armed }) => armed && letIn),
    later: inOrder.filter(({ armed }) => !armed || !letIn),
    leftOut: access.leftOut,
    ways: access.standing.flatMap((number) => wayNames.get(number) ?? []),
    facts,
    driverNotFree: !driver.egressFree,
    visitorsLetIn: letIn,
    declared: access.declared > 0,
    declarationLost: known.declared !== undefined && !goesBy(facts, driver, known.declared),
  };
};

const strangersFirst = (a: VisitorLine, b: VisitorLine): number =>
  (a.known === undefined) === (b.known === undefined) ? a.fromS - b.fromS : a.known === undefined ? -1 : 1;

/** Driver and household both: what the hub must honour after this declaration. */
const goesBy = (facts: DoorFacts, driver: DoorFacts, declared: DoorFacts): boolean =>
  facts.egressFree === (driver.egressFree && declared.egressFree) &&
  facts.closesByItself === (driver.closesByItself && declared.closesByItself) &&
  facts.mechanicalKey === declared.mechanicalKey;

export type Asked =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'answered'; readonly answer: AccessAnswer };

export interface AccessDesk {
  readonly state: Observable<Asked>;
  /** Forgets what was said before: an old answer names nobody any more. */
  readonly ask: () => Promise<void>;
}

/** The newest question counts, whichever answer comes first. */
export const createAccessDesk = (access: () => Promise<AccessAnswer>): AccessDesk => {
  const state = createCell<Asked>({ kind: 'asking' });
  let turn = 0;
  const ask = async () => {
    const mine = ++turn;
    state.set({ kind: 'asking' });
    const said = await access().then(
      (answer): Asked => ({ kind: 'answered', answer }),
      (): Asked => ({ kind: 'unanswered' }),
    );
    if (mine === turn) state.set(said);
  };
  return { state, ask };
};
