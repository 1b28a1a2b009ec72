import { StateWord, WindowScale, LiveRegion, useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock, type VerifiedReceipt } from '@latchkey/web-kit/model';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { firstDoor, grantOf } from '../../model/parcels/grant-reading.ts';
import { visitKey, type StagedVisit } from '../../model/visits/today.ts';
import { underWay } from '../../model/visits/stage.ts';
import { homeSentences } from '../../sentences/index.ts';
import { BlockButton, BlockNotice } from '../blocks/words.tsx';
import { countdown } from './countdown.ts';
import { useCounts } from '../devices/cut-off.tsx';
import { DoorFigure } from '../doors/figure.tsx';
import { useHome } from '../home-context.tsx';
import { useHeadWords } from './stage-words.ts';
import { useBlock } from '../blocks/use-block.ts';

/** A block of more than one visit, of whichever device: its receipt names no visit. */
const isWideBlock = ({ claims: { event, visitId } }: VerifiedReceipt): boolean =>
  event === 'blocked' && visitId === undefined;

/** Nobody needs it before a block was signed; what cannot be had says nothing. */
const HeldUp = lazy(() =>
  import('../blocks/held-up.tsx').then(
    ({ HeldUp: found }) => ({ default: found }),
    () => ({ default: () => null }),
  ),
);

/** Most visits are not late. */
const LateNotice = lazy(() =>
  import('./late-notice.tsx').then(
    ({ LateNotice: found }) => ({ default: found }),
    () => ({ default: () => null }),
  ),
);

/** The visit that matters most now: its door, who and when, how far away, and the one next step. */
export const NextVisit = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(homeSentences);
  const format = useFormat();
  const { home } = useHome();
  const { wallMs } = useTick(browserClock);
  const block = useBlock(staged);
  const sent = Object.keys(useObservable(home.blocks.sent)).length > 0;
  const blocked = useObservable(home.receipts.story).receipts.some(isWideBlock) || sent;
  const counts = useCounts();
  const words = useHeadWords(staged);
  const { visit, stage } = staged;
  const fromMs = visit.window.fromS * 1000;
  const toMs = visit.window.toS * 1000;
  const door = firstDoor(grantOf(home.parts.primitives, visit));
  const near = stage === 'arriving' || underWay(stage);
  const when = format.window(fromMs, toMs, wallMs);
  return (
    <section className="card stack">
      <div className="stack" data-gap="tight">
        <p className="label">{visit.carrier.name}</p>
        <StateWord tone={words.tone}>{words.word}</StateWord>
        <p className="countdown">{countdown(staged, t, format, wallMs)}</p>
        <LiveRegion words={`${visit.carrier.name}: ${words.word}`} urgent={stage === 'attention'} />
      </div>
      {door !== undefined && <DoorFigure door={door} size="beside" />}
      {!near && (
        <div className="stack" data-gap="tight">
          <WindowScale fromMs={fromMs} toMs={toMs} nowMs={wallMs} label={t.today.scale(when)} />
          <p className="small soft">{when}</p>
        </div>
      )}
      {blocked && (
        <Suspense>
          <HeldUp staged={staged} />
        </Suspense>
      )}
      <Suspense>
        <LateNotice staged={staged} />
      </Suspense>
      <BlockNotice block={block} />
      {near && counts ? (
        <div className="pair-of-buttons">
          <Link className="button" data-kind="quiet" data-size="thumb" href={`/visit/${visitKey(staged)}`}>
            {words.unheard ? t.today.open : t.arriving.watch}
          </Link>
          <BlockButton block={block} />
        </div>
      ) : (
        <Link className="button" data-kind="quiet" data-size="thumb" href={`/visit/${visitKey(staged)}`}>
          {t.today.open}
        </Link>
      )}
    </section>
  );
};
