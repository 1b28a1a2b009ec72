import { keyName, type EventName, type Link, type PublicKey, type Roster } from '@latchkey/protocol';

export interface WaitingRecovery {
  readonly link: Link<Roster>;
  /** How long it has waited, of this hub's own running time, as far as the journal knows. */
  readonly ranMs: number;
}

/** Why one ended that does not stand. */
export type RecoveryEnd = 'refused' | 'overtaken' | 'two-at-once' | 'rolled-back';

/** What the journal says of recoveries (docs/protocol/19-recovery.md): the one that waits, and the codes that never count again. */
export class RecoveryMemory {
  pending: WaitingRecovery | undefined;
  /** A receipt says that one waits. */
  told = false;
  /** One that ended and does not stand, as long as no receipt says so. */
  untoldEnd: { readonly link: Link<Roster>; readonly cause: RecoveryEnd } | undefined;
  /** `keyName`s of recovery keys. */
  readonly voidKeys = new Set<string>();

  begin(link: Link<Roster>): void {
    this.pending = { link, ranMs: 0 };
    this.told = false;
  }

  ran(name: string, ranMs: number): void {
    if (this.pending?.link.name === name) this.pending = { ...this.pending, ranMs: Math.floor(ranMs) };
  }

  /** It ended and does not stand: `key`, whose code it used, is void for ever. */
  over(key: PublicKey | undefined, cause: RecoveryEnd): void {
    if (this.pending !== undefined && key !== undefined) this.voidKeys.add(keyName(key));
    if (this.pending !== undefined) this.untoldEnd = { link: this.pending.link, cause };
    this.pending = undefined;
  }

  /** A roster came after one with this recovery key: the recovery that waited, or one that overtook it. */
  roster(next: Link<Roster>, key: PublicKey | undefined): void {
    if (this.isPending(next)) this.pending = undefined;
    else this.over(key, 'overtaken');
  }

  isPending({ name }: Pick<Link<Roster>, 'name'>): boolean {
    return this.pending?.link.name === name;
  }

  /** A receipt is in the journal. */
  said(event: EventName): void {
    if (event === 'recovery-pending') this.told = true;
    if (event === 'recovery-over') this.untoldEnd = undefined;
  }

  /** The household has left. */
  forget(): void {
    this.pending = undefined;
    this.untoldEnd = undefined;
  }
}
