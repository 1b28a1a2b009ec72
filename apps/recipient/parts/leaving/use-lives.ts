import { useObservable } from '@latchkey/web-kit';
import { hasMovedOut } from '../../model/leaving/ending.ts';
import { useCounts } from '../devices/cut-off.tsx';
import { useHome } from '../home-context.tsx';

/** Whether the hub is still this household's: after its last receipt it knows nobody of it any more. */
export const useLives = (): boolean => !hasMovedOut(useObservable(useHome().home.receipts.story).receipts);

/** Whether what this device signs can still do something: it counts, at a hub that is the household's. Films need only that it counts. */
export const useActs = (): boolean => {
  const lives = useLives();
  return useCounts() && lives;
};
