import type { ProblemCode } from '@latchkey/contract';
import {
  codeOf,
  createCell,
  judgeDoor,
  type Clock,
  type DoorView,
  type DoorWatch,
  type Observable,
} from '@latchkey/web-kit/model';
import type { HubAnswer } from './member-knock.ts';

/**
 * The first opening of a door by its member: what the door did, followed from signed states. The hub's *yes* is not a movement; only bolt
 * and contact say what happened.
 */
export type Trial =
  | { readonly at: 'ready' }
  | { readonly at: 'asking' }
  /** The hub agreed; nothing has moved yet. */
  | { readonly at: 'waiting'; readonly sinceMs: number }
  | { readonly at: 'unlocked' }
  | { readonly at: 'open' }
  | { readonly at: 'closed' }
  | { readonly at: 'jammed'; readonly opened: boolean }
  /** The end of it: LOCKED again. `opened`: the leaf was open in between. */
  | { readonly at: 'locked'; readonly opened: boolean }
  /** Nothing moved although the hub agreed. */
  | { readonly at: 'nothing' };

/** A lock's radio and motor are done by then, and the order itself has expired. */
const patienceMs = 15_000;

const wasOpen = (trial: Trial): boolean =>
  trial.at === 'open' || trial.at === 'closed' || ((trial.at === 'locked' || trial.at === 'jammed') && trial.opened);

/** What is seen now, after what was seen before. An unknown door changes nothing: it proves nothing. */
export const followTrial = (trial: Trial, view: Pick<DoorView, 'word' | 'moving'>, nowMs: number): Trial => {
  if (trial.at === 'ready' || trial.at === 'asking' || trial.at === 'locked' || trial.at === 'nothing') return trial;
  const opened = wasOpen(trial);
  switch (view.word) {
    case 'unlocked':
      // A bolt on its way is not back yet: a hand that tries now is too early.
      if (view.moving !== undefined) return trial;
      return same(trial, opened ? { at: 'closed' } : { at: 'unlocked' });
    case 'open':
      return same(trial, { at: 'open' });
    case 'jammed':
      return same(trial, { at: 'jammed', opened });
    case 'locked':
      if (trial.at !== 'waiting') return { at: 'locked', opened };
      return nowMs - trial.sinceMs > patienceMs ? { at: 'nothing' } : trial;
    case 'unknown':
      return trial;
  }
};

/** The old value where nothing changed, so that a screen is not drawn anew for it. */
const same = (before: Trial, after: Trial): Trial => (before.at === after.at ? before : after);

export interface TrialState {
  readonly trial: Trial;
  /** Why a knock came to nothing: the hub said no, or was not reached. */
  readonly trouble?:
    { readonly kind: 'refused'; readonly reason: string } | { readonly kind: 'unreached'; readonly code: ProblemCode };
}

export interface TrialParts {
  readonly door: number;
  readonly watch: Pick<DoorWatch, 'heard' | 'poke'>;
  readonly clock: Clock;
  readonly knock: (wanted: 'unlock' | 'lock') => Promise<HubAnswer>;
}

export interface DoorTrial {
  readonly state: Observable<TrialState>;
  readonly unlock: () => Promise<void>;
  readonly lock: () => Promise<void>;
  /** Follows the door until the answer is called. */
  readonly follow: () => () => void;
}

export const createTrial = ({ door, watch, clock, knock }: TrialParts): DoorTrial => {
  const state = createCell<TrialState>({ trial: { at: 'ready' } });
  const look = () => {
    const nowMs = clock.steadyMs();
    const view = judgeDoor(door, watch.heard.get(), nowMs);
    state.update((before) => {
      const trial = followTrial(before.trial, view, nowMs);
      return trial === before.trial ? before : { ...before, trial };
    });
  };
  const knocked = async (wanted: 'unlock' | 'lock'): Promise<TrialState['trouble']> => {
    try {
      const answer = await knock(wanted);
      watch.poke();
      return answer.ok ? undefined : { kind: 'refused', reason: answer.refusal.reason };
    } catch (error) {
      return { kind: 'unreached', code: codeOf(error) };
    }
  };
  const unlock: DoorTrial['unlock'] = async () => {
    state.set({ trial: { at: 'asking' } });
    const trouble = await knocked('unlock');
    if (trouble === undefined) state.set({ trial: { at: 'waiting', sinceMs: clock.steadyMs() } });
    else state.set({ trial: { at: 'ready' }, trouble });
  };
  const lock: DoorTrial['lock'] = async () => {
    const trouble = await knocked('lock');
    state.update(({ trial }) => (trouble === undefined ? { trial } : { trial, trouble }));
  };
  return { state, unlock, lock, follow: () => watch.heard.subscribe(look) };
};
