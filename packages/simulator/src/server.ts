import type { Hub, LinePort } from '@latchkey/hub';
import type { VirtualClock } from '@latchkey/hub/virtual-time';

export type Said = Parameters<LinePort['send']>[0];

/** An honest server behind a line that may be down: keeps receipts, answers freshness, passes on what the hub wants of a member. */
export class SimulatedServer implements LinePort {
  connected = true;
  /** The newest moment at which an honest answer to the hub's own nonce set out. */
  answeredMs = 0;
  /** The story that came first. */
  readonly receipts = new Map<number, string>();
  /** Whatever came for a number that was taken, as it shows to everybody who reads. */
  readonly forks: string[] = [];
  /** Sequence numbers that came twice with different bytes. */
  readonly forked: number[] = [];
  wantsResume = false;
  timeNonce: string | undefined;
  /** Whoever has the line: the newest hub of this key that came. */
  hub: Hub | undefined;
  readonly #clock: VirtualClock;
  readonly #lastWord: boolean;

  /** `lastWord`: it keeps no two stories, but the one that was told last. */
  constructor(clock: VirtualClock, lastWord: boolean) {
    this.#clock = clock;
    this.#lastWord = lastWord;
  }

  /** The line of one of the hubs of this key; `hub`: undefined while it starts. */
  lineOf(hub: () => Hub | undefined): LinePort {
    const isNewest = () => this.hub === hub();
    const connected = () => this.connected && isNewest();
    return {
      get connected() {
        return connected();
      },
      send: (message) => {
        if (isNewest()) this.send(message);
      },
      filmStarted: () => this.filmStarted(),
      lookStarted: () => this.lookStarted(),
      filmClosed: () => this.filmClosed(),
    };
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
        const differs = kept !== undefined && kept !== message.receipt;
        if (differs) this.forked.push(message.seq);
        if (kept === undefined || this.#lastWord) this.receipts.set(message.seq, message.receipt);
        else if (differs) this.forks.push(message.receipt);
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
