import type { Person } from './person.ts';
import { signedUntilS } from './person.ts';
import { spansOf, type Span } from './schedule.ts';
import { withoutSkipped } from './skipping.ts';

/** Where somebody stands with the household, in one word and what belongs to it. */
export type PersonState =
  /** `withdrawing`: taken back here, and not confirmed by the door. */
  | { readonly kind: 'waiting' | 'lapsed' | 'forged' | 'signing' | 'over' | 'withdrawing' | 'withdrawn' }
  | { readonly kind: 'now' | 'next'; readonly date: Span };

const weeksS = 26 * 7 * 86_400;

/** `confirmed`: the door's receipt says that their keys are blocked. */
export const stateOf = (person: Person, nowMs: number, confirmed: boolean): PersonState => {
  if (person.withdrawnMs !== undefined)
    return { kind: confirmed || !mayHold(person, nowMs) ? 'withdrawn' : 'withdrawing' };
  if (person.forged === true) return { kind: 'forged' };
  if (person.pinned === undefined) return { kind: (person.invitation?.expiresMs ?? 0) <= nowMs ? 'lapsed' : 'waiting' };
  const nowS = Math.floor(nowMs / 1000);
  const [date] = withoutSkipped(spansOf(person.terms.schedule, nowS, nowS + weeksS), person.skipped);
  if (date === undefined) return { kind: 'over' };
  // A date is only said once it is signed: before that the door knows nothing of it.
  if ((signedUntilS(person) ?? 0) < date.toS) return { kind: 'signing' };
  return { kind: date.fromS <= nowS ? 'now' : 'next', date };
};

/** Whether something that was signed for them, ended or not, has not run out. */
const mayHold = ({ pinned, grants }: Person, nowMs: number): boolean =>
  pinned !== undefined && grants.some(({ untilS }) => untilS * 1000 > nowMs);

/** One day of the week's view: where its windows lie, as parts of 24 hours of that day. */
export interface WeekDay {
  readonly startMs: number;
  readonly today: boolean;
  readonly bars: readonly {
    readonly personId: string;
    readonly from: number;
    readonly to: number;
    readonly span: Span;
  }[];
}

/** Seven days from today on, with the windows of these people in them. Days begin at midnight of this phone's clock. */
export const weekOf = (people: readonly Person[], nowMs: number): readonly WeekDay[] => {
  const starts = Array.from({ length: 8 }, (_, n) => midnight(nowMs, n));
  return starts.slice(0, 7).map((startMs, n) => {
    const endMs = starts[n + 1] ?? startMs;
    const part = (unixS: number) => Math.min(1, Math.max(0, (unixS * 1000 - startMs) / (endMs - startMs)));
    const bars = people
      .filter(({ withdrawnMs }) => withdrawnMs === undefined)
      .flatMap(({ personId, terms, skipped }) =>
        withoutSkipped(spansOf(terms.schedule, startMs / 1000, endMs / 1000), skipped).map((span) => ({
          personId,
          span,
          from: part(span.fromS),
          to: part(span.toS),
        })),
      );
    return { startMs, today: n === 0, bars };
  });
};

const midnight = (nowMs: number, daysLater: number): number => {
  const day = new Date(nowMs);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater).getTime();
};
