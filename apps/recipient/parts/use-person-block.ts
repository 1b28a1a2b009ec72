import { useObservable, useTick } from '@latchkey/web-kit';
import { browserClock, leastBlock, viewBlock, type BlockView } from '@latchkey/web-kit/model';
import { useHome } from './home-context.tsx';
import type { BlockHandle } from './use-block.ts';

/** The protocol's limit where a grant names none. */
const grant = { maxStaleSeconds: 60, memberFresh: false };

/** What may be said of the blocks of several keys: nothing is called blocked before all are. */
export const useKeysBlock = (): ((keyIds: readonly string[]) => BlockView) => {
  const { home } = useHome();
  const sent = useObservable(home.blocks.sent);
  const hub = useObservable(home.lists.hub);
  const heard = useObservable(home.watch.heard);
  const { receipts } = useObservable(home.receipts.story);
  const { wallMs } = useTick(browserClock);
  const viewOf = (keyId: string): BlockView =>
    viewBlock({
      sent: sent[keyId],
      visitId: undefined,
      receipts,
      lastAnsweredMs: heard?.askedWallMs,
      hubAwaySinceMs: hub?.online === false ? hub.lastSeenMs : undefined,
      alone: home.members.others()?.length === 0,
      grant,
      nowMs: wallMs,
    });
  return (keyIds) => leastBlock(keyIds.map(viewOf));
};

/** The withdrawal of everything that a person was granted: what may be said of it now, and the button. */
export const usePersonBlock = (personId: string, keyIds: readonly string[]): BlockHandle => {
  const { home } = useHome();
  return { view: useKeysBlock()(keyIds), press: () => void home.people.withdraw(personId) };
};
