import { makeDeparture, readPresenceCode, type DepartureSays, type Primitives, type Signer } from '@latchkey/protocol';
import { codeOf, createCell, type HeardState, type Observable } from '@latchkey/web-kit/model';
import type { TellHub } from '../hub/talk.ts';

/** The hub's level from which it understands a departure. */
const NEEDED_LEVEL = 7;

export type DepartingState =
  | { readonly kind: 'idle' }
  /** What was typed is no code. */
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'working'; readonly says: DepartureSays }
  | { readonly kind: 'done'; readonly says: DepartureSays }
  /** `problem`: the hub's own word, or the server's. */
  | { readonly kind: 'failed'; readonly problem: string };

/** The end of the household at its hub, as a member has a say in it: docs/protocol/23-departure.md. */
export interface Departing {
  readonly state: Observable<DepartingState>;
  /** `typed`: what the hub's display shows; nothing for `longer`. */
  readonly say: (says: DepartureSays, typed?: string) => Promise<void>;
}

interface DepartingParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly hubId: Uint8Array;
  readonly tell: TellHub;
  /** The hub's newest state. */
  readonly heard: () => HeardState['state'] | undefined;
  /** The hub's state, and its receipts, are worth asking for at once. */
  readonly poke: () => void;
}

export const createDeparting = (parts: DepartingParts): Departing => {
  const { primitives: p, signer, hubId } = parts;
  const state = createCell<DepartingState>({ kind: 'idle' });
  const say = async (says: DepartureSays, typed = '') => {
    if (state.get().kind === 'working') return;
    const code = says === 'longer' ? undefined : readPresenceCode(typed);
    if (says !== 'longer' && code === undefined) {
      state.set({ kind: 'mistyped' });
      return;
    }
    const of = subjectOf(says, parts.heard());
    if (typeof of === 'string') {
      state.set({ kind: 'failed', problem: of });
      return;
    }
    state.set({ kind: 'working', says });
    try {
      const { bytes } = await makeDeparture(p, signer, { hubId, says, of, ...(code === undefined ? {} : { code }) });
      const answer = await parts.tell('depart', bytes);
      state.set(answer.ok ? { kind: 'done', says } : { kind: 'failed', problem: answer.refusal.reason });
    } catch (error) {
      state.set({ kind: 'failed', problem: codeOf(error) });
    }
    parts.poke();
  };
  return { state, say };
};

/** What it is about, or why nothing can be said. */
const subjectOf = (says: DepartureSays, heard: HeardState['state'] | undefined): Uint8Array | string => {
  if (heard === undefined) return 'hub-silent';
  if (heard.capability < NEEDED_LEVEL) return 'hub-too-old';
  return says === 'hand-over' ? heard.bootId : (heard.leaving?.id ?? 'leaving-none');
};
