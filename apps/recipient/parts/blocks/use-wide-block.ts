import { keyIdOf, toBase64url } from '@latchkey/protocol';
import { useObservable, useTick } from '@latchkey/web-kit';
import { browserClock, viewBlock, type BlockView, type SentBlock } from '@latchkey/web-kit/model';
import { useMemo } from 'react';
import { loosestOf, type Freshness } from '../../model/parcels/grant-reading.ts';
import { endOfSent } from '../../model/blocks/wide.ts';
import { noteOf, type WideTarget } from '../../model/blocks/wide-target.ts';
import { useHome } from '../home-context.tsx';
import { useListed } from '../devices/use-known.ts';

export interface WideBlock {
  readonly view: BlockView;
  readonly sent: SentBlock | undefined;
  /** Unix seconds; undefined: it does not end. */
  readonly untilS: number | undefined;
}

/** What may be said of the newest block of this kind that this device signed. One that is over is none. */
export const useWideBlock = (target: WideTarget): WideBlock => {
  const { home } = useHome();
  const noted = useObservable(home.blocks.sent)[noteOf(target)];
  const hub = useObservable(home.lists.hub);
  const heard = useObservable(home.watch.heard);
  const { receipts } = useObservable(home.receipts.story);
  const { wallMs } = useTick(browserClock);
  const alone = home.members.others()?.length === 0;
  const freshness = useFreshnessUnder(target, alone);
  const { primitives } = home.parts;
  const untilS = useMemo(() => endOfSent(primitives, noted), [primitives, noted]);
  const sent = untilS !== undefined && untilS * 1000 <= wallMs ? undefined : noted;
  const view = viewBlock({
    sent,
    visitId: undefined,
    receipts,
    lastAnsweredMs: heard?.askedWallMs,
    hubAwaySinceMs: hub?.online === false ? hub.lastSeenMs : undefined,
    alone,
    grant: freshness,
    nowMs: wallMs,
  });
  return { view, sent, untilS };
};

/**
 * What bounds all that the block may cover, of what members signed. The list is the server's, which may have left one out: so no end of many
 * is one *at the latest*. Whose courier has which visit only the links below a grant say: a courier's block is bounded by every visit's terms.
 */
const useFreshnessUnder = (target: WideTarget, alone: boolean): Freshness | undefined => {
  const { home } = useHome();
  const listed = useListed();
  const { kind } = target;
  const note = noteOf(target);
  return useMemo(() => {
    const { primitives } = home.parts;
    const grants = listed.flatMap((one) => home.grants(one) ?? []);
    const covered = grants.filter(
      ({ claims }) => kind !== 'carrier' || toBase64url(keyIdOf(primitives, claims.holder)) === note,
    );
    return loosestOf(covered, { alone, whole: false });
  }, [home, listed, kind, note, alone]);
};
