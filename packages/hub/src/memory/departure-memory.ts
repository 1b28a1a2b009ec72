import { toBase64url, type Leaving } from '@latchkey/protocol';

/** What the journal says of the end of the household (docs/protocol/23-departure.md): the announced one, and what was told of it. */
export class DepartureMemory {
  leaving: Leaving | undefined;
  /** What said that the household stays, until a receipt says so. */
  stayed: Uint8Array | undefined;
  /** The newest receipt about it says that the household leaves. */
  told = false;

  begin(id: Uint8Array): void {
    this.leaving = { id, ranMs: 0, longer: false };
  }

  /** It has waited so long. `name` is the announcement's, base64url. */
  ran(name: string, ranMs: number): void {
    if (this.leaving !== undefined && toBase64url(this.leaving.id) === name) this.leaving = { ...this.leaving, ranMs };
  }

  lengthen(): void {
    if (this.leaving !== undefined) this.leaving = { ...this.leaving, longer: true };
  }

  stay(link: Uint8Array): void {
    this.leaving = undefined;
    if (this.told) this.stayed = link;
  }

  said(event: string): void {
    if (event === 'leaving') this.told = true;
    if (event !== 'staying') return;
    this.told = false;
    this.stayed = undefined;
  }

  /** The household has left. */
  forget(): void {
    this.leaving = undefined;
    this.stayed = undefined;
    this.told = false;
  }
}
