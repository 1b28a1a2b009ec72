import type { AccessBlock } from '@latchkey/protocol';
import { Notice, useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useEffect, useState } from 'react';
import { firstDoor } from '../../model/parcels/grant-reading.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { stillOpen, underWay } from '../../model/visits/stage.ts';
import { heldUpByOwn, heldUpUntilS, newestOfOthers, type HeldUp as HeldUpBy } from '../../model/blocks/wide.ts';
import { blockingSentences } from '../../sentences/blocking.ts';
import { useHome } from '../home-context.tsx';
import { moment } from '../devices/suspend.tsx';
import { ownKid } from '../looks/use-look.ts';

/** A visit to come that a block holds up: until when, and who says so. */
export const HeldUp = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(blockingSentences).waits;
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 5000);
  const nowS = Math.floor(wallMs / 1000);
  const own = useHeldByOwn(staged, nowS);
  const othersS = useHeldByOthersS(staged, nowS);
  const isTheirs = othersS > (own?.untilS ?? 0);
  const untilS = Math.max(othersS, own?.untilS ?? 0);
  if (untilS === 0) return null;
  return (
    <Notice tone="needs" title={t.title(moment(format, untilS * 1000, wallMs))}>
      <p>{isTheirs ? t.another : own?.confirmed === true ? t[own.what] : t.unconfirmed}</p>
    </Notice>
  );
};

/** The key that the visit was granted to, until when, and whether it may still come. */
const useComing = ({ visit, stage }: StagedVisit) => {
  const { home } = useHome();
  const grant = home.grants(visit);
  return stillOpen(stage) && !underWay(stage) ? grant : undefined;
};

const useHeldByOwn = (staged: StagedVisit, nowS: number): HeldUpBy | undefined => {
  const { home } = useHome();
  const sent = useObservable(home.blocks.sent);
  const { receipts } = useObservable(home.receipts.story);
  const holder = useComing(staged)?.claims.holder;
  if (holder === undefined) return undefined;
  return heldUpByOwn(home.parts.primitives, { holder, endS: staged.visit.window.toS }, sent, receipts, nowS);
};

/** Unix seconds, zero for never. Only the hub knows what another device's block covers: it is asked once for each that its receipts name. */
const useHeldByOthersS = (staged: StagedVisit, nowS: number): number => {
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  const [blocks, setBlocks] = useState<readonly AccessBlock[]>([]);
  const grant = useComing(staged);
  const door = firstDoor(grant);
  const newest = grant === undefined ? undefined : newestOfOthers(receipts, ownKid(home));
  useEffect(() => {
    if (newest === undefined || door === undefined) return undefined;
    let wanted = true;
    home.doors.access(door).then(
      (answer) => wanted && answer.ok && setBlocks(answer.access.blocks ?? []),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [home, newest, door]);
  if (grant === undefined) return 0;
  const untilS = heldUpUntilS(home.parts.primitives, grant.claims, blocks);
  return untilS > nowS && untilS < staged.visit.window.toS ? untilS : 0;
};
