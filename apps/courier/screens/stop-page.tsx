import { useEffect, useState } from 'react';
import { isBroken, type Stop } from '@latchkey/carrier-sdk';
import { LiveRegion, Notice, Skeleton, useObservable, useSentences } from '@latchkey/web-kit';
import type { Rounds } from '../model/rounds.ts';
import { pictureOf, screenOf, stageOf } from '../model/screen.ts';
import type { Visit } from '../model/visit.ts';
import { Back } from '../parts/back.tsx';
import { Frame } from '../parts/frame.tsx';
import { sentences } from '../sentences/index.ts';
import { HeldScreen } from './held.tsx';
import { StepScreen } from './step.tsx';
import { titleOf } from './titles.ts';

export const StopPage = ({ rounds, visitId }: { rounds: Rounds; visitId: string }) => {
  const t = useSentences(sentences);
  const tour = useObservable(rounds.tour.view);
  const stop = [...tour.next, ...tour.done].find((one) => one.visitId === visitId);
  const held = useObservable(rounds.held);
  if (stop !== undefined && !isBroken(stop) && held !== undefined && held.visitId !== visitId) {
    return <HeldScreen stop={stop} at={held} />;
  }
  if (stop !== undefined && !isBroken(stop)) return <Opened key={visitId} rounds={rounds} stop={stop} />;
  return (
    <Frame title={t.tour.title} back={<Back />}>
      {tour.phase === 'loading' && <Skeleton label={t.tour.loading} />}
      {tour.phase === 'ready' && (
        <Notice tone="alarm" title={stop === undefined ? t.stop.gone : t.tour.broken}>
          {stop === undefined ? undefined : t.faults[stop.fault]}
        </Notice>
      )}
    </Frame>
  );
};

const Opened = ({ rounds, stop }: { rounds: Rounds; stop: Stop }) => {
  const t = useSentences(sentences);
  const [visit, setVisit] = useState<Visit>();
  useEffect(() => {
    let leave: (() => void) | undefined;
    let left = false;
    void rounds.visit(stop).then((made) => {
      if (left) return;
      setVisit(made);
      made.start();
      leave = made.stop;
    });
    return () => {
      left = true;
      leave?.();
    };
    // One visit for one stop: the tour gives a new object for the same stop at each reading.
  }, [rounds, stop.visitId]); // eslint-disable-line react-hooks/exhaustive-deps -- see above
  if (visit === undefined) {
    return (
      <Frame title={stop.text.address} back={<Back />}>
        <Skeleton label={t.tour.loading} />
      </Frame>
    );
  }
  return <AtVisit rounds={rounds} stop={stop} visit={visit} />;
};

const AtVisit = ({ rounds, stop, visit }: { rounds: Rounds; stop: Stop; visit: Visit }) => {
  const t = useSentences(sentences);
  const view = useObservable(visit.view);
  const unsent = useObservable(rounds.outbox.unsent).some(({ visitId }) => visitId === stop.visitId);
  const screen = screenOf(view);
  const door = stop.terms.doors[0] ?? 0;
  const { word } = pictureOf(view.story?.moment ?? { at: 'before' }, false);
  const stage = stageOf(screen);
  const { tell } = rounds;
  useEffect(() => {
    const say = () => tell(word, stage, door);
    say();
    const timer = setInterval(say, 5000);
    return () => clearInterval(timer);
  }, [tell, word, stage, door]);
  const title = titleOf(screen, t);
  return (
    <>
      <LiveRegion words={title} urgent={screen.show === 'door' && screen.moment.at === 'attention'} />
      <StepScreen screen={screen} view={view} visit={visit} stop={stop} door={door} title={title} unsent={unsent} />
    </>
  );
};
