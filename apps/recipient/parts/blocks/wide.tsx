import { Button, Choices, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { useState, type ReactNode } from 'react';
import { endedWith, endOf, type Pause, type Term } from '../../model/blocks/wide.ts';
import type { WideTarget } from '../../model/blocks/wide-target.ts';
import { blockingSentences } from '../../sentences/blocking.ts';
import { homeSentences } from '../../sentences/index.ts';
import { BlockSaid, blockWords } from './words.tsx';
import { useHome } from '../home-context.tsx';
import { Shell } from '../shell.tsx';
import { moment } from '../devices/suspend.tsx';
import { useListed } from '../devices/use-known.ts';
import { useWideBlock, type WideBlock } from './use-wide-block.ts';

interface Props {
  readonly title: string;
  readonly back: string;
  readonly target: WideTarget;
  readonly ends: readonly (Pause | Term)[];
  /** The button's words; `until` is absent for a block that does not end. */
  readonly act: (until: string | undefined) => string;
  /** Whom it is about, and what follows from it. */
  readonly children: ReactNode;
}

/** One block of more than one visit: until when, what follows, and then what the door said of it. */
export const WideBlockScreen = ({ title, back, target, ends, act, children }: Props) => {
  const t = useSentences(blockingSentences);
  const format = useFormat();
  const { home } = useHome();
  const block = useWideBlock(target);
  const [until, setUntil] = useState(ends[0] ?? 'morning');
  const [longer, setLonger] = useState(false);
  const nowMs = home.parts.clock.wallMs();
  const at = (end: Pause | Term) => {
    const endS = endOf(end, nowMs);
    return endS === undefined ? undefined : moment(format, endS * 1000, nowMs);
  };
  const { kind } = block.view;
  const choosing = kind === 'none' || kind === 'not-sent' || longer;
  const send = (untilS: number | undefined) => {
    setLonger(false);
    void home.blocks.blockWide(target, untilS);
  };
  return (
    <Shell
      heading="shown"
      title={title}
      back={back}
      bar={
        choosing ? (
          <Button size="thumb" onClick={() => send(endOf(until, home.parts.clock.wallMs()))}>
            {act(at(until))}
          </Button>
        ) : (
          <Afterwards block={block} onAgain={() => send(block.untilS)} onLonger={() => setLonger(true)} />
        )
      }
    >
      {children}
      <Outcome block={block} of={target.kind} />
      {choosing && (
        <>
          <Choices
            legend={t.until}
            value={until}
            onChange={setUntil}
            choices={ends.map((value) => ({ value, label: t.ends[value](at(value) ?? '') }))}
          />
          <p className="soft">{t.inside}</p>
          <p className="soft">{until === 'ever' ? t.fixedEver : t.fixed}</p>
        </>
      )}
    </Shell>
  );
};

/** Once it is sent: the same again while the door has not confirmed; a later end afterwards, where there is one. */
const Afterwards = ({
  block: { view, untilS },
  onAgain,
  onLonger,
}: {
  block: WideBlock;
  onAgain: () => void;
  onLonger: () => void;
}) => {
  const own = useSentences(blockingSentences);
  const t = useSentences(homeSentences).block;
  if (view.kind === 'confirmed')
    return untilS === undefined ? null : (
      <Button kind="quiet" size="thumb" onClick={onLonger}>
        {own.longer}
      </Button>
    );
  const waits = view.kind !== 'not-confirmed';
  return (
    <Button size="thumb" waiting={waits} onClick={onAgain}>
      {waits ? t.sending : t.again}
    </Button>
  );
};

/** What the door said, until when it holds, and a line for each visit that ended with it. */
export const Outcome = ({ block: { view, sent, untilS }, of }: { block: WideBlock; of: WideTarget['kind'] }) => {
  const own = useSentences(blockingSentences);
  const t = useSentences(homeSentences).block;
  const format = useFormat();
  const { home } = useHome();
  const words = blockWords(view, { ...t, ...own }, format);
  const { kind } = view;
  const stands = kind !== 'none' && kind !== 'not-sent';
  return (
    <>
      <BlockSaid words={words} />
      {stands && untilS !== undefined && (
        <p>{own.standsUntil(moment(format, untilS * 1000, home.parts.clock.wallMs()))}</p>
      )}
      {stands && untilS === undefined && <p>{own.standsEver}</p>}
      {kind === 'confirmed' && of === 'courier' && <p>{own.otherHands}</p>}
      {kind === 'confirmed' && of !== 'courier' && sent !== undefined && (
        <Ended hash={sent.hash} ends={untilS !== undefined} />
      )}
    </>
  );
};

const Ended = ({ hash, ends }: { hash: Uint8Array; ends: boolean }) => {
  const t = useSentences(blockingSentences);
  const format = useFormat();
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  const listed = useListed();
  const ended = endedWith(receipts, hash);
  const nameOf = (visitId: string) => listed.find((one) => one.visitId === visitId)?.name ?? t.unknownVisit;
  return (
    <section className="stack" data-gap="tight">
      <h2>{ended.length === 0 ? t.endedNone : t.ended(format, ended.length)}</h2>
      <ul className="rows">
        {ended.map(({ visitId, seq, atS }) => (
          <li className="row" key={seq}>
            <span>{nameOf(visitId)}</span>
            <span className="small soft">
              {atS === undefined ? t.endedNoTime(seq) : t.endedAt(seq, format.second(atS * 1000))}
            </span>
          </li>
        ))}
      </ul>
      {ends && <p className="small soft">{t.heldUp}</p>}
    </section>
  );
};
