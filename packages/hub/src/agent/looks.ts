import {
  fromHex,
  judgeLook,
  LOOK_UNWATCHED_MS,
  LOOKS_OFF_MS,
  lookRestMs,
  sameBytes,
  type JudgedLook,
  type LookEnd,
  type LookProblem,
} from '@latchkey/protocol';
import { problem, yes, type Answer } from './answer.ts';
import type { OpenLook } from '../memory/look-memory.ts';
import { doorState, remember, type Core } from './core.ts';
import type { DoorKeeper } from './door-keeper.ts';

interface Running {
  /** Hash of the message that began it: its name in both receipts. */
  readonly hash: Uint8Array;
  readonly door: number;
  /** Hex. */
  readonly kid: string;
  readonly recordingId: Uint8Array;
  readonly beganMs: number;
  cancel: () => void;
}

type Begin = Extract<JudgedLook, { says: 'begin' }>;
type Ending = Extract<JudgedLook, { says: 'end' }>;

const PRESSED_AGAIN_MS = 60_000;

/**
 * Looks through a camera outside a visit (docs/protocol/09-look.md): one at a time, receipted before a picture leaves, and ended by the
 * hub itself whatever anybody sends or withholds. What survives a start: what the receipts say, that looks are off, and who has to wait.
 */
export class Looks {
  readonly #core: Core;
  #running: Running | undefined;
  #off: boolean;
  #offUntilMs: number;
  #pressedMs = -Infinity;
  /** By hex kid: when this member may look again. */
  readonly #rests = new Map<string, number>();

  constructor(core: Core) {
    this.#core = core;
    this.#off = core.memory.looks.off;
    this.#offUntilMs = core.clock.monotonicMs() + LOOKS_OFF_MS;
    // Nobody knows how long the hub was off: whoever waits begins to wait anew.
    for (const [kid, ms] of core.memory.looks.rests) this.#rests.set(kid, core.clock.monotonicMs() + ms);
  }

  /** At a start: whatever ran when the hub died is over, and what it did not come to say is the first thing it says. */
  begin(): void {
    const { open, offUntold } = this.#core.memory.looks;
    if (open !== undefined) this.#cutOff(open);
    if (offUntold) this.#sayOff();
  }

  #cutOff(open: OpenLook): void {
    const { door, hash: answers, recordingId, kid, lengthMs } = open;
    // How long it ran is not known either; longer than this it was not.
    this.#rest(kid, lengthMs);
    void this.#core.receipts.add({
      event: 'look-ended',
      door,
      answers,
      detail: { recordingId, cause: 'hub-restarted' satisfies LookEnd },
    });
  }

  async answer(message: Uint8Array): Promise<Answer> {
    const core = this.#core;
    const judged = judgeLook(core.p, message, doorState(core), core.clock.monotonicMs());
    if (!judged.ok) return problem(judged.problem satisfies LookProblem);
    return judged.says === 'begin' ? this.#begin(judged) : this.#endBy(judged);
  }

  /** Every second, and after everything that was heard: what a look stands on may be gone. */
  look(): void {
    const { memory, lines, doors } = this.#core;
    const running = this.#running;
    if (running !== undefined) {
      if (!memory.counting.members.has(running.kid)) void this.end('member-removed');
      else if (!lines.connected) void this.end('line-lost');
      else if (this.#sinceWatchedMs(running, doors.get(running.door)) > LOOK_UNWATCHED_MS)
        void this.end('nobody-watches');
    }
    // A reset forgets it with the household.
    if (!memory.paired) {
      this.#off = false;
      this.#rests.clear();
    }
    for (const [kid, untilMs] of this.#rests) if (untilMs <= this.#nowMs) this.#rest(kid, 0);
    if (this.#off && this.#nowMs >= this.#offUntilMs) this.#switch(true);
  }

  get running(): boolean {
    return this.#running !== undefined;
  }

  /** Somebody stands beside the hub and does not want to be looked at. */
  pressed(): void {
    void this.end('button');
    if (!this.#core.memory.paired) return;
    this.#offUntilMs = this.#nowMs + LOOKS_OFF_MS;
    const again = this.#off && this.#nowMs - this.#pressedMs < PRESSED_AGAIN_MS;
    this.#pressedMs = this.#nowMs;
    // A button that bounces takes one place on the disk.
    if (again) return;
    this.#switch(false);
    this.#sayOff();
  }

  #sayOff(): void {
    void this.#core.receipts.add({ event: 'looks-off', detail: { lengthMs: LOOKS_OFF_MS } });
  }

  /** Resolves with the bytes of the receipt, undefined where nothing ran or nothing more can be written. */
  async end(cause: LookEnd, by?: string): Promise<Uint8Array | undefined> {
    const running = this.#running;
    if (running === undefined) return undefined;
    this.#running = undefined;
    running.cancel();
    const { doors, signals, receipts, changed } = this.#core;
    const { door, kid, hash: answers, recordingId } = running;
    const keeper = doors.get(door);
    keeper?.film.hide();
    signals.set('indicator', door, keeper?.loop.film !== undefined);
    const lastedMs = this.#nowMs - running.beganMs;
    this.#rest(kid, lookRestMs(lastedMs, by !== undefined && by !== kid));
    const who = by === undefined ? undefined : fromHex(by);
    const detail = { recordingId, cause, ...(who === undefined ? {} : { kid: who }) };
    const receipt = receipts.add({ event: 'look-ended', door, answers, detail });
    changed();
    return (await receipt)?.bytes;
  }

  get #nowMs(): number {
    return this.#core.clock.monotonicMs();
  }

  async #begin(said: Begin): Promise<Answer> {
    const core = this.#core;
    const { door } = said.link.claims;
    const keeper = core.doors.get(door);
    if (keeper === undefined) return problem('door-unknown');
    const against = this.#against(keeper, said.kid);
    if (against !== undefined) return { ok: false, refusal: { ...against } };
    core.nonces.spend(said.nonce);
    const { hash } = said.link;
    const running: Running = {
      hash,
      door,
      kid: said.kid,
      recordingId: core.random(16),
      beganMs: this.#nowMs,
      cancel: () => undefined,
    };
    // From here on another look finds this one, although nothing is shown before its receipt is durable.
    this.#running = running;
    core.signals.set('indicator', door, true);
    return this.#show(running, keeper, said);
  }

  async #show(running: Running, keeper: DoorKeeper, { seconds, sealingKey, link }: Begin): Promise<Answer> {
    const core = this.#core;
    const { door, hash: answers, recordingId } = running;
    const lengthMs = seconds * 1000;
    const kid = link.kid ?? new Uint8Array(8);
    const receipt = await core.receipts.add({
      event: 'look-began',
      door,
      answers,
      detail: { kid, recordingId, lengthMs },
    });
    if (receipt === undefined) {
      void this.end('camera-lost');
      return problem('storage-short');
    }
    if (this.#running !== running) return yes(receipt.bytes);
    if (visitHere(keeper)) {
      void this.end('visit');
      return yes(receipt.bytes);
    }
    running.cancel = core.clock.after(lengthMs, () => void this.#endThis(running, 'time-over'));
    core.lines.lookStarted({ recordingId, door });
    const visitId = running.hash.slice(0, 16);
    keeper.film.show({ recordingId, visitId, kid, sealingKey }, (why) => void this.#endThis(running, why));
    core.changed();
    return yes(receipt.bytes);
  }

  async #endThis(running: Running, cause: LookEnd): Promise<void> {
    if (this.#running === running) await this.end(cause);
  }

  async #endBy({ kid, look }: Ending): Promise<Answer> {
    if (this.#running === undefined || !sameBytes(this.#running.hash, look)) return problem('no-look');
    const receipt = await this.end('ended-by-member', kid);
    return receipt === undefined ? problem('storage-short') : yes(receipt);
  }

  #against(keeper: DoorKeeper, kid: string): Against | undefined {
    if (keeper.film.blind) return { reason: 'camera-none' };
    if (this.#off) return { reason: 'looks-off', waitS: this.#inS(this.#offUntilMs) };
    if (this.#running !== undefined) return { reason: 'look-running' };
    if (visitHere(keeper)) return { reason: 'visit-running' };
    const restUntilMs = this.#rests.get(kid) ?? 0;
    return restUntilMs > this.#nowMs ? { reason: 'look-rests', waitS: this.#inS(restUntilMs) } : undefined;
  }

  #inS(atMs: number): number {
    return Math.max(1, Math.ceil((atMs - this.#nowMs) / 1000));
  }

  #sinceWatchedMs({ beganMs }: Running, keeper: DoorKeeper | undefined): number {
    return this.#nowMs - Math.max(beganMs, keeper?.film.watchedMs ?? 0);
  }

  /** From now on; zero: no longer. */
  #rest(kid: string, ms: number): void {
    if (ms === 0) this.#rests.delete(kid);
    else this.#rests.set(kid, this.#nowMs + ms);
    this.#keep({ t: 'look-rests', member: kid, ms: Math.ceil(ms) });
  }

  /** Counts at once, so that no look begins while the disk writes. */
  #switch(on: boolean): void {
    this.#off = !on;
    this.#keep({ t: 'looks', on });
  }

  #keep(entry: Parameters<typeof remember>[1]): void {
    remember(this.#core, entry).catch((error: unknown) =>
      this.#core.log.error({ error: String(error) }, 'journal failed'),
    );
  }
}

interface Against {
  readonly reason: 'camera-none' | 'looks-off' | 'look-running' | 'visit-running' | 'look-rests';
  readonly waitS?: number;
}

/** A visitor is filmed at this door, or goes through it. */
const visitHere = ({ loop }: DoorKeeper): boolean => loop.film !== undefined || loop.passage?.visit !== undefined;
