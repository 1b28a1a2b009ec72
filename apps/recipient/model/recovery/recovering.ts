import { routes } from '@latchkey/contract';
import { decodeRecoveryCode, encodeRecoveryCode, readPresenceCode, toBase64url, type Heard, type Primitives } from '@latchkey/protocol'; // prettier-ignore
import {
  createCell,
  createSignedInClient,
  type Client,
  type DeviceKeys,
  type Later,
  type Observable,
  type RandomBytes,
  type Shelf,
} from '@latchkey/web-kit/model';
import type { Household } from '../household.ts';
import {
  nextCode,
  stepIn,
  type Choice,
  type KeptWay,
  type LettersFault,
  type Sent,
  type Step,
  type WayFault,
} from './way-in.ts';

export type RecoveringState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  /** The hub is there, and takes letters of its display from whoever is beside it. `wrong`: what it said of those that were typed. */
  | { readonly kind: 'beside'; readonly wrong?: LettersFault | 'wrong-display' }
  /** `silent`: the last look brought no answer. */
  | { readonly kind: 'waiting'; readonly leftS: number; readonly silent: boolean }
  /** The household is here; this is the sheet that takes the used one's place. */
  | { readonly kind: 'in'; readonly sheet: string }
  | { readonly kind: 'failed'; readonly why: WayFault | 'wrong-letters' | 'mistyped' | 'lost' };

/** The way in of a device that belongs to nobody and has a household's code on paper. */
export interface Recovering {
  readonly state: Observable<RecoveringState>;
  readonly begin: (typed: string, name: string) => Promise<void>;
  /** What the hub's display shows, as somebody beside it types it: in at once. */
  readonly comeIn: (typed: string) => Promise<void>;
  /** Nobody is beside it, or it has no display. */
  readonly wait: () => Promise<void>;
  /** Another recovery waits by the same code: sends this one against it, which ends both and voids the code. */
  readonly against: () => Promise<void>;
  /** Goes on with what this device kept, if it kept something. */
  readonly resume: () => Promise<void>;
  /** Forgets it here; what waits at the hub goes on waiting. */
  readonly giveUp: () => Promise<void>;
  /** The next sheet is put away: to the household. */
  readonly done: () => Promise<void>;
}

export interface RecoveringParts {
  readonly primitives: Primitives;
  readonly client: Client;
  readonly shelf: Shelf;
  /** The ones that this device has, or new ones. */
  readonly keys: () => Promise<DeviceKeys>;
  readonly randomBytes: RandomBytes;
  readonly newKey: () => string;
  readonly wallMs: () => number;
  readonly later: Later;
  readonly keepHousehold: (household: Household) => Promise<void>;
  readonly enter: () => Promise<void>;
}

const keptName = 'recovering';
const lookEveryMs = 5000;
/** Of looks in a row at which neither code was anybody's. */
const lostAfter = 6;
/** What may be over by the next look. */
const passing: readonly WayFault[] = ['unreachable', 'not-found'];

export const createRecovering = (parts: RecoveringParts): Recovering => {
  const { primitives: p, shelf } = parts;
  const state = createCell<RecoveringState>({ kind: 'idle' });
  let way: KeptWay | undefined;
  let cancel: (() => void) | undefined;
  let lost = 0;

  const keep = async (next: KeptWay) => {
    way = next;
    await shelf.put(keptName, next);
  };
  const wayParts = {
    ...parts,
    keep,
    call: (hubId: Uint8Array, call: Uint8Array, sent: Sent | undefined) =>
      parts.client(routes.recoverHome, {
        params: { hubId: toBase64url(hubId) },
        body: {
          call: toBase64url(call),
          ...(sent === undefined ? {} : { recovery: toBase64url(sent.recovery) }),
          ...(sent?.beside === undefined ? {} : { beside: toBase64url(sent.beside) }),
        },
      }),
  };
  /** It may have been given up while the hub was asked. */
  const current = () => way;
  const look = async (choice?: Choice) => {
    cancel?.();
    if (way === undefined) return;
    const mine = way.code;
    const keys = await parts.keys();
    const step = await stepIn(wayParts, way, keys, choice);
    const now = current();
    if (now?.code !== mine) return;
    if (step.kind === 'in') await comeIn(now, keys, step.heard);
    else heard(step);
  };
  const heard = (step: Exclude<Step, { kind: 'in' }>) => {
    const sent = way?.recovery !== undefined;
    if (step.kind === 'beside') {
      state.set(step);
      return;
    }
    if (step.kind === 'waits') lost = 0;
    else if (step.why === 'not-found') lost += 1;
    const goesOn = step.kind === 'waits' || (sent && passing.includes(step.why) && lost < lostAfter);
    if (!goesOn) {
      const why = sent && step.why === 'not-found' ? 'lost' : step.why;
      state.set({ kind: 'failed', why });
      return;
    }
    const before = state.get();
    const leftS = step.kind === 'waits' ? step.leftS : before.kind === 'waiting' ? before.leftS : undefined;
    if (leftS !== undefined) state.set({ kind: 'waiting', leftS, silent: step.kind !== 'waits' });
    cancel = parts.later(() => void look(), lookEveryMs);
  };
  const comeIn = async (from: KeptWay, keys: DeviceKeys, { hubKey, roster, doors, capability }: Heard) => {
    const signedIn = createSignedInClient(parts.client, keys.signer, 'member', parts.newKey);
    try {
      const { handle } = await signedIn(routes.readHome, {});
      const pin = { hash: roster.head, epoch: roster.epoch };
      const own = { hubId: from.code.hubId, hubKey, doors, capability, roster: pin, memberName: from.name, names: {} };
      await parts.keepHousehold({ ...own, homeId: toBase64url(roster.homeId), handle, pairedAtMs: parts.wallMs() });
      await keep({ ...from, in: true });
      state.set({ kind: 'in', sheet: encodeRecoveryCode(p, nextCode(from)) });
    } catch {
      heard({ kind: 'fault', why: 'unreachable' });
    }
  };
  const giveUp = async () => {
    cancel?.();
    way = undefined;
    lost = 0;
    await shelf.drop(keptName);
    state.set({ kind: 'idle' });
  };
  return {
    state,
    begin: async (typed, name) => {
      const read = decodeRecoveryCode(p, typed);
      if (!read.ok) {
        state.set({ kind: 'failed', why: read.problem });
        return;
      }
      state.set({ kind: 'asking' });
      lost = 0;
      await keep({ code: read.code, nextSecret: parts.randomBytes(16), name });
      await look();
    },
    comeIn: (typed) => {
      const letters = readPresenceCode(typed);
      state.set(letters === undefined ? { kind: 'beside', wrong: 'wrong-display' } : { kind: 'asking' });
      return letters === undefined ? Promise.resolve() : look({ letters });
    },
    wait: () => {
      state.set({ kind: 'asking' });
      return look('waits');
    },
    against: () => {
      state.set({ kind: 'asking' });
      return look('against');
    },
    resume: async () => {
      way = (await shelf.get(keptName)) as KeptWay | undefined;
      if (way === undefined) return;
      if (way.in === true) {
        state.set({ kind: 'in', sheet: encodeRecoveryCode(p, nextCode(way)) });
        return;
      }
      state.set({ kind: 'asking' });
      await look();
    },
    giveUp,
    done: async () => {
      await giveUp();
      await parts.enter();
    },
  };
};
