import { useObservable } from '@latchkey/web-kit';
import { useEffect } from 'react';
import type { Home } from '../model/home.ts';
import { useLogDesk } from './use-log-desk.ts';

/** Looks the newest verified receipt up in the public log when the app is opened. A hub's own page has no log. */
export const useLogAtStart = (home: Home): void => {
  const { receipts, standing } = useObservable(home.receipts.story);
  const newest = receipts.at(-1);
  const desk = useLogDesk(home, 'after the first screen');
  const ready = newest !== undefined && standing.kind === 'whole' && home.household.atHome !== true;
  useEffect(() => {
    if (!ready || desk === undefined) return;
    let end: (() => void) | undefined;
    let gone = false;
    void import('../model/log-at-start.ts').then(({ lookFromStart }) => {
      if (!gone) end = lookFromStart(desk, { seq: newest.claims.seq, hash: newest.hash }, home.parts.later);
    });
    return () => {
      gone = true;
      end?.();
    };
    // Once: a receipt that comes later is looked for by the page of evidence, and at the next start.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [home, ready, desk]);
};
