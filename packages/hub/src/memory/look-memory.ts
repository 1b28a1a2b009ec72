import { NO_BYTES, toHex, type Receipt } from '@latchkey/protocol';

export interface OpenLook {
  readonly hash: Uint8Array;
  readonly door: number;
  readonly recordingId: Uint8Array;
  /** Who looks; hex. */
  readonly kid: string;
  /** As it was signed. */
  readonly lengthMs: number;
}

/** What the journal says of looks through a camera (docs/protocol/09-look.md). */
export class LookMemory {
  off = false;
  /** They are off, and no receipt says so. */
  offUntold = false;
  /** By hex kid: for how long whoever looked may not look again, from the end of their look on. */
  readonly rests = new Map<string, number>();
  /** A look whose end no receipt tells. */
  open: OpenLook | undefined;

  turn(on: boolean): void {
    this.off = !on;
    this.offUntold = !on;
  }

  rest(kid: string, ms: number): void {
    if (ms === 0) this.rests.delete(kid);
    else this.rests.set(kid, ms);
  }

  /** A receipt is in the journal. */
  said({ event, door, answers: hash, detail }: Receipt): void {
    if (event === 'looks-off') this.offUntold = false;
    if (event === 'look-ended') this.open = undefined;
    if (event !== 'look-began' || door === undefined || hash === undefined || detail?.recordingId === undefined) return;
    const { recordingId, kid = NO_BYTES, lengthMs = 0 } = detail;
    this.open = { hash, door, recordingId, kid: toHex(kid), lengthMs };
  }

  /** The household has left. */
  forget(): void {
    this.off = false;
    this.offUntold = false;
    this.rests.clear();
  }
}
