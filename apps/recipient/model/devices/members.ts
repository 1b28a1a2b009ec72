import {
  kidOf,
  openRoster,
  ROLE,
  sameBytes,
  sameKey,
  signRoster,
  toHex,
  type Link,
  type Primitives,
  type PublicKey,
  type Roster,
  type RosterMember,
  type RosterPasskey,
  type RosterState,
  type Signer,
} from '@latchkey/protocol';
import { createCell, type Observable } from '@latchkey/web-kit/model';
import type { HubAnswer } from '../doors/member-knock.ts';

/** One device of the household, as the signed rosters know it. */
export interface MemberDevice {
  /** Hex. */
  readonly kid: string;
  readonly role: 'admin' | 'resident';
  /** This very device. */
  readonly own: boolean;
  /** When the roster was signed that first had it, by the signer's clock. */
  readonly sinceS: number;
  /** Without it this device changes nothing about who belongs to the household. */
  readonly passkey?: RosterPasskey;
  /** An admin signed its removal, which the server keeps for the hub: signed out there, and the door has not confirmed it. */
  readonly leaving?: true;
}

export type MembersState =
  | { readonly kind: 'loading' }
  /** What the server has does not follow from the roster that this device knows: nothing of it is believed. */
  | { readonly kind: 'broken' }
  | {
      readonly kind: 'ready';
      readonly devices: readonly MemberDevice[];
      readonly mayChange: boolean;
      /** Since when the household has the code on paper that it has now. */
      readonly code: CodeSince | undefined;
      /** It has none, and had one until a roster without it was signed then. */
      readonly codeEndedS?: number;
    };

/** The roster that brought it. */
export interface CodeSince {
  readonly hash: Uint8Array;
  readonly atS: number;
}

/** `problem`: the hub's own word for why it did not take the roster; the server's *kept-for-hub* while the hub is away. */
export type Changed = { readonly ok: true } | { readonly ok: false; readonly problem: string };

export interface Members {
  readonly state: Observable<MembersState>;
  readonly head: () => Uint8Array;
  readonly epoch: () => number;
  /** Those that this device verified behind this epoch, oldest first. */
  readonly after: (epoch: number) => readonly Uint8Array[];
  readonly keyOf: (kid: string) => PublicKey | undefined;
  /** The household's other devices; undefined before the rosters are read. */
  readonly others: () => readonly Pick<RosterMember, 'key' | 'sealingKey'>[] | undefined;
  /** Reads the rosters anew and checks them from the one that this device knows. */
  readonly load: () => Promise<void>;
  readonly add: (device: Pick<RosterMember, 'key' | 'sealingKey'>, role: MemberDevice['role']) => Promise<Changed>;
  /** Whoever leaves may have a photograph of the code on paper: it ends with this. */
  readonly remove: (kid: string) => Promise<Changed>;
  /** The same people, with this key on their paper. */
  readonly putOnPaper: (key: PublicKey) => Promise<Changed>;
  /** From then on this device's changes need it. It has to confirm this one already. */
  readonly setPasskey: (passkey: RosterPasskey) => Promise<Changed>;
  /** This device's own, confirmed with it once more; or another's that was lost. */
  readonly dropPasskey: (kid: string) => Promise<Changed>;
}

/** The same roster with the passkey's word beside, or why there is none. */
export type Confirmed =
  { readonly ok: true; readonly roster: Link<Roster> } | { readonly ok: false; readonly problem: string };

export interface Pin {
  readonly hash: Uint8Array;
  readonly epoch: number;
}

export interface MembersParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  /** What this device knew when it was started. */
  readonly pin: Pin;
  readonly keepPin: (pin: Pin) => Promise<void>;
  readonly fetchRosters: () => Promise<readonly Uint8Array[]>;
  /** Beside the rosters that were fetched last: those that the server keeps for a hub that is away. */
  readonly waiting: () => readonly Uint8Array[];
  readonly tell: (roster: Uint8Array) => Promise<HubAnswer>;
  readonly confirm: (roster: Link<Roster>, passkey: RosterPasskey) => Promise<Confirmed>;
  /** Whether the hub has said by receipt that a recovery of this hash stands; `catchUp` reads what it said lately. */
  readonly recovered: (hash: Uint8Array) => boolean;
  readonly catchUp: () => Promise<void>;
  readonly wallMs: () => number;
}

interface Known {
  readonly state: RosterState;
  readonly sinceS: ReadonlyMap<string, number>;
  readonly code: CodeSince | undefined;
  readonly codeEndedS: number | undefined;
}

export const createMembers = (parts: MembersParts): Members => {
  const { primitives: p, signer } = parts;
  const ownKid = toHex(kidOf(p, signer.key));
  const state = createCell<MembersState>({ kind: 'loading' });
  let pin = parts.pin;
  let known: Known | undefined;
  /** From the first to the newest that is believed; each has the epoch of its place. */
  let chain: readonly Uint8Array[] = [];
  /** Hex kids of those whose removal waits for the hub. */
  let leaving: ReadonlySet<string> = new Set();

  const show = (next: Known) => {
    known = next;
    const devices = [...next.state.members].map(([kid, { role, passkey }]): MemberDevice => ({
      kid,
      role: role === ROLE.admin ? 'admin' : 'resident',
      own: kid === ownKid,
      sinceS: next.sinceS.get(kid) ?? 0,
      ...(passkey === undefined ? {} : { passkey }),
      ...(leaving.has(kid) ? { leaving: true } : {}),
    }));
    const mayChange = devices.some(({ own, role }) => own && role === 'admin');
    const { code, codeEndedS } = next;
    state.set({ kind: 'ready', devices, mayChange, code, ...(codeEndedS === undefined ? {} : { codeEndedS }) });
  };
  const load = async () => {
    const before = pin;
    const rosters = await parts.fetchRosters().catch(() => undefined);
    // What was asked for before this device changed the list, and comes after, is older than what it knows.
    if (rosters === undefined || rosters.length === 0 || pin !== before) return;
    const next = followed(p, rosters, pin, parts.recovered);
    if (next?.waits === true) await parts.catchUp();
    if (pin !== before) return;
    const known = next?.waits === true ? followed(p, rosters, pin, parts.recovered) : next;
    if (known === undefined) state.set({ kind: 'broken' });
    else {
      leaving = leavingIn(p, parts.waiting(), known.state);
      chain = rosters.slice(0, known.state.epoch);
      await believe(known);
    }
  };
  const believe = async (next: Known) => {
    const { head, epoch } = next.state;
    if (epoch > pin.epoch) {
      pin = { hash: head, epoch };
      await parts.keepPin(pin);
    }
    show(next);
  };
  const change = async (
    members: readonly RosterMember[],
    recoveryKey?: PublicKey,
    asserting = known?.state.members.get(ownKid)?.passkey,
  ): Promise<Changed> => {
    if (known === undefined) return { ok: false, problem: 'not-loaded' };
    const { homeId, epoch, head } = known.state;
    const core = { iat: Math.floor(parts.wallMs() / 1000), homeId, epoch: epoch + 1, members: [...members] };
    const claims = recoveryKey === undefined ? core : { ...core, recoveryKey };
    if (!(await fits(p, signer.key, claims, head))) return full;
    const signed = await signRoster(p, signer, claims, head);
    const said =
      asserting === undefined
        ? ({ ok: true, roster: signed } as const)
        : await parts.confirm(signed, asserting).catch(fullIfLong);
    if (!said.ok) return said;
    const { bytes } = said.roster;
    const answer = await parts.tell(bytes);
    if (!answer.ok && answer.refusal.reason === keptForHub) {
      leaving = leavingIn(p, [bytes], known.state);
      show(known);
    }
    if (!answer.ok) return { ok: false, problem: answer.refusal.reason };
    const opened = openRoster(p, bytes, known.state);
    leaving = new Set();
    if (opened.ok) chain = [...chain.slice(0, epoch), bytes];
    if (opened.ok) await believe(withRoster(known, opened.state, claims.iat));
    return { ok: true };
  };
  const changed = (kid: string, how: (member: RosterMember) => RosterMember): readonly RosterMember[] =>
    [...(known?.state.members ?? [])].map(([one, member]) => (one === kid ? how(member) : member));
  return {
    state,
    head: () => pin.hash,
    epoch: () => pin.epoch,
    after: (epoch) => chain.slice(epoch),
    others: () => known && [...known.state.members].flatMap(([kid, member]) => (kid === ownKid ? [] : [member])),
    keyOf: (kid) => (kid === ownKid ? signer.key : known?.state.members.get(kid)?.key),
    load,
    add: ({ key, sealingKey }, role) =>
      change(
        [...(known?.state.members.values() ?? []), { role: ROLE[role], key, sealingKey }],
        known?.state.recoveryKey,
      ),
    remove: (kid) =>
      change(
        // The hub takes one successor of this list: who is leaving already leaves with it as well.
        [...(known?.state.members ?? [])]
          .filter(([one]) => one !== kid && !leaving.has(one))
          .map(([, member]) => member),
      ),
    putOnPaper: (key) => change([...(known?.state.members.values() ?? [])], key),
    setPasskey: (passkey) =>
      change(
        changed(ownKid, (member) => ({ ...member, passkey })),
        known?.state.recoveryKey,
        passkey,
      ),
    dropPasskey: (kid) => change(changed(kid, withoutPasskey), known?.state.recoveryKey),
  };
};

/** A roster has at most 4,096 bytes, docs/protocol/00-roster.md. */
const full = { ok: false, problem: 'roster-full' } as const;

/** Before anything is signed: a signature of zeros takes as many bytes as a real one. */
const fits = (p: Primitives, key: PublicKey, claims: Roster, head: Uint8Array): Promise<boolean> =>
  signRoster(p, { key, sign: () => Promise.resolve(new Uint8Array(64)) }, claims, head).then(
    () => true,
    (error: unknown) => {
      if (error instanceof RangeError) return false;
      throw error;
    },
  );

/** How long a passkey's word is shows only when it is there. Nothing has been sent by then. */
const fullIfLong = (error: unknown): typeof full => {
  if (error instanceof RangeError) return full;
  throw error;
};

const withoutPasskey = ({ role, key, sealingKey, name }: RosterMember): RosterMember =>
  name === undefined ? { role, key, sealingKey } : { role, key, sealingKey, name };

/**
 * The chain, if every roster follows and it leads through the one that this device knows. Behind that one a recovery counts only by the hub's
 * receipt: without it the chain ends there, and `waits`.
 */
const followed = (
  p: Primitives,
  rosters: readonly Uint8Array[],
  pin: Pin,
  recovered: (hash: Uint8Array) => boolean,
): (Known & { readonly waits: boolean }) | undefined => {
  let known: Known | undefined;
  let passed = false;
  let waits = false;
  for (const bytes of rosters) {
    const leadsToPin = (known?.state.epoch ?? 0) < pin.epoch;
    const opened = openRoster(p, bytes, known?.state, (hash) => leadsToPin || recovered(hash));
    if (!opened.ok && opened.problem !== 'recovery-unconfirmed') return undefined;
    if (!opened.ok) {
      waits = true;
      break;
    }
    known = withRoster(known, opened.state, opened.link.claims.iat);
    passed ||= opened.state.epoch === pin.epoch && sameBytes(opened.state.head, pin.hash);
  }
  return passed && known !== undefined ? { ...known, waits } : undefined;
};

export const keptForHub = 'kept-for-hub';

/** Whom these rosters remove, where an admin signed them over the newest one: the server can make none up. */
const leavingIn = (p: Primitives, waiting: readonly Uint8Array[], state: RosterState): ReadonlySet<string> =>
  new Set(
    waiting.flatMap((bytes) => {
      const opened = openRoster(p, bytes, state);
      return opened.ok ? [...state.members.keys()].filter((kid) => !opened.state.members.has(kid)) : [];
    }),
  );

const withRoster = (before: Known | undefined, state: RosterState, iat: number): Known => ({
  state,
  sinceS: new Map([...state.members.keys()].map((kid) => [kid, before?.sinceS.get(kid) ?? iat])),
  code: codeOf(before, state, iat),
  codeEndedS: codeEnd(before, state, iat),
});

const codeOf = (before: Known | undefined, { recoveryKey, head }: RosterState, iat: number): CodeSince | undefined => {
  if (recoveryKey === undefined) return undefined;
  const was = before?.state.recoveryKey;
  return was !== undefined && sameKey(was, recoveryKey) ? before?.code : { hash: head, atS: iat };
};

const codeEnd = (before: Known | undefined, { recoveryKey }: RosterState, iat: number): number | undefined => {
  if (recoveryKey !== undefined) return undefined;
  return before?.state.recoveryKey === undefined ? before?.codeEndedS : iat;
};
