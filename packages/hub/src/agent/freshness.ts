import { toBase64url, toHex, type Freshness } from '@latchkey/protocol';

/** A question older than this proves nothing useful, and is forgotten. */
const QUESTION_LIFE_MS = 60_000;

/**
 * How young the hub's knowledge of the outside is: it sends its own nonce and counts from the moment of *sending*. The server's answer
 * bounds honest outages only; a member's signature over such a nonce is the real thing (flag 8).
 */
export class Questions {
  readonly #fresh: () => Uint8Array;
  readonly #server = new Map<string, number>();
  readonly #member = new Map<string, number>();
  #state: Freshness = {};

  constructor(fresh: () => Uint8Array) {
    this.#fresh = fresh;
  }

  get state(): Freshness {
    return this.#state;
  }

  /** Whether nobody has answered anything since the start. */
  get heardNothing(): boolean {
    return this.#state.serverMs === undefined && this.#state.memberMs === undefined;
  }

  /** Hex of each nonce sent to members → when. */
  get timeNonces(): ReadonlyMap<string, number> {
    return this.#member;
  }

  /** base64url, for `fresh?`. */
  askServer(nowMs: number): string {
    return this.#ask(this.#server, nowMs);
  }

  /** base64url, for `time-wanted`. */
  askMember(nowMs: number): string {
    return this.#ask(this.#member, nowMs);
  }

  /** `nonce` is whatever the server says (hex); only one of ours counts, and once. */
  serverAnswered(nonce: string): boolean {
    const sentMs = this.#server.get(nonce);
    if (sentMs === undefined) return false;
    this.#server.delete(nonce);
    this.#state = { ...this.#state, serverMs: Math.max(sentMs, this.#state.serverMs ?? 0) };
    return true;
  }

  /** After `judgeTime`: the nonce is spent; `memberMs` only when the member knew no block that this hub lacks. */
  memberAnswered(nonce: string, memberMs: number | undefined): void {
    this.#member.delete(nonce);
    if (memberMs !== undefined)
      this.#state = { ...this.#state, memberMs: Math.max(memberMs, this.#state.memberMs ?? 0) };
  }

  /** What was heard, and what was asked: an answer that comes now was on its way for nobody knows how long. */
  forget(): void {
    this.#server.clear();
    this.#member.clear();
    this.#state = {};
  }

  #ask(asked: Map<string, number>, nowMs: number): string {
    for (const [nonce, sentMs] of asked) if (nowMs - sentMs > QUESTION_LIFE_MS) asked.delete(nonce);
    const nonce = this.#fresh();
    asked.set(toHex(nonce), nowMs);
    return toBase64url(nonce);
  }
}
