import { channel } from '../../packages/contract/src/index.ts';
import type { Answer } from '../../packages/hub/src/agent/answer.ts';
import type { Over } from '../../packages/hub/src/agent/hub-parts.ts';
import type { TestHome } from '../../packages/hub/src/agent/testing/test-home.ts';
import type { Dice } from '../../packages/protocol/src/testing/dice.ts';

type Method = channel.HubMethod;
type Send = TestHome['hub']['answer'];

interface Overheard {
  readonly method: Method;
  readonly message: Uint8Array;
  readonly links: readonly Uint8Array[];
}

/** What somebody hears whose message is held back. */
const SILENT: Answer = { ok: false, refusal: { reason: 'silent' } };
const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
/** How long a message is held: within the life of a challenge, just past it, or until nobody thinks of it. */
const HELD_MS = [2, 10, 25, 40, 90].map((s) => s * SECOND_MS).concat([1, 5, 30, 70].map((h) => h * HOUR_MS));

interface RelayParts {
  readonly passed: (method: Method) => void;
  readonly before: HoldingRelay | undefined;
  readonly current: () => HoldingRelay;
}

/** Keeps everything that anybody ever sent this hub, for good; holds one message in three back, and lets it on later, in no order. */
export class HoldingRelay {
  readonly kept: Overheard[];
  held: number;
  /** Until the household has moved in it only listens. */
  holds: boolean;
  readonly #dice: Dice;
  readonly #home: TestHome;
  readonly #send: Send;
  readonly #current: () => HoldingRelay;

  /** `passed` hears of each message as its sender lets it go. Around the hub that has just started; what `before` kept it keeps, and what that held comes to `current`. */
  constructor(home: TestHome, dice: Dice, { passed, before, current }: RelayParts) {
    this.#home = home;
    this.#dice = dice;
    this.#current = current;
    this.kept = before?.kept ?? [];
    this.held = before?.held ?? 0;
    this.holds = before?.holds ?? false;
    const { hub } = home;
    const send = hub.answer.bind(hub);
    // Who waits for a hub that dies hears nothing.
    const died = new Promise<Answer>((resolve) => (this.dies = () => resolve(SILENT)));
    this.#send = (...said) => Promise.race([send(...said), died]);
    const answer = (method: Method, message: Uint8Array, links: readonly Uint8Array[] = [], over: Over = 'server') => {
      this.kept.push({ method, message, links });
      passed(method);
      // The page at home is none of its lines; what is said there it hears of all the same.
      if (over === 'page') return this.#send(method, message, links, over);
      return this.holds && dice.oneIn(3) ? this.#hold(method, message, links) : this.#send(method, message, links);
    };
    Object.assign(hub, { answer });
  }

  /** The hub behind it has lost its power. */
  dies = (): void => undefined;

  #hold(method: Method, message: Uint8Array, links: readonly Uint8Array[]): Promise<Answer> {
    this.held++;
    this.#home.clock.after(this.#dice.pick(HELD_MS), () => void this.#current().#send(method, message, links));
    return Promise.resolve(SILENT);
  }

  /** One thing that was kept, or a piece of it, to where it belongs or to anywhere else, once or several times. */
  async meddle(): Promise<void> {
    const dice = this.#dice;
    const { method, message, links } = dice.pick(this.kept);
    const to = dice.oneIn(2) ? method : dice.pick(channel.hubMethods);
    const sent = dice.oneIn(4) ? this.#spoilt(message) : message;
    const above = dice.oneIn(3) ? dice.pick(this.kept).links : links;
    for (let times = dice.between(1, 3); times > 0; times--) await this.#send(to, sent, above);
    const { server, hub } = this.#home;
    if (dice.oneIn(5)) hub.line.fresh(Buffer.from(dice.bytes(16)).toString('base64url'));
    if (dice.oneIn(5)) hub.line.acknowledged(dice.below(1000));
    if (dice.oneIn(9)) server.answersFreshness = dice.oneIn(2);
  }

  #spoilt(message: Uint8Array): Uint8Array {
    const spoilt = Uint8Array.from(message);
    const at = this.#dice.below(Math.max(1, message.length));
    if (at < spoilt.length) spoilt[at] = (spoilt[at] ?? 0) ^ (1 << this.#dice.below(8));
    return spoilt;
  }
}

/** What people meant: each act opens the door once at most, and only for as long as it is theirs. */
export class Acts {
  #meant: { readonly method: Method; readonly act: string; readonly forMs: number } | undefined;
  readonly #untilMs = new Map<string, number>();
  readonly #spent = new Set<string>();
  #looked = 0;
  readonly #home: TestHome;

  constructor(home: TestHome) {
    this.#home = home;
  }

  /** While `during` lasts, a message of this kind means: open, once for this act. */
  async mean<T>(method: Method, act: string, forMs: number, during: () => Promise<T>): Promise<T> {
    this.#meant = { method, act, forMs };
    try {
      return await during();
    } finally {
      this.#meant = undefined;
    }
  }

  passed = (method: Method): void => {
    if (this.#meant?.method === method) this.#untilMs.set(this.#meant.act, this.#home.clock.nowMs + this.#meant.forMs);
  };

  /** Orders to open since the last look that nobody meant: when each was given, in hours. */
  unmeant(): readonly string[] {
    const moves = this.#home.locks.moves('unlocked');
    const found = moves.slice(this.#looked).flatMap((move) => {
      const act = [...this.#untilMs].find(([name, untilMs]) => !this.#spent.has(name) && move.atMs <= untilMs)?.[0];
      if (act !== undefined) this.#spent.add(act);
      return act === undefined || move.type !== 'move' || move.door !== 1 ? [`at ${(move.atMs / HOUR_MS).toFixed(3)} h`] : [];
    });
    this.#looked = moves.length;
    return found;
  } // prettier-ignore

  get opened(): number {
    return this.#looked;
  }
}
