import { makeSetBack, readPresenceCode, type Primitives, type Signer } from '@latchkey/protocol';
import { codeOf, createCell, type HeardState, type Observable } from '@latchkey/web-kit/model';
import type { TellHub } from './talk.ts';

/** The hub's level from which it understands a set-back. */
const NEEDED_LEVEL = 9;

export type SettingBackState =
  | { readonly kind: 'idle' }
  /** What was typed is no code. */
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done' }
  /** `problem`: the hub's own word, or the server's. */
  | { readonly kind: 'failed'; readonly problem: string };

/** An admin beside the hub sets its clock back to this device's: docs/protocol/30-set-back.md. */
export interface SettingBack {
  readonly state: Observable<SettingBackState>;
  /** `typed`: what the hub's display shows. */
  readonly say: (typed: string) => Promise<void>;
}

interface SettingBackParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly hubId: Uint8Array;
  readonly tell: TellHub;
  /** Unix milliseconds. */
  readonly wallMs: () => number;
  /** Whether nothing says that this device's own clock is the wrong one. */
  readonly clockIsRight: () => boolean;
  /** The hub's newest state. */
  readonly heard: () => HeardState['state'] | undefined;
  /** The hub's state, and its receipts, are worth asking for at once. */
  readonly poke: () => void;
}

/** The second below which the hub believes no time, as it signed it. */
export const floorOf = ({ iat, floor }: Pick<HeardState['state'], 'iat' | 'floor'>): number | undefined => iat ?? floor;

export const createSettingBack = (parts: SettingBackParts): SettingBack => {
  const { primitives: p, signer, hubId } = parts;
  const state = createCell<SettingBackState>({ kind: 'idle' });
  const send = async (code: string): Promise<SettingBackState> => {
    const heard = parts.heard();
    const floor = heard && floorOf(heard);
    if (heard === undefined || floor === undefined) return { kind: 'failed', problem: 'hub-silent' };
    if (heard.capability < NEEDED_LEVEL) return { kind: 'failed', problem: 'hub-too-old' };
    if (!parts.clockIsRight()) return { kind: 'failed', problem: 'own-clock' };
    const iat = Math.floor(parts.wallMs() / 1000);
    const { bytes } = await makeSetBack(p, signer, { hubId, bootId: heard.bootId, floor, iat, code });
    const answer = await parts.tell('set-back', bytes);
    return answer.ok ? { kind: 'done' } : { kind: 'failed', problem: answer.refusal.reason };
  };
  const say = async (typed: string) => {
    if (state.get().kind === 'working') return;
    const code = readPresenceCode(typed);
    if (code === undefined) {
      state.set({ kind: 'mistyped' });
      return;
    }
    state.set({ kind: 'working' });
    state.set(await send(code).catch((error: unknown) => ({ kind: 'failed', problem: codeOf(error) }) as const));
    parts.poke();
  };
  return { state, say };
};
