import { signerFromScalar } from '@latchkey/keys';
import { encodeRecoveryCode, recoveryScalar, signVeto, type Primitives, type Signer } from '@latchkey/protocol';
import { codeOf, createCell, type Observable, type RandomBytes } from '@latchkey/web-kit/model';
import type { TellHub } from '../hub/talk.ts';
import type { Changed, Members } from '../devices/members.ts';

/** The hub's level from which it understands a recovery key in a roster. */
const NEEDED_LEVEL = 3;

export type Printing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'making' }
  /** The hub has confirmed it. The code stands here and nowhere else, until this is left. */
  | { readonly kind: 'made'; readonly sheet: string }
  | { readonly kind: 'failed'; readonly problem: string };

export type Refusing = 'idle' | 'refusing' | 'refused' | 'late' | 'failed';

/** A member's side of the code on paper: making one, and refusing one that somebody used. */
export interface RecoveryDesk {
  readonly printing: Observable<Printing>;
  readonly refusing: Observable<Refusing>;
  readonly print: () => Promise<void>;
  /** Forgets the sheet on the screen. */
  readonly putAway: () => void;
  /** `hash` is that of the recovery that the hub's own state names. */
  readonly refuse: (hash: Uint8Array) => Promise<void>;
}

interface DeskParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly hubId: Uint8Array;
  readonly randomBytes: RandomBytes;
  readonly wallMs: () => number;
  readonly members: Pick<Members, 'putOnPaper'>;
  readonly tell: TellHub;
  /** What the hub's newest state says that it understands. */
  readonly level: () => number;
  /** The hub's state is worth asking for at once. */
  readonly poke: () => void;
}

export const createRecoveryDesk = (parts: DeskParts): RecoveryDesk => {
  const { primitives: p, hubId } = parts;
  const printing = createCell<Printing>({ kind: 'idle' });
  const refusing = createCell<Refusing>('idle');

  const print = async () => {
    if (printing.get().kind === 'making') return;
    if (parts.level() < NEEDED_LEVEL) {
      printing.set({ kind: 'failed', problem: 'hub-too-old' });
      return;
    }
    printing.set({ kind: 'making' });
    const code = { hubId, secret: parts.randomBytes(16) };
    const { key } = signerFromScalar(recoveryScalar(p, code));
    const changed = await parts.members
      .putOnPaper(key)
      .catch((error: unknown): Changed => ({ ok: false, problem: codeOf(error) }));
    // A code that the hub did not take is never shown: nobody shall keep a sheet that opens nothing.
    printing.set(changed.ok ? { kind: 'made', sheet: encodeRecoveryCode(p, code) } : { kind: 'failed', problem: changed.problem });
  }; // prettier-ignore
  const refuse = async (hash: Uint8Array) => {
    if (refusing.get() === 'refusing') return;
    refusing.set('refusing');
    try {
      const claims = { iat: Math.floor(parts.wallMs() / 1000), hubId };
      const answer = await parts.tell('veto', (await signVeto(p, parts.signer, claims, hash)).bytes);
      refusing.set(answer.ok ? 'refused' : answer.refusal.reason === 'recovery-none' ? 'late' : 'failed');
    } catch {
      refusing.set('failed');
    }
    parts.poke();
  };
  return { printing, refusing, print, putAway: () => printing.set({ kind: 'idle' }), refuse };
};
