import { Notice, useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import type { StagedVisit } from '../model/today.ts';
import { stillOpen, underWay } from '../model/visit-stage.ts';
import { heldUpByOwn } from '../model/wide-blocks.ts';
import { blockingSentences } from '../sentences/blocking.ts';
import { useHome } from './home-context.tsx';
import { moment } from './suspend.tsx';

/** A visit to come that a block of this device holds up: until when, and whether the door said so. */
export const HeldUp = ({ staged: { visit, stage } }: { staged: StagedVisit }) => {
  const t = useSentences(blockingSentences).waits;
  const format = useFormat();
  const { home } = useHome();
  const sent = useObservable(home.blocks.sent);
  const { receipts } = useObservable(home.receipts.story);
  const { wallMs } = useTick(browserClock, 5000);
  const holder = home.grants(visit)?.claims.holder;
  const held =
    holder === undefined || !stillOpen(stage) || underWay(stage)
      ? undefined
      : heldUpByOwn(
          home.parts.primitives,
          { holder, endS: visit.window.toS },
          sent,
          receipts,
          Math.floor(wallMs / 1000),
        );
  if (held === undefined) return null;
  return (
    <Notice tone="needs" title={t.title(moment(format, held.untilS * 1000, wallMs))}>
      <p>{held.confirmed ? t[held.what] : t.unconfirmed}</p>
    </Notice>
  );
};
