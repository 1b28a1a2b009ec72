import { fromHex, makeSuspension, readPresenceCode, type Primitives, type Signer } from '@latchkey/protocol';
import { codeOf, createCell, type Observable } from '@latchkey/web-kit/model';
import type { TellHub } from '../hub/talk.ts';

/** The hub's level from which it understands a suspension. */
const NEEDED_LEVEL = 5;

export type SuspendingState =
  | { readonly kind: 'idle' }
  /** What was typed is no code. */
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly ended: boolean }
  /** `problem`: the hub's own word, or the server's. */
  | { readonly kind: 'failed'; readonly problem: string };

/** A member beside the hub suspends a device there, or ends it: docs/protocol/22-suspension.md. */
export interface Suspending {
  readonly state: Observable<SuspendingState>;
  /** `typed`: what the hub's display shows. */
  readonly say: (typed: string, ends: boolean) => Promise<void>;
}

interface SuspendingParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly hubId: Uint8Array;
  /** Hex kid of the device that it is about. */
  readonly kid: string;
  readonly tell: TellHub;
  /** What the hub's newest state says that it understands. */
  readonly level: () => number;
  /** The hub's state is worth asking for at once. */
  readonly poke: () => void;
}

export const createSuspending = (parts: SuspendingParts): Suspending => {
  const { primitives: p, signer, hubId } = parts;
  const state = createCell<SuspendingState>({ kind: 'idle' });
  const say = async (typed: string, ends: boolean) => {
    if (state.get().kind === 'working') return;
    const code = readPresenceCode(typed);
    const member = fromHex(parts.kid);
    if (code === undefined || member === undefined) {
      state.set({ kind: 'mistyped' });
      return;
    }
    if (parts.level() < NEEDED_LEVEL) {
      state.set({ kind: 'failed', problem: 'hub-too-old' });
      return;
    }
    state.set({ kind: 'working' });
    try {
      const { bytes } = await makeSuspension(p, signer, { hubId, member, code, ends });
      const answer = await parts.tell('suspend', bytes);
      state.set(answer.ok ? { kind: 'done', ended: ends } : { kind: 'failed', problem: answer.refusal.reason });
    } catch (error) {
      state.set({ kind: 'failed', problem: codeOf(error) });
    }
    parts.poke();
  };
  return { state, say };
};
