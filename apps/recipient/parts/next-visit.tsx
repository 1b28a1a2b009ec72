import { StateWord, WindowScale, LiveRegion, useFormat, useSentences, useTick, type Format } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { Link } from 'wouter';
import { firstDoor, grantOf } from '../model/grant-reading.ts';
import type { StagedVisit } from '../model/today.ts';
import { underWay } from '../model/visit-stage.ts';
import { homeSentences, type Sentences } from '../sentences/index.ts';
import { BlockButton, BlockNotice } from './block-words.tsx';
import { DoorFigure } from './door-figure.tsx';
import { useHome } from './home-context.tsx';
import { stageTone } from './stage-tone.ts';
import { useBlock } from './use-block.ts';

/** The visit that matters most now: its door, who and when, how far away, and the one next step. */
export const NextVisit = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(homeSentences);
  const format = useFormat();
  const { home } = useHome();
  const { wallMs } = useTick(browserClock);
  const block = useBlock(staged);
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
        <StateWord tone={stageTone[stage]}>{t.visit.stage[stage]}</StateWord>
        <p className="countdown">{countdown(staged, t, format, wallMs)}</p>
        <LiveRegion words={`${visit.carrier.name}: ${t.visit.stage[stage]}`} urgent={stage === 'attention'} />
      </div>
      {door !== undefined && <DoorFigure door={door} size="beside" />}
      {!near && (
        <div className="stack" data-gap="tight">
          <WindowScale fromMs={fromMs} toMs={toMs} nowMs={wallMs} label={t.today.scale(when)} />
          <p className="small soft">{when}</p>
        </div>
      )}
      <BlockNotice block={block} />
      {near ? (
        <div className="pair-of-buttons">
          <Link className="button" data-kind="quiet" data-size="thumb" href={`/visit/${visit.visitId}`}>
            {t.arriving.watch}
          </Link>
          <BlockButton block={block} />
        </div>
      ) : (
        <Link className="button" data-kind="quiet" data-size="thumb" href={`/visit/${visit.visitId}`}>
          {t.today.open}
        </Link>
      )}
    </section>
  );
};

/** The courier's own estimate while it is fresh enough to mean something, else the window. */
const countdown = ({ visit, stage, receipts }: StagedVisit, t: Sentences, format: Format, nowMs: number): string => {
  const { arriving, window } = visit;
  const beganS = receipts.find(({ claims }) => claims.event === 'asked' || claims.event === 'recording-started')?.claims
    .iat;
  if (underWay(stage) && beganS !== undefined) return t.today.since(format, beganS * 1000);
  if (stage === 'arriving' && arriving !== undefined) {
    const leftS = Math.max(0, arriving.etaS - Math.round((nowMs - arriving.saidMs) / 1000));
    return t.today.about(format, Math.ceil(leftS / 60) * 60, arriving.stopsBefore);
  }
  if (nowMs < window.fromS * 1000) return t.today.begins(format, window.fromS * 1000 - nowMs);
  return t.today.ends(format, window.toS * 1000 - nowMs);
};
