import type { ReactNode } from 'react';
import { refusalSentence } from '@latchkey/carrier-sdk';
import { Button, Stack, useFormat, useLanguage, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { ToTour } from '../parts/to-tour.tsx';
import { WhatNow } from '../parts/what-now.tsx';
import { Elsewhere } from '../parts/wishes.tsx';
import { cameraMayOpen, refusedHere } from '../model/at-door.ts';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';
import { overWords } from './titles.ts';

interface ShutProps {
  readonly title: string;
  readonly next: string;
  readonly bar: ReactNode;
  readonly above?: string;
  readonly children?: ReactNode;
}

/** What is the case, then the one thing to do: never whose fault it might be. */
const Shut = ({ title, next, bar, above, children }: ShutProps) => (
  <Frame title={title} bar={bar}>
    <Stack>
      {above !== undefined && <p className="label">{above}</p>}
      <h1 className="huge">{title}</h1>
      <p className="lead">{next}</p>
      {children}
    </Stack>
  </Frame>
);

export const RefusedScreen = ({ screen, stop, view, visit, door }: StepProps<'refused'>) => {
  const t = useSentences(sentences);
  const { language } = useLanguage();
  const format = useFormat();
  const { beginsS, endsS } = stop.terms;
  const here = { beginsS, endsS, trackingNumber: view.scanned[0] ?? '' };
  const said = refusalSentence(screen.refusal, here, language, {
    time: (unixS) => format.time(unixS * 1000),
  });
  const { title, next } = refusedHere(view, screen.refusal.reason, t.here) ?? said;
  const parcel = screen.refusal.reason.startsWith('parcel-');
  return (
    <Shut
      title={title}
      next={next}
      bar={
        <Stack gap="tight">
          <ToTour />
          <Again visit={visit} view={view} door={door} reason={screen.refusal.reason} />
        </Stack>
      }
      above={t.refused.title}
    >
      {!parcel && <WhatNow stop={stop} visit={visit} />}
    </Shut>
  );
};

interface AgainProps extends Pick<StepProps, 'visit' | 'view' | 'door'> {
  readonly reason: string;
}

const Again = ({ visit, view, door, reason }: AgainProps) => {
  const t = useSentences(sentences);
  if (reason.startsWith('parcel-')) {
    return (
      <Button size="thumb" onClick={visit.scanAgain}>
        {t.refused.scan}
      </Button>
    );
  }
  const anew = view.asksHere && view.here === undefined;
  return (
    <Button size="thumb" onClick={anew ? visit.hereAgain : () => void visit.knock(door)}>
      {anew ? (view.refusedOver === 'tag' ? t.here.tapAgain : t.here.again) : t.refused.knock}
    </Button>
  );
};

export const NotReachedScreen = ({ screen, stop, visit, door }: StepProps<'not-reached'>) => {
  const t = useSentences(sentences);
  const words = t.notReached[screen.because];
  const { title } = words;
  const byCode = cameraMayOpen(stop.terms);
  const next = screen.because === 'no-reception' && !byCode ? t.noCodeNext : words.next;
  return (
    <Shut
      title={title}
      next={next}
      bar={
        <Stack gap="tight">
          <ToTour />
          {byCode && (
            <Button kind="quiet" size="thumb" onClick={() => void visit.showCode(door)}>
              {t.doorCode.show}
            </Button>
          )}
          <Button size="thumb" onClick={() => void visit.knock(door)}>
            {t.refused.knock}
          </Button>
        </Stack>
      }
    >
      {screen.because !== 'no-reception' && <WhatNow stop={stop} visit={visit} />}
    </Shut>
  );
};

export const OverScreen = ({ screen: { moment }, stop, visit }: StepProps<'over'>) => {
  const t = useSentences(sentences);
  const { title, next } = overWords(moment, t);
  const to = moment.at === 'diverted' ? stop.server.divert?.to : undefined;
  return (
    <Shut title={title} next={next} bar={<ToTour kind="main" />}>
      {to !== undefined && <p className="lead">{t.over.to[to]}</p>}
      {moment.at === 'expired' && <WhatNow stop={stop} visit={visit} />}
      {moment.at === 'diverted' && <Elsewhere stop={stop} />}
    </Shut>
  );
};
