import { ApiProblem, type ProblemCode } from '@latchkey/contract';
import type { Announcement, Carrier } from '@latchkey/carrier-sdk';
import { createCell, type Observable } from '@latchkey/web-kit/model';
import type { ReadRow } from './rows.ts';

type RightRow = Extract<ReadRow, { kind: 'right' }>;

/** One row's end. `known`: it had been announced before, by this file or an earlier one, and was not announced again. */
export type RowEnd =
  { readonly kind: 'announced' | 'known' } | { readonly kind: 'failed'; readonly why: ProblemCode | 'unexpected' };

export interface AnnouncingView {
  readonly phase: 'running' | 'waiting' | 'stopped' | 'done';
  /** By line. */
  readonly ends: ReadonlyMap<number, RowEnd>;
  readonly total: number;
}

export interface Announcing {
  readonly view: Observable<AnnouncingView>;
  /** After the row that is on its way. */
  readonly stop: () => void;
  readonly finished: Promise<void>;
}

/** Problems that end by themselves: the same row is tried again, with the same reference. */
const passing: ReadonlySet<string> = new Set<ProblemCode>(['too-many-requests', 'unavailable']);
const pauseMs = 5_000;
const mostTries = 24;

/** Row by row, each wholly or not at all. Whatever breaks in between: the file may simply be announced again. */
export const announceRows = (
  rows: readonly RightRow[],
  carrier: Pick<Carrier, 'announce'>,
  wait: (ms: number) => Promise<void>,
): Announcing => {
  const view = createCell<AnnouncingView>({ phase: 'running', ends: new Map(), total: rows.length });
  let stopped = false;
  const one = async (announcement: Announcement): Promise<RowEnd> => {
    for (let tries = 1; ; tries++) {
      try {
        const { known } = await carrier.announce(announcement);
        return { kind: known === true ? 'known' : 'announced' };
      } catch (error) {
        const why = error instanceof ApiProblem ? error.problem.code : 'unexpected';
        if (!passing.has(why) || tries === mostTries || isStopped()) return { kind: 'failed', why };
        view.update((now) => ({ ...now, phase: 'waiting' }));
        await wait(pauseMs);
        view.update((now) => ({ ...now, phase: 'running' }));
      }
    }
  };
  const isStopped = () => stopped;
  const run = async () => {
    for (const { line, announcement } of rows) {
      if (isStopped()) break;
      const end = await one(announcement);
      view.update((now) => ({ ...now, ends: new Map(now.ends).set(line, end) }));
    }
    view.update((now) => ({ ...now, phase: isStopped() ? 'stopped' : 'done' }));
  };
  return { view, stop: () => (stopped = true), finished: run() };
};
