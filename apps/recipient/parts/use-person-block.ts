import { useObservable, useTick } from '@latchkey/web-kit';
import { browserClock, viewBlock } from '@latchkey/web-kit/model';
import { useHome } from './home-context.tsx';
import type { BlockHandle } from './use-block.ts';

const noVisit = new Uint8Array(16);
/** The protocol's limit where a grant names none. */
const grant = { maxStaleSeconds: 60, memberFresh: false };

/** The withdrawal of everything that a person was granted: what may be said of it now, and the button. */
export const usePersonBlock = (personId: string, keyIds: readonly string[]): BlockHandle => {
  const { home } = useHome();
  const sent = useObservable(home.blocks.sent);
  const hub = useObservable(home.lists.hub);
  const heard = useObservable(home.watch.heard);
  const { receipts } = useObservable(home.receipts.story);
  const { wallMs } = useTick(browserClock);
  const view = viewBlock({
    // Of several keys the one that is least far: nothing is called blocked before all are.
    sent: keyIds.map((keyId) => sent[keyId]).find((one) => one?.carried === 'failed') ?? sent[keyIds.at(-1) ?? ''],
    visitId: noVisit,
    receipts,
    lastAnsweredMs: heard?.askedWallMs,
    hubAwaySinceMs: hub?.online === false ? hub.lastSeenMs : undefined,
    memberFreshMs: home.duties.freshMs(),
    grant,
    nowMs: wallMs,
  });
  return { view, press: () => void home.people.withdraw(personId) };
};
