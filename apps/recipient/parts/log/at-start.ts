import { useObservable } from '@latchkey/web-kit';
import { useEffect } from 'react';
import type { Home } from '../../model/home.ts';
import type { NewestReceipt } from '../../model/log/awaited.ts';
import { useLogDesk } from './use-log-desk.ts';

/** Looks the newest verified receipt up in the public log when the app is opened, and now and then while it stays open. A hub's own page has no log. */
export const useLogAtStart = (home: Home): void => {
  const { receipts, standing } = useObservable(home.receipts.story);
  const desk = useLogDesk(home, 'after the first screen');
  const ready = receipts.length > 0 && standing.kind === 'whole' && home.household.atHome !== true;
  useEffect(() => {
    if (!ready || desk === undefined) return;
    let end: (() => void) | undefined;
    let gone = false;
    void import('../../model/log/at-start.ts').then(({ lookFromStart }) => {
      if (!gone) end = lookFromStart(desk, () => newestOf(home), home.parts.later);
    });
    return () => {
      gone = true;
      end?.();
    };
  }, [home, ready, desk]);
};

const newestOf = (home: Home): NewestReceipt | undefined => {
  const { receipts, standing } = home.receipts.story.get();
  const newest = standing.kind === 'whole' ? receipts.at(-1) : undefined;
  return newest && { seq: newest.claims.seq, hash: newest.hash };
};
