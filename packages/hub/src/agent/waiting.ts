import {
  hardwareRefusal,
  hasFlag,
  NONCE_LIFE_MS,
  toBase64url,
  toHex,
  type Nonce,
  type Refusal,
} from '@latchkey/protocol';
import { mayAsk } from '../loop/permit.ts';
import { doorState, type Core } from './core.ts';
import type { LinePort } from './ports.ts';
import type { Who } from './answers/refused.ts';
import { unlessFilmed } from './visits.ts';

/** Silence is no: after this a knock waits no longer (docs/protocol/06-approval.md). */
export const APPROVAL_WAIT_MS = 60_000;
/** No picture, no question: what still stands against an opening after this ends the wait unasked. */
const UNASKED_MS = 15_000;
const MAX_WAITING = 8;
/** A recording that nobody knocks to ends by itself; one whose knock waits does not. */
const FILM_ON_EVERY_MS = 15_000;

/** A knock from which nothing but a member's approval is missing. In memory only: after a start nobody waits. */
export interface WaitingKnock {
  /** Hex of the knock's hash. */
  readonly name: string;
  readonly knock: Uint8Array;
  readonly presentation: Uint8Array;
  /** Hex. */
  readonly nonce: string;
  /** `keyName` of whoever knocked. */
  readonly holder: string;
  readonly visit: string;
  readonly flags: number;
  readonly who: Who;
  readonly untilMs: number;
  filmUntilMs: number;
  /** The household has been told. */
  asked: boolean;
}

/** Which knocks wait, by the names of their hashes. What becomes of them is decided elsewhere. */
export class Waiting {
  readonly #knocks = new Map<string, WaitingKnock>();

  get all(): readonly WaitingKnock[] {
    return [...this.#knocks.values()];
  }

  get(name: string): WaitingKnock | undefined {
    return this.#knocks.get(name);
  }

  /** Whose place a new one of this key takes. */
  of(holder: string): WaitingKnock | undefined {
    return this.all.find((one) => one.holder === holder);
  }

  crowded(holder: string): Refusal | undefined {
    const others = this.all.filter((one) => one.holder !== holder).length;
    return others >= MAX_WAITING ? { reason: 'too-many-asks', outstanding: others } : undefined;
  }

  add(knock: WaitingKnock): void {
    this.#knocks.set(knock.name, knock);
  }

  remove(name: string): void {
    this.#knocks.delete(name);
  }
}

/** What is left, in whole seconds, rounded up. */
export const waitLeftS = (core: Core, { untilMs }: Pick<WaitingKnock, 'untilMs'>): number =>
  Math.max(0, Math.ceil((untilMs - core.clock.monotonicMs()) / 1000));

/** The hub's knowledge if a member had approved this knock: its nonce has waited with it and has not aged. */
export function asApproved(core: Core, name: string, nonce: string | undefined) {
  const state = doorState(core);
  const nowMs = core.clock.monotonicMs();
  const held = nonce === undefined ? undefined : state.nonces.get(nonce);
  const nonces = held === undefined ? state.nonces : new Map<string, Nonce>([...state.nonces, [nonce ?? '', young(held, nowMs)]]); // prettier-ignore
  return { ...state, nonces, approved: new Set([name]) };
}

const young = (nonce: Nonce, nowMs: number): Nonce =>
  nowMs - nonce.issuedMs <= NONCE_LIFE_MS ? nonce : { ...nonce, issuedMs: nowMs };

/**
 * Asks the household as soon as its yes could open: the picture is there and is being kept, the lock will lock again, the door is free.
 * What has stood against that for too long is the answer.
 */
export function askWhenReady(core: Core, knock: WaitingKnock): Refusal | undefined {
  const keeper = core.doors.get(knock.who.door);
  if (knock.asked || keeper === undefined) return undefined;
  const against = hardwareRefusal(knock.flags, keeper.hardware(knock.visit));
  if (against === undefined) tellWaiting(core, knock, core.lines);
  const waitedMs = APPROVAL_WAIT_MS - (knock.untilMs - core.clock.monotonicMs());
  return waitedMs >= UNASKED_MS ? against : undefined;
}

/** Tells the household that somebody waits for its yes. */
function tellWaiting(core: Core, knock: WaitingKnock, line: Pick<LinePort, 'send'>): void {
  knock.asked = true;
  line.send({
    type: 'approval-wanted',
    visitId: knock.visit,
    door: knock.who.door,
    knock: toBase64url(knock.knock),
    message: toBase64url(knock.presentation),
    waitS: Math.max(1, waitLeftS(core, knock)),
  });
}

/** A line is back: whoever has been asked over it hears it again. */
export function tellAgain(core: Core, line: Pick<LinePort, 'send'>): void {
  for (const knock of core.waiting.all) if (knock.asked) tellWaiting(core, knock, line);
}

/** Its recording goes on. */
export function filmOn(core: Core, knock: WaitingKnock): void {
  const nowMs = core.clock.monotonicMs();
  if (nowMs < knock.filmUntilMs) return;
  knock.filmUntilMs = nowMs + FILM_ON_EVERY_MS;
  const keeper = core.doors.get(knock.who.door);
  if (keeper === undefined || mayAsk(keeper.loop, knock.visit) !== undefined) return;
  keeper.dispatch({ type: 'asked', visit: knock.visit, ...unlessFilmed(hasFlag(knock.flags, 'mustRecord')) });
}

export const nameOfKnock = (who: Who): string => toHex(who.answers);
