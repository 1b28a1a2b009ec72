import { keyIdOf, toBase64url } from '@latchkey/protocol';
import { useObservable, useTick } from '@latchkey/web-kit';
import { browserClock, leastBlock, viewBlock, type BlockView } from '@latchkey/web-kit/model';
import { useMemo } from 'react';
import { loosestOf, type Freshness } from '../../model/parcels/grant-reading.ts';
import { useHome } from '../home-context.tsx';
import type { BlockHandle } from './use-block.ts';

/** What may be said of the blocks of several keys: nothing is called blocked before all are. */
export const useKeysBlock = (): ((keyIds: readonly string[]) => BlockView) => {
  const { home } = useHome();
  const sent = useObservable(home.blocks.sent);
  const hub = useObservable(home.lists.hub);
  const heard = useObservable(home.watch.heard);
  const { receipts } = useObservable(home.receipts.story);
  const { wallMs } = useTick(browserClock);
  const alone = home.members.others()?.length === 0;
  const freshnessOfKey = useFreshnessOfKey(alone);
  const viewOf = (keyId: string): BlockView =>
    viewBlock({
      sent: sent[keyId],
      visitId: undefined,
      receipts,
      lastAnsweredMs: heard?.askedWallMs,
      hubAwaySinceMs: hub?.online === false ? hub.lastSeenMs : undefined,
      alone,
      grant: freshnessOfKey(keyId),
      nowMs: wallMs,
    });
  return (keyIds) => leastBlock(keyIds.map(viewOf));
};

/** What bounds all that members signed to a key, by the server's list and by this device's own book: of a household's one device that has all. */
const useFreshnessOfKey = (alone: boolean): ((keyId: string) => Freshness | undefined) => {
  const { home } = useHome();
  const series = useObservable(home.people.series);
  const book = useObservable(home.people.book);
  const all = useMemo(() => {
    const own = book.flatMap(({ grants }) => grants.map((one) => ({ ...one, grant: toBase64url(one.grant) })));
    return [...(series ?? []), ...own].flatMap((one) => {
      const link = home.grants(one);
      return link === undefined
        ? []
        : [{ link, keyId: toBase64url(keyIdOf(home.parts.primitives, link.claims.holder)) }];
    });
  }, [home, series, book]);
  return (keyId) => {
    const links = all.filter((one) => one.keyId === keyId).map(({ link }) => link);
    return loosestOf(links, { alone, whole: book.some(({ pinned }) => pinned?.keyId === keyId) });
  };
};

/** The withdrawal of everything that a person was granted: what may be said of it now, and the button. */
export const usePersonBlock = (personId: string, keyIds: readonly string[]): BlockHandle => {
  const { home } = useHome();
  return { view: useKeysBlock()(keyIds), press: () => void home.people.withdraw(personId) };
};
