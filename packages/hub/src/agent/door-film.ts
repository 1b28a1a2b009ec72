import {
  fromBase64url,
  PREROLL_MS,
  sameBytes,
  type Hardware,
  type ReceiptDetail,
  type RosterState,
} from '@latchkey/protocol';
import type { FilmStatus } from '../loop/event.ts';
import type { Core } from './core.ts';
import type { Coverage, FilmLook, FilmPort } from './ports.ts';
import { somebodyLeft } from './somebody-left.ts';
import { whenSeeing } from './when-seeing.ts';

/** The newest durable frame may be this old and still be *now*. */
const DURABLE_LAG_MS = 1500;
/** P7: a picture that is older is not live. */
const LIVE_MS = 3000;

/** `members-changed`: the next recording of this visit goes on where this one ends; docs/protocol/recording.md §9. */
type EndReason = 'complete' | 'no-knock' | 'over' | 'members-changed';

interface Running {
  readonly visit: string;
  recordingId: Uint8Array;
  /** Whoever its key may be sealed to. */
  sealedTo: RosterState;
  started: boolean;
  /** The loop knows of it; it stays so while one recording follows another. */
  told: boolean;
  /** The loop was told that the server falls behind. */
  late: boolean;
  closing: EndReason | undefined;
}

/** A look while it is shown. */
interface Showing {
  readonly recordingId: Uint8Array;
  readonly over: (why: 'visit' | 'camera-lost') => void;
  started: boolean;
}

/** The recordings of one door: one at a time, started by the loop, told in receipts. */
export class DoorFilm {
  readonly #core: Core;
  readonly #door: number;
  readonly #port: FilmPort;
  readonly #said: (visit: string, status: FilmStatus) => void;
  #running: Running | undefined;
  #ringing = false;
  #showing: Showing | undefined;
  /** A look is just being begun: the recorder does one thing at a time. */
  #beginning: Promise<void> | undefined;
  /** The newest look, also when it is over: its holes are no receipts. */
  #shown: Uint8Array | undefined;
  #watchedMs = 0;

  constructor(core: Core, door: number, port: FilmPort, said: (visit: string, status: FilmStatus) => void) {
    this.#core = core;
    this.#door = door;
    this.#port = port;
    this.#said = said;
  }

  get recordingId(): Uint8Array | undefined {
    return this.#running?.recordingId;
  }

  /** The look that is shown here. */
  get showingId(): Uint8Array | undefined {
    return this.#showing?.recordingId;
  }

  /** When a viewer's nonce came last. */
  get watchedMs(): number {
    return this.#watchedMs;
  }

  ring(on: boolean): void {
    this.#ringing = on;
    this.#hold();
  }

  /** `over` is told when it cannot go on; whoever began it ends it. */
  show(
    look: Omit<FilmLook, 'sinceMs'> & { readonly visitId: Uint8Array; readonly recordingId: Uint8Array },
    over: Showing['over'],
  ): void {
    const { recordingId, visitId, kid, sealingKey } = look;
    const showing: Showing = { recordingId, over, started: false };
    this.#showing = showing;
    this.#shown = recordingId;
    this.#watchedMs = 0;
    this.#hold();
    const begin = { visitId, recordingId, look: { kid, sealingKey, sinceMs: this.#port.nowMs() } };
    this.#beginning = this.#beginShowing(showing, begin).finally(() => (this.#beginning = undefined));
  }

  hide(): void {
    const showing = this.#showing;
    this.#showing = undefined;
    // One that has not begun yet is stopped when it has.
    if (showing?.started === true) this.#closeShown(showing);
    this.#hold();
  }

  /** A visitor is here: a look gives way. */
  giveWay(): void {
    this.#showing?.over('visit');
  }

  #hold(): void {
    if (this.#ringing || this.#showing !== undefined) this.#port.arm();
    else
      this.#port
        .disarm()
        .catch((error: unknown) =>
          this.#core.log.error({ door: this.#door, error: String(error) }, 'camera did not close'),
        );
  }

  /** Takes effect at once; the loop hears of its success or failure. */
  start(visit: string): void {
    const recordingId = this.#core.random(16);
    const sealedTo = this.#core.memory.roster;
    const running: Running = {
      visit,
      recordingId,
      sealedTo,
      started: false,
      told: false,
      late: false,
      closing: undefined,
    };
    this.#running = running;
    this.#begin(running).catch((error: unknown) => this.#refused(running, String(error)));
  }

  stop(reason: EndReason): void {
    const running = this.#running;
    if (running === undefined) return;
    running.closing = reason;
    this.#running = undefined;
    // One that has not begun yet is stopped when it has.
    if (running.started) void this.#close(running, reason);
  }

  /** P11: who left the household has the running film's key, and gets nothing of what comes now. */
  keepToMembers(): void {
    const running = this.#running;
    if (running?.started !== true || !somebodyLeft(running.sealedTo, this.#core.memory.roster)) return;
    void this.#renew(running);
  }

  /** From the recorder: the picture went, or came back. */
  picture(state: Coverage['picture']): void {
    const running = this.#running;
    if (running?.told === true) this.#said(running.visit, state === 'moving' && !this.#stopped ? 'back' : 'lost');
  }

  /** Every second: whether the household sees what is, or what was. */
  followLine(): void {
    const running = this.#running;
    if (running?.started !== true) return;
    const late = this.#core.line.filmLate(running.recordingId);
    if (late === running.late) return;
    running.late = late;
    this.#said(running.visit, late ? 'late' : 'caught-up');
  }

  /** From the recorder: a hole of more than a second (P6); told when it begins and when it ends. */
  gap(recordingId: Uint8Array, fromMs: number, toMs: number | undefined): void {
    if (this.#shown !== undefined && sameBytes(this.#shown, recordingId)) return;
    const visit = this.#running?.visit;
    const lengthMs = toMs === undefined ? 0 : Math.min(Math.round(toMs - fromMs), 0xffff_ffff);
    const detail: ReceiptDetail = {
      recordingId,
      fromMs: Math.round(fromMs),
      lengthMs,
      cause: toMs === undefined ? 'begun' : 'ended',
    };
    void this.#core.receipts.add({ event: 'gap', door: this.#door, detail, ...(visit === undefined ? {} : { visit }) });
  }

  viewerNonce(nonce: Uint8Array): void {
    this.#watchedMs = this.#core.clock.monotonicMs();
    this.#port.viewerNonce(nonce);
  }

  /** Step 14 for the camera: alive, and the pre-roll durably there. */
  ready(visit: string): boolean {
    const { alive, confirmedMs } = this.camera(visit);
    return alive && confirmedMs >= PREROLL_MS;
  }

  /** The recorder syncs once a second by itself; a knock that is not ready yet is worth a sync of its own. */
  async sync(): Promise<void> {
    if (this.#running?.started === true) await this.#port.confirm();
  }

  /** What steps 14 and 15 ask about the camera, for this visit's own recording and no other. */
  camera(visit: string): Hardware['camera'] {
    const coverage = this.#port.coverage();
    const own = this.#running?.visit === visit && this.#running.started && coverage.recording;
    const young = this.#port.nowMs() - coverage.onDiskToMs <= DURABLE_LAG_MS;
    return {
      alive: own && young && coverage.picture === 'moving',
      confirmedMs: own ? Math.max(0, coverage.onDiskToMs - coverage.onDiskFromMs) : 0,
      spaceLeft: true,
    };
  }

  /** The film's head on disk, to stand in a receipt. */
  heads(): ReceiptDetail {
    if (this.#running?.started !== true) return {};
    const { head, nextSeq } = this.#port.coverage();
    const { recordingId } = this.#running;
    return head.length === 32 && nextSeq > 0 ? { recordingId, filmHead: head, filmSeq: nextSeq - 1 } : { recordingId };
  }

  /** Whether there is a picture at this moment. `asleep`: nothing runs, and nobody looks. */
  look(ringing: boolean): 'asleep' | 'live' | 'lost' {
    if (this.#running === undefined && !ringing) return 'asleep';
    const { picture, lastFrameAgeMs } = this.#port.coverage();
    return picture === 'moving' && lastFrameAgeMs <= LIVE_MS ? 'live' : 'lost';
  }

  /** The disk took no more of it: the camera may see what it likes, nothing is filmed. */
  get #stopped(): boolean {
    return this.#running?.started === true && !this.#port.coverage().recording;
  }

  get blind(): boolean {
    return this.#port.absent === true;
  }

  state(ringing: boolean): 'off' | 'ready' | 'recording' | 'lost' | 'watched' {
    if (this.#running === undefined && this.#showing !== undefined) return 'watched';
    if (this.#running === undefined) return ringing ? 'ready' : 'off';
    return this.#port.coverage().picture === 'moving' && !this.#stopped ? 'recording' : 'lost';
  }

  async #begin(running: Running): Promise<void> {
    const visitId = fromBase64url(running.visit) ?? new Uint8Array(16);
    if (this.#beginning !== undefined) await this.#beginning;
    const { recordingId, told } = running;
    const begun = await whenSeeing(
      this.#core.clock,
      this.#port,
      { visitId, recordingId, ...(told ? { continues: true } : {}) },
      () => this.#wanted(running),
      // A film that ran waits for its camera as long as the visit lasts.
      told ? Infinity : undefined,
    );
    if (begun === undefined) return;
    if (begun.ok) this.#began(running);
    else this.#refused(running, begun.why);
  }

  /** Asked before each try: whoever is a member from here on may get its key. */
  #wanted(running: Running): boolean {
    running.sealedTo = this.#core.memory.roster;
    return running.closing === undefined;
  }

  /** One recording ends, and the next begins with the ring's pictures, so that none is missing between them. */
  async #renew(running: Running): Promise<void> {
    running.started = false;
    await this.#close(running, 'members-changed');
    running.recordingId = this.#core.random(16);
    await this.#begin(running).catch((error: unknown) => this.#refused(running, String(error)));
  }

  async #beginShowing(showing: Showing, begin: Parameters<FilmPort['start']>[0]): Promise<void> {
    const begun = await whenSeeing(this.#core.clock, this.#port, begin, () => this.#showing === showing).catch(
      () => undefined,
    );
    showing.started = begun?.ok === true;
    if (this.#showing !== showing) {
      if (showing.started) this.#closeShown(showing);
    } else if (!showing.started) showing.over('camera-lost');
  }

  #closeShown({ recordingId }: Showing): void {
    const { line, log } = this.#core;
    this.#port.stop('finished').then(
      () => line.filmClosed(recordingId),
      (error: unknown) => log.error({ door: this.#door, error: String(error) }, 'a look did not close'),
    );
  }

  #began(running: Running): void {
    const { visit, recordingId, told } = running;
    running.started = true;
    running.told = true;
    void this.#core.receipts.add({
      event: 'recording-started',
      door: this.#door,
      visit,
      detail: () => ({ ...this.heads(), recordingId }),
    });
    this.#core.lines.filmStarted({ recordingId, visitId: visit, door: this.#door });
    if (running.closing !== undefined) void this.#close(running, running.closing);
    // Somebody may have come, got the key and gone while it began.
    else if (running.sealedTo !== this.#core.memory.roster) void this.#renew(running);
    else if (told) this.picture(this.#port.coverage().picture);
    else this.#said(visit, 'on-disk');
  }

  async #close({ visit }: Running, cause: EndReason): Promise<void> {
    const { receipts, lines, log } = this.#core;
    const isWhole = cause === 'complete' || cause === 'members-changed';
    try {
      const end = await this.#port.stop(isWhole ? 'finished' : 'stopped-by-member');
      if (end === undefined) return;
      const { recordingId, frames: records, head: filmHead } = end;
      const detail: ReceiptDetail = { recordingId, records, filmHead, cause };
      void receipts.add({ event: 'recording-closed', door: this.#door, visit, detail });
      lines.filmClosed(recordingId);
    } catch (error) {
      log.error({ door: this.#door, error: String(error) }, 'recording did not close');
    }
  }

  #refused(running: Running, why: string): void {
    this.#core.log.warn({ door: this.#door, why }, 'recording did not start');
    if (this.#running === running) this.#running = undefined;
    if (running.closing === undefined) this.#said(running.visit, 'failed');
  }
}
