import { sameBytes, type State } from '@latchkey/protocol';
import type { Clock, Later, RandomBytes } from './clock.ts';
import type { HeardState } from './door-state.ts';
import { createCell, type Observable } from './observable.ts';

export interface DoorWatchParts {
  /** Carries the nonce to the hub and brings back what it signed; rejects when nobody answered. */
  readonly ask: (nonce: Uint8Array) => Promise<Uint8Array>;
  /** Checks the hub's signature; undefined for anything that is not its state. The bytes come from the server: not to be trusted. */
  readonly read: (bytes: Uint8Array) => State | undefined;
  readonly clock: Clock;
  readonly later: Later;
  readonly randomBytes: RandomBytes;
  readonly periodMs?: number;
}

/** `asking` until the first answer or failure; `silent` when the last question went unanswered; `false` an answer that does not verify. */
export type Line = 'asking' | 'answering' | 'silent' | 'false';

export interface DoorWatch {
  readonly heard: Observable<HeardState | undefined>;
  readonly line: Observable<Line>;
  /** Asks at once: after a hint that something changed. */
  readonly poke: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

const defaultPeriodMs = 2500;

/** Asks the hub for its signed state again and again, each time with a fresh nonce, and keeps the newest honest answer. */
export const createDoorWatch = (parts: DoorWatchParts): DoorWatch => {
  const heard = createCell<HeardState | undefined>(undefined);
  const line = createCell<Line>('asking');
  const periodMs = parts.periodMs ?? defaultPeriodMs;
  let running = false;
  let cancel: (() => void) | undefined;
  let underway = false;
  let again = false;

  const keep = (answer: State, askedAtMs: number, askedWallMs: number) => {
    const before = heard.get();
    if (before === undefined || askedAtMs > before.askedAtMs) heard.set({ state: answer, askedAtMs, askedWallMs });
    line.set('answering');
  };
  const askOnce = async () => {
    const nonce = parts.randomBytes(16);
    const askedAtMs = parts.clock.steadyMs();
    const askedWallMs = parts.clock.wallMs();
    try {
      const state = parts.read(await parts.ask(nonce));
      if (state?.nonce !== undefined && sameBytes(state.nonce, nonce)) keep(state, askedAtMs, askedWallMs);
      else line.set('false');
    } catch {
      line.set('silent');
    }
  };
  const turn = async () => {
    cancel?.();
    underway = true;
    again = false;
    await askOnce();
    underway = false;
    if (running) cancel = parts.later(() => void turn(), hurried() ? 0 : periodMs);
  };
  /** `poke` may have come while the question was under way. */
  const hurried = () => again;

  return {
    heard,
    line,
    poke: () => {
      if (!running) return;
      if (underway) again = true;
      else void turn();
    },
    start: () => {
      if (running) return;
      running = true;
      if (!underway) void turn();
    },
    stop: () => {
      running = false;
      cancel?.();
    },
  };
};
