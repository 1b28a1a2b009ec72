import {
  kidOf,
  openRoster,
  ROLE,
  sameBytes,
  signRoster,
  toHex,
  type Primitives,
  type PublicKey,
  type RosterMember,
  type RosterState,
  type Signer,
} from '@latchkey/protocol';
import { createCell, type Observable } from '@latchkey/web-kit/model';
import type { HubAnswer } from './member-knock.ts';

/** One device of the household, as the signed rosters know it. */
export interface MemberDevice {
  /** Hex. */
  readonly kid: string;
  readonly role: 'admin' | 'resident';
  /** This very device. */
  readonly own: boolean;
  /** When the roster was signed that first had it, by the signer's clock. */
  readonly sinceS: number;
}

export type MembersState =
  | { readonly kind: 'loading' }
  /** What the server has does not follow from the roster that this device knows: nothing of it is believed. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'ready'; readonly devices: readonly MemberDevice[]; readonly mayChange: boolean };

/** `problem`: the hub's own word for why it did not take the roster. */
export type Changed = { readonly ok: true } | { readonly ok: false; readonly problem: string };

export interface Members {
  readonly state: Observable<MembersState>;
  readonly head: () => Uint8Array;
  readonly epoch: () => number;
  readonly keyOf: (kid: string) => PublicKey | undefined;
  /** The household's other devices; undefined before the rosters are read. */
  readonly others: () => readonly Pick<RosterMember, 'key' | 'sealingKey'>[] | undefined;
  /** Reads the rosters anew and checks them from the one that this device knows. */
  readonly load: () => Promise<void>;
  readonly add: (device: Pick<RosterMember, 'key' | 'sealingKey'>, role: MemberDevice['role']) => Promise<Changed>;
  readonly remove: (kid: string) => Promise<Changed>;
}

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
  readonly tell: (roster: Uint8Array) => Promise<HubAnswer>;
  readonly wallMs: () => number;
}

interface Known {
  readonly state: RosterState;
  readonly sinceS: ReadonlyMap<string, number>;
}

export const createMembers = (parts: MembersParts): Members => {
  const { primitives: p, signer } = parts;
  const ownKid = toHex(kidOf(p, signer.key));
  const state = createCell<MembersState>({ kind: 'loading' });
  let pin = parts.pin;
  let known: Known | undefined;

  const show = (next: Known) => {
    known = next;
    const devices = [...next.state.members].map(([kid, { role }]): MemberDevice => ({
      kid,
      role: role === ROLE.admin ? 'admin' : 'resident',
      own: kid === ownKid,
      sinceS: next.sinceS.get(kid) ?? 0,
    }));
    const mayChange = devices.some(({ own, role }) => own && role === 'admin');
    state.set({ kind: 'ready', devices, mayChange });
  };
  const load = async () => {
    const rosters = await parts.fetchRosters().catch(() => undefined);
    if (rosters === undefined || rosters.length === 0) return;
    const next = followed(p, rosters, pin);
    if (next === undefined) {
      state.set({ kind: 'broken' });
      return;
    }
    await believe(next);
  };
  const believe = async (next: Known) => {
    const { head, epoch } = next.state;
    if (epoch > pin.epoch) {
      pin = { hash: head, epoch };
      await parts.keepPin(pin);
    }
    show(next);
  };
  const change = async (members: readonly RosterMember[]): Promise<Changed> => {
    if (known === undefined) return { ok: false, problem: 'not-loaded' };
    const { homeId, epoch, head } = known.state;
    const claims = { iat: Math.floor(parts.wallMs() / 1000), homeId, epoch: epoch + 1, members: [...members] };
    const { bytes } = await signRoster(p, signer, claims, head);
    const answer = await parts.tell(bytes);
    if (!answer.ok) return { ok: false, problem: answer.refusal.reason };
    const opened = openRoster(p, bytes, known.state);
    if (opened.ok) await believe(withRoster(known, opened.state, claims.iat));
    return { ok: true };
  };
  return {
    state,
    head: () => pin.hash,
    epoch: () => pin.epoch,
    others: () => known && [...known.state.members].flatMap(([kid, member]) => (kid === ownKid ? [] : [member])),
    keyOf: (kid) => (kid === ownKid ? signer.key : known?.state.members.get(kid)?.key),
    load,
    add: ({ key, sealingKey }, role) =>
      change([...(known?.state.members.values() ?? []), { role: ROLE[role], key, sealingKey }]),
    remove: (kid) =>
      change([...(known?.state.members ?? [])].filter(([one]) => one !== kid).map(([, member]) => member)),
  };
};

/** The whole chain, if every roster follows and it leads through the one that this device knows. */
const followed = (p: Primitives, rosters: readonly Uint8Array[], pin: Pin): Known | undefined => {
  let known: Known | undefined;
  let passed = false;
  for (const bytes of rosters) {
    const opened = openRoster(p, bytes, known?.state);
    if (!opened.ok) return undefined;
    known = withRoster(known, opened.state, opened.link.claims.iat);
    passed ||= opened.state.epoch === pin.epoch && sameBytes(opened.state.head, pin.hash);
  }
  return passed ? known : undefined;
};

const withRoster = (before: Known | undefined, state: RosterState, iat: number): Known => ({
  state,
  sinceS: new Map([...state.members.keys()].map((kid) => [kid, before?.sinceS.get(kid) ?? iat])),
});
