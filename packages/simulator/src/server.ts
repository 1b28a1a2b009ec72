import type { Hub, LinePort } from '@latchkey/hub';
import type { VirtualClock } from '@latchkey/hub/virtual-time';

export type Said = Parameters<LinePort['send']>[0];

/** An honest server behind a line that may be down: keeps receipts, answers freshness, passes on what the hub wants of a member. */
export class SimulatedServer implements LinePort {
  connected = true;
  /** The newest moment at which an honest answer to the hub's own nonce set out. */
  answeredMs = 0;
  readonly receipts = new Map<number, string>();
  /** Sequence numbers that came twice with different bytes. */
  readonly forked: number[] = [];
  wantsResume = false;
  timeNonce: string | undefined;
  hub: Hub | undefined;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  send(message: Said): void {
    if (!this.connected) return;
    switch (message.type) {
      case 'fresh?':
        this.answeredMs = this.#clock.nowMs;
        this.hub?.line.fresh(message.nonce);
        return;
      case 'receipt': {
        const kept = this.receipts.get(message.seq);
        if (kept !== undefined && kept !== message.receipt) this.forked.push(message.seq);
        this.receipts.set(message.seq, message.receipt);
        this.hub?.line.acknowledged(message.seq);
        return;
      }
      case 'resume-wanted':
        this.wantsResume = true;
        return;
      case 'time-wanted':
        this.timeNonce = message.nonce;
        return;
      case 'hello':
      case 'response':
      case 'state-changed':
      case 'recording-started':
      case 'recording-closed':
      case 'look-started':
      case 'roster':
      case 'move':
      case 'mail':
      case 'log-seen':
      case 'approval-wanted':
      case 'approval-over':
        return;
    }
  }

  filmStarted(): void {
    // Films have tests of their own.
  }

  lookStarted(): void {
    // See above.
  }

  filmClosed(): void {
    // See above.
  }
}
