import { fromBase64url, sameBytes, toBase64url, toHex } from '@latchkey/protocol';
import { sendRosters } from './answers/roster-told.ts';
import { signedState } from './answers/state.ts';
import type { Core } from './core.ts';
import type { LinePort } from './ports.ts';
import { RandomStuck } from './nonces.ts';
import { waitsForAnyWord } from './visits.ts';
import { tellAgain } from './waiting.ts';

const CHANGED_PAUSE_MS = 150;
/** Receipts sent at once after a reconnect; the rest follow as the server acknowledges. */
const RECEIPTS_AHEAD = 200;

/** Whether who is at the other end may answer for freshness: the hub's own page at home knows of no block that the hub does not. */
export type Freshness = 'answers' | 'knows-nothing';

/** What the hub says over one line of its own accord, and hears beside requests. Nothing of it moves a bolt. */
export class LineSide {
  readonly #core: Core;
  readonly #line: LinePort;
  readonly #freshness: Freshness;
  #sentUpTo = 0;
  #ackedUpTo = 0;
  #changedSoon = false;
  readonly #lineAnew: () => void;

  constructor(core: Core, line: LinePort, freshness: Freshness, lineAnew: () => void) {
    this.#core = core;
    this.#line = line;
    this.#freshness = freshness;
    this.#lineAnew = lineAnew;
  }

  /** The newest receipt that the server says it keeps; 0: none. */
  get keptUpTo(): number {
    return this.#ackedUpTo;
  }

  /** The server keeps receipts up to `receiptsUpTo`, the last with this hash. Another history than ours is answered with all of ours. */
  welcome(receiptsUpTo: number, head: string): void {
    this.#lineAnew();
    const own = receiptsUpTo < 1 ? undefined : this.#core.memory.hashAt(receiptsUpTo);
    const theirs = fromBase64url(head);
    const same = own !== undefined && theirs !== undefined && sameBytes(own, theirs);
    this.#ackedUpTo = same ? receiptsUpTo : 0;
    this.#sentUpTo = this.#ackedUpTo;
    // A stranger keeps nothing: one is enough to be held until the hub is bound.
    sendRosters(this.#line, this.#core.memory.rosters.since(receiptsUpTo < 0 ? Infinity : this.#ackedUpTo));
    this.#sendReceipts();
    this.#line.send({ type: 'state-changed' });
    tellAgain(this.#core, this.#line);
    this.wantMember();
    this.askFresh();
  }

  /** The server does not know this hub's household: where it was moved to that server, it introduces itself (docs/protocol/29-move.md). */
  introduce(): void {
    const { rosters, server, paired } = this.#core.memory;
    const { move } = server;
    if (!paired || move === undefined) return;
    const shown = { move: toBase64url(move.link.bytes), previous: toBase64url(move.previous) };
    this.#line.send({ type: 'move', ...shown, rosters: rosters.links.length });
    sendRosters(this.#line, rosters.links);
  }

  /** A receipt has just become durable. */
  receipt(): void {
    this.#sendReceipts();
    this.changed();
  }

  /** What was never sent is kept nowhere, whatever the server says: else it would say so of everything, and be believed that there is nothing to look for. */
  acknowledged(upToSeq: number): void {
    this.#ackedUpTo = Math.max(this.#ackedUpTo, Math.min(upToSeq, this.#sentUpTo));
    this.#sendReceipts();
  }

  /** The server's answer to our own nonce; only that counts. */
  fresh(nonce: string): void {
    const bytes = fromBase64url(nonce);
    if (bytes !== undefined && this.#freshness === 'answers') this.#core.questions.serverAnswered(toHex(bytes));
  }

  /** A viewer's nonce comes back in the next signed checkpoint of that recording: the picture is as young as the nonce. */
  viewerNonce(recordingId: string, nonce: string): void {
    const bytes = fromBase64url(nonce);
    const keeper = [...this.#core.doors.values()].find(({ film }) =>
      [film.recordingId, film.showingId].some((id) => id !== undefined && toBase64url(id) === recordingId),
    );
    if (bytes !== undefined) keeper?.film.viewerNonce(bytes);
  }

  askFresh(): void {
    const { questions, clock } = this.#core;
    if (!this.#line.connected || this.#freshness !== 'answers') return;
    const nonce = this.#question(() => questions.askServer(clock.monotonicMs()));
    if (nonce !== undefined) this.#line.send({ type: 'fresh?', nonce });
  }

  /** Asks a member's device for what only it can give: its answer to this start, and the time. */
  wantMember(): void {
    const { memory, time, log } = this.#core;
    if (!this.#line.connected || !memory.paired) return;
    if (time.now().unixS === undefined || waitsForAnyWord(this.#core)) this.wantTime();
    if (this.#core.resumed) return;
    signedState(this.#core, undefined).then(
      (state) => this.#line.send({ type: 'resume-wanted', message: toBase64url(state) }),
      (error: unknown) => log.error({ error: String(error) }, 'state could not be signed'),
    );
  }

  wantTime(): void {
    const { questions, clock } = this.#core;
    const nonce = this.#question(() => questions.askMember(clock.monotonicMs()));
    if (nonce !== undefined) this.#line.send({ type: 'time-wanted', nonce });
  }

  /** A random source that repeats itself asks nothing: freshness then ends by itself, and the hub goes on for members. */
  #question(ask: () => string): string | undefined {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof RandomStuck)) throw error;
      this.#core.log.error({}, 'the random source repeats itself; no question can be asked');
      return undefined;
    }
  }

  /** A hint that a signed state would look different; many changes are one hint. */
  changed(): void {
    if (this.#changedSoon || !this.#line.connected) return;
    this.#changedSoon = true;
    this.#core.clock.after(CHANGED_PAUSE_MS, () => {
      this.#changedSoon = false;
      this.#line.send({ type: 'state-changed' });
    });
  }

  #sendReceipts(): void {
    const { memory } = this.#core;
    const line = this.#line;
    if (!line.connected) return;
    const window = this.#ackedUpTo + RECEIPTS_AHEAD;
    for (const { seq, bytes, visit } of memory.receipts.after(this.#sentUpTo)) {
      if (seq > window) return;
      // An acknowledgement may come back before `send` has returned: it must find this one sent.
      if (seq <= this.#sentUpTo) continue;
      this.#sentUpTo = seq;
      line.send({
        type: 'receipt',
        seq,
        receipt: toBase64url(bytes),
        ...(visit === undefined ? {} : { visitId: visit }),
      });
    }
  }
}
