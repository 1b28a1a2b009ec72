import {
  isServerAddress,
  readStanding,
  signMove,
  type Primitives,
  type Signer,
  type Standing,
} from '@latchkey/protocol';
import { bytesFrom, codeOf, createCell, type Observable } from '@latchkey/web-kit/model';
import type { TellHub } from '../hub/talk.ts';

/** The server that the hub has, as its own page says it: for words on a screen. */
export type ServerNow = Omit<Standing, 'previous'>;

export type MovingState =
  | { readonly kind: 'idle' }
  /** What was typed is no address. */
  | { readonly kind: 'mistyped' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done' }
  /** `problem`: the hub's own word, or its page's. */
  | { readonly kind: 'failed'; readonly problem: string };

/** Another server for the hub, said at home by an admin: docs/protocol/29-move.md. */
export interface Moving {
  readonly state: Observable<MovingState>;
  /** Undefined until the hub has said it. */
  readonly now: Observable<ServerNow | undefined>;
  readonly look: () => Promise<void>;
  readonly go: (typed: string) => Promise<void>;
}

interface MovingParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly hubId: Uint8Array;
  readonly tell: TellHub;
  /** The hub's start, by its newest state. */
  readonly bootId: () => Uint8Array | undefined;
}

export const createMoving = ({ primitives, signer, hubId, tell, bootId }: MovingParts): Moving => {
  const state = createCell<MovingState>({ kind: 'idle' });
  const now = createCell<ServerNow | undefined>(undefined);
  const standing = async (): Promise<Uint8Array> => {
    const answer = await tell('move', new Uint8Array(0));
    if (!answer.ok) throw new Error(answer.refusal.reason);
    const said = readStanding(bytesFrom(answer.message ?? ''));
    if (said === undefined) throw new Error('not-recognised');
    const { previous, ...rest } = said;
    now.set(rest);
    return previous;
  };
  const say = async (server: string): Promise<MovingState> => {
    const start = bootId();
    if (start === undefined) return { kind: 'failed', problem: 'hub-silent' };
    const { bytes } = await signMove(primitives, signer, { hubId, server, bootId: start }, await standing());
    const answer = await tell('move', bytes);
    return answer.ok ? { kind: 'done' } : { kind: 'failed', problem: answer.refusal.reason };
  };
  const look = async () => {
    await standing().catch(() => undefined);
  };
  return {
    state,
    now,
    look,
    go: async (typed) => {
      if (state.get().kind === 'working') return;
      const server = serverIn(typed);
      state.set(server === undefined ? { kind: 'mistyped' } : { kind: 'working' });
      if (server === undefined) return;
      state.set(await say(server).catch((error: unknown): MovingState => ({ kind: 'failed', problem: codeOf(error) })));
      await look();
    },
  };
};

/** What people type or paste of an address: its origin. Without TLS only this machine itself. */
export const serverIn = (typed: string): string | undefined => {
  const text = typed.trim();
  if (text === '') return undefined;
  try {
    const { origin, username } = new URL(text.includes('://') ? text : `https://${text}`);
    return isServerAddress(origin) && username === '' ? origin : undefined;
  } catch {
    return undefined;
  }
};
