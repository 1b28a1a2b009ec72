import { keyName, type Link, type PublicKey, type Roster } from '@latchkey/protocol';

export interface WaitingRecovery {
  readonly link: Link<Roster>;
  /** How long it has waited, of this hub's own running time, as far as the journal knows. */
  readonly ranMs: number;
}

/** What the journal says of recoveries (docs/protocol/19-recovery.md): the one that waits, and the codes that never count again. */
export class RecoveryMemory {
  pending: WaitingRecovery | undefined;
  /** The newest roster, where it is a recovery: the server may not have heard of it. */
  stood: Uint8Array | undefined;
  /** `keyName`s of recovery keys. */
  readonly voidKeys = new Set<string>();

  begin(link: Link<Roster>): void {
    this.pending = { link, ranMs: 0 };
  }

  ran(name: string, ranMs: number): void {
    if (this.pending?.link.name === name) this.pending = { ...this.pending, ranMs };
  }

  /** It ended and does not stand: `key`, whose code it used, is void for ever. */
  over(key: PublicKey | undefined): void {
    if (this.pending !== undefined && key !== undefined) this.voidKeys.add(keyName(key));
    this.pending = undefined;
  }

  /** A roster came after one with this recovery key: the recovery that waited, or one that overtook it. */
  roster(next: Link<Roster>, key: PublicKey | undefined): void {
    const stands = this.pending?.link.name === next.name;
    if (stands) this.pending = undefined;
    else this.over(key);
    this.stood = stands ? next.bytes : undefined;
  }

  /** The household has left. */
  forget(): void {
    this.pending = undefined;
    this.stood = undefined;
  }
}
