import type { Fact } from './receipts.ts';

/**
 * Where a visit stands at the door, from verified receipts alone. `stay` is the moment between shut and locked: the courier waits
 * there until the door itself says locked (P5).
 */
export type Moment =
  | { readonly at: 'before' }
  | { readonly at: 'filming' }
  | { readonly at: 'opening' }
  | { readonly at: 'unlocked' }
  | { readonly at: 'open' }
  | { readonly at: 'stay' }
  | { readonly at: 'locked' }
  | { readonly at: 'complete' }
  | { readonly at: 'refused'; readonly reason: string }
  | { readonly at: 'attention'; readonly cause: string }
  | { readonly at: 'blocked'; readonly inside: boolean }
  | { readonly at: 'diverted'; readonly inside: boolean }
  | { readonly at: 'expired' };

const ended = (moment: Moment) => moment.at === 'blocked' || moment.at === 'diverted' || moment.at === 'expired';

/** Whether the bolt has been withdrawn for this visit and not been thrown again since. */
const insideAfter = (moment: Moment): boolean =>
  moment.at === 'opening' ||
  moment.at === 'unlocked' ||
  moment.at === 'open' ||
  moment.at === 'stay' ||
  moment.at === 'attention';

const begunBefore = (fact: Fact, moment: Moment): boolean =>
  (fact.detail.begun?.length ?? 0) > 0 || insideAfter(moment);

/** A courier who is inside when a block arrives still has to come out and shut the door: those steps stay in front. */
const doorStep = (moment: Moment, next: Moment): Moment =>
  ended(moment) && !('inside' in moment && moment.inside) ? moment : next;

const refusedBy = (moment: Moment, reason: string): Moment =>
  ended(moment) || insideAfter(moment) ? moment : { at: 'refused', reason };

const endedBy = (fact: Fact, moment: Moment, at: 'blocked' | 'diverted'): Moment =>
  moment.at === 'complete' || (moment.at === 'diverted' && at === 'blocked')
    ? moment
    : { at, inside: begunBefore(fact, moment) || ('inside' in moment && moment.inside) };

export const momentAfter = (moment: Moment, fact: Fact): Moment => {
  switch (fact.event) {
    case 'asked':
    case 'recording-started':
      return insideAfter(moment) ? moment : doorStep(moment, { at: 'filming' });
    case 'unlock-intended':
      return fact.detail.action === 2 ? moment : doorStep(moment, { at: 'opening' });
    case 'unlocked':
      return doorStep(moment, { at: 'unlocked' });
    case 'door-opened':
      return doorStep(moment, { at: 'open' });
    case 'door-closed':
      return insideAfter(moment) || 'inside' in moment ? doorStep(moment, { at: 'stay' }) : moment;
    case 'locked':
      return insideAfter(moment) || ('inside' in moment && moment.inside) ? { at: 'locked' } : moment;
    case 'complete':
      return { at: 'complete' };
    case 'refused':
      return refusedBy(moment, fact.detail.reason ?? 'not-recognised');
    case 'unlock-cancelled':
      return moment.at === 'opening' ? { at: 'refused', reason: fact.detail.cause ?? 'blocked' } : moment;
    case 'attention':
    case 'forced':
      // What the household's line does is no courier's affair: they go on, out and shut the door.
      if (fact.detail.cause === 'film-late') return moment;
      // A camera that is lost once the bolt is thrown takes nothing back of that.
      if (fact.detail.cause === 'camera-lost' && moment.at === 'locked') return moment;
      return moment.at === 'complete' ? moment : { at: 'attention', cause: fact.detail.cause ?? 'unknown' };
    case 'blocked':
      return endedBy(fact, moment, 'blocked');
    case 'diverted':
      return endedBy(fact, moment, 'diverted');
    case 'expired':
      return insideAfter(moment) || moment.at === 'locked' || moment.at === 'complete' ? moment : { at: 'expired' };
    case 'paired':
    case 'roster':
    case 'booted':
    case 'resumed':
    case 'time-set':
    case 'armed':
    case 'lock-command':
    case 'acknowledged':
    case 'gap':
    case 'recording-closed':
    case 'rolled-back':
    case 'declared':
    case 'look-began':
    case 'look-ended':
    case 'looks-off':
    case 'log-doubted':
    case 'recovery-pending':
    case 'recovery-over':
    case 'recovered':
    case 'suspended':
    case 'suspension-over':
    case 'leaving':
    case 'staying':
    case 'moved-out':
    case 'server-changed':
    case 'clock-set-back':
    case 'unsteady':
      return moment;
  }
};

export const momentOf = (facts: readonly Fact[]): Moment => facts.reduce<Moment>(momentAfter, { at: 'before' });
