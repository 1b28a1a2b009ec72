import {
  effective,
  FACT,
  hasFact,
  hasFlag,
  honoured,
  toBase64url,
  type Hardware,
  type Refusal,
} from '@latchkey/protocol';
import type { DoorDeclaration, DoorReport } from '../drivers/locks/wire.ts';
import { nextDeadline } from '../loop/deadline.ts';
import type { DoorEvent, Effect } from '../loop/event.ts';
import { lockFacts, standsAgainst } from '../loop/permit.ts';
import { newDoorLoop, type DoorLoop } from '../loop/state.ts';
import { step } from '../loop/step.ts';
import { shownOf } from './answers/state.ts';
import { remember, type Core } from './core.ts';
import { DoorFilm } from './door-film.ts';
import type { FilmPort } from './ports.ts';
import { ReportOrder } from './report-order.ts';
import { lookForSleep } from './sleep.ts';

const READY_WAIT_MS = 4000;
const FILM_POLL_MS = 200;
const LOCK_POLL_MS = 20;
/** Commands of a start are numbered above those of the starts before, so that a lock hears each id once, and those of a door apart from every other's: all locks hear a *cancel*. */
const COMMANDS_A_DOOR = 1_000_000;
const COMMANDS_A_BOOT = 256 * COMMANDS_A_DOOR;
/** No timer of a process is longer than 24 days; a grant may let a door stand open for years. */
const LONGEST_WAIT_MS = 86_400_000;

/** One door in the running hub: feeds its loop with what happens and carries out what the loop wants. */
export class DoorKeeper {
  readonly film: DoorFilm;
  readonly #core: Core;
  readonly #firstCommand: number;
  #declaration: DoorDeclaration;
  #loop: DoorLoop;
  #cancelTick: (() => void) | undefined;
  readonly #order = new ReportOrder();
  #batteryPercent: number | undefined;
  #shown = '';

  constructor(core: Core, declaration: DoorDeclaration, film: FilmPort) {
    this.#declaration = declaration;
    this.#core = core;
    this.#firstCommand = core.memory.boots * COMMANDS_A_BOOT + declaration.door * COMMANDS_A_DOOR;
    this.#loop = newDoorLoop({ ...declaration, ...traitsOf(this.facts) });
    this.film = new DoorFilm(core, declaration.door, film, (visit, status) =>
      this.dispatch({ type: 'film', visit, status }),
    );
    const unfinished = this.#openIntents()[0];
    this.dispatch(
      unfinished === undefined
        ? { type: 'boot' }
        : { type: 'boot', recovered: unfinished.visit === undefined ? {} : this.#recovered(unfinished.visit) },
    );
  }

  /** As the driver said it last. */
  get declaration(): DoorDeclaration {
    return this.#declaration;
  }

  /** The driver says what this door is, as after every time that the wires were dead: it may be another lock by now. */
  redeclared(declaration: DoorDeclaration): void {
    if (JSON.stringify(declaration) === JSON.stringify(this.#declaration)) return;
    this.#declaration = declaration;
    const { autoLock, warnsMs, slowestMoveMs } = declaration;
    this.dispatch({ type: 'declared', ...traitsOf(this.facts), driver: { autoLock, warnsMs, slowestMoveMs } });
  }

  /** Somebody goes in or out, or the door is not locked behind them yet. */
  get inUse(): boolean {
    const stage = this.#loop.passage?.stage;
    return stage !== undefined && stage !== 'locked';
  }

  /** What the driver declares, as the sum of facts. */
  get driverFacts(): number {
    const { egressFree, mechanicalKey, closesByItself } = this.declaration;
    return (
      (egressFree ? FACT.egressFree : 0) +
      (mechanicalKey ? FACT.mechanicalKey : 0) +
      (closesByItself ? FACT.closesByItself : 0)
    );
  }

  /** What this door goes by: driver and household both. */
  get facts(): number {
    return honoured(this.driverFacts, this.#core.memory.declarations.newest.get(this.declaration.door));
  }

  /** The household has just declared something about this door, or a reset forgot it. */
  honour(): void {
    this.dispatch({ type: 'declared', ...traitsOf(this.facts) });
  }

  get loop(): DoorLoop {
    return this.#loop;
  }

  dispatch(event: DoorEvent): void {
    const { state, effects } = step(this.#loop, event, this.#core.clock.monotonicMs());
    const before = this.#loop;
    this.#loop = state;
    if (event.type === 'asked' || state.film !== undefined || state.passage?.visit !== undefined) this.film.giveWay();
    for (const effect of effects) this.#perform(effect);
    this.#wake();
    if (before !== state) this.#hint();
  }

  /** A lock that only says again what it said is no news: who watches a door asks for its age themselves (docs/protocol/13-state.md). */
  #hint(): void {
    const shown = shownOf(this.#core, this);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#core.changed();
  }

  report(report: DoorReport): void {
    if (!this.#order.isNews(report.seq, this.#core.clock.monotonicMs())) return;
    this.#batteryPercent = report.battery;
    const { bolt, contact, jam, moving, cause, autoLockS } = report;
    this.dispatch({ type: 'report', sensors: { bolt, contact, jam, moving, cause, autoLockS } });
  }

  hardwareLost(): void {
    this.#order.forget();
    this.dispatch({ type: 'hardware-lost' });
  }

  /** The hub's machine slept: what was due meanwhile is due now. */
  slept(forMs: number): void {
    this.#order.forget();
    this.dispatch({ type: 'slept', forMs });
  }

  /**
   * Step 14, within the relay's five seconds: a pre-roll that is not long enough yet, or a lock that has not reported its armed
   * timer yet, gets a moment. What they say in the end is `recheck`'s affair.
   */
  async ready(visit: string, flags: number): Promise<void> {
    const { clock } = this.#core;
    const endMs = clock.monotonicMs() + READY_WAIT_MS;
    for (;;) {
      if (hasFlag(flags, 'mustRecord') && !this.film.ready(visit)) await this.film.sync();
      const film = !hasFlag(flags, 'mustRecord') || this.film.ready(visit);
      const lock = !hasFlag(flags, 'mustRelock') || this.hardware(visit).lock.relockReady;
      if ((film && lock) || clock.monotonicMs() >= endMs) return;
      if (this.#loop.film?.visit !== visit) return;
      await new Promise<void>((resolve) => clock.after(film ? LOCK_POLL_MS : FILM_POLL_MS, resolve));
    }
  }

  /** Facts for steps 14 and 15. */
  hardware(visit: string): Hardware {
    return { camera: this.film.camera(visit), ...lockFacts(this.#loop, visit, this.#core.clock.monotonicMs()) };
  }

  standsAgainst(action: 'unlock' | 'lock'): Refusal | undefined {
    return standsAgainst(this.#loop, action, this.#core.clock.monotonicMs());
  }

  /** What the lock last said of its battery; undefined before its first report. */
  get batteryPercent(): number | undefined {
    return this.#batteryPercent;
  }

  /** Milliseconds since lock and contact last spoke. */
  get sensorAgeMs(): number {
    const { seen } = this.#loop;
    return seen === undefined
      ? 0xffff_ffff
      : Math.min(Math.round(this.#core.clock.monotonicMs() - seen.atMs), 0xffff_ffff);
  }

  /** A visit whose grant waived the camera is not filmed after a start either. */
  #recovered(visit: string): { readonly visit: string; readonly filmed?: false } {
    const chains = [...this.#core.memory.chains.values()].filter(
      ({ grant }) => visitName(grant.claims.visitId) === visit,
    );
    const waived = chains.length > 0 && chains.every((chain) => !hasFlag(effective(chain).flags, 'mustRecord'));
    return waived ? { visit, filmed: false } : { visit };
  }

  #openIntents() {
    return [...this.#core.memory.uses.open.values()].filter(({ door }) => door === this.declaration.door);
  }

  #wake(): void {
    this.#cancelTick?.();
    const nowMs = this.#core.clock.monotonicMs();
    const due = nextDeadline(this.#loop, nowMs);
    this.#cancelTick =
      due === undefined
        ? undefined
        : this.#core.clock.after(Math.min(due - nowMs, LONGEST_WAIT_MS), () => this.#tick());
  }

  #tick(): void {
    // It may be the first thing that happens after one.
    lookForSleep(this.#core);
    this.dispatch({ type: 'tick' });
  }

  #perform(effect: Effect): void {
    const { door } = this.declaration;
    const { locks, signals, receipts, log } = this.#core;
    switch (effect.type) {
      case 'unlock':
      case 'lock': {
        const target = effect.type === 'unlock' ? 'unlocked' : 'locked';
        locks.send({
          type: 'move',
          id: this.#firstCommand + effect.id,
          door,
          target,
          expiresInMs: effect.expiresInMs,
        });
        return;
      }
      case 'cancel': {
        locks.send({ type: 'cancel', id: this.#firstCommand + effect.id });
        return;
      }
      case 'auto-lock': {
        locks.send({ type: 'auto-lock', id: this.#firstCommand + effect.id, door, afterS: effect.afterS });
        return;
      }
      case 'siren': {
        signals.set('siren', door, effect.on);
        return;
      }
      case 'ring': {
        this.film.ring(effect.on);
        return;
      }
      case 'record':
        signals.set('indicator', door, true);
        {
          this.film.start(effect.visit);
          return;
        }
      case 'stop-record':
        signals.set('indicator', door, false);
        {
          this.film.stop(effect.reason);
          return;
        }
      case 'alarm':
        log.warn({ door, reason: effect.reason, ring: effect.ring }, 'alarm');
        void receipts.add({ event: 'attention', door, ...visitOf(effect), detail: { cause: effect.reason, ...unwatchedOf(effect) } }); // prettier-ignore
        return;
      case 'receipt': {
        this.#say(effect);
        return;
      }
      case 'unsteady': {
        const { reads: cause, changes, lengthMs } = effect;
        log.warn({ door, cause, changes, lengthMs }, 'a sensor does not keep still');
        void receipts.add({ event: 'unsteady', door, ...visitOf(effect), detail: { cause, changes, lengthMs: whole(lengthMs) } }); // prettier-ignore
        return;
      }
      case 'settled': {
        this.#settle();
        return;
      }
      case 'ended':
        return;
      default:
        return never(effect);
    }
  }

  #say(effect: Extract<Effect, { type: 'receipt' }>): void {
    const { event, cause } = effect;
    const withFilm = event === 'unlocked' || event === 'locked' || event === 'complete';
    const withCause = event === 'door-opened' || event === 'lock-command' || event === 'locked' || event === 'forced';
    const heads = withFilm ? this.film.heads() : {};
    const reason = event === 'refused' && cause !== undefined ? { reason: cause } : {};
    void this.#core.receipts.add({
      event,
      door: this.declaration.door,
      ...visitOf(effect),
      detail: { ...heads, ...reason, ...(withCause && cause !== undefined ? { cause } : {}) },
    });
  }

  #settle(): void {
    const settled = this.#openIntents().map(({ id }) => ({ t: 'settled', id }) as const);
    if (settled.length === 0) return;
    remember(this.#core, ...settled).catch((error: unknown) =>
      this.#core.log.error({ error: String(error) }, 'journal failed'),
    );
  }
}

const traitsOf = (facts: number) => ({
  egressFree: hasFact(facts, 'egressFree'),
  closesByItself: hasFact(facts, 'closesByItself'),
});

/** Milliseconds as a receipt has room for them: 49 days. */
const whole = (ms: number): number => Math.min(Math.round(ms), 0xffff_ffff);

const unwatchedOf = ({ unwatchedMs }: { readonly unwatchedMs?: number }) =>
  unwatchedMs === undefined ? {} : { lengthMs: whole(unwatchedMs) };

const visitOf = (effect: { readonly visit?: string }) => (effect.visit === undefined ? {} : { visit: effect.visit });

export const visitName = (visitId: Uint8Array): string => toBase64url(visitId);

function never(effect: never): never {
  throw new RangeError(`no such effect: ${JSON.stringify(effect)}`);
}
