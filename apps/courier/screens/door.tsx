import type { Fact } from '@latchkey/carrier-sdk';
import { Button, DoorDrawing, Notice, Stack, useFormat, useSentences } from '@latchkey/web-kit';
import { atDoorOf, releasedBy } from '../model/hold.ts';
import { pictureOf, type DoorMoment } from '../model/screen.ts';
import { Frame } from '../parts/frame.tsx';
import { Proof, SaidAt } from '../parts/proof.tsx';
import { useNow } from '../parts/use-now.ts';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';

const tones: Readonly<Record<DoorMoment['at'], 'use' | 'locked' | 'needs'>> = {
  opening: 'use',
  unlocked: 'use',
  open: 'use',
  stay: 'needs',
  locked: 'locked',
  complete: 'locked',
  attention: 'needs',
};

/** Everything here follows from receipts that this device verified; the door is drawn as they say, and no other way. */
export const DoorScreen = ({ screen: { moment }, view, visit, stop, title }: StepProps<'door'>) => {
  const t = useSentences(sentences);
  const facts = view.story?.facts ?? [];
  const filming =
    facts.some((fact) => fact.event === 'recording-started') &&
    !facts.some((fact) => fact.event === 'recording-closed');
  const words = t.door[moment.at];
  const finished = moment.at === 'complete';
  const released = moment.at === 'attention' ? releasedBy(stop.server, atDoorOf(view)) : undefined;
  const way =
    finished || released !== undefined ? (
      <a className="button" data-kind="main" data-size="thumb" href="#/">
        {t.door.next}
      </a>
    ) : (
      <Button kind="quiet" size="thumb" onClick={visit.unsafe}>
        {t.door.unsafe}
      </Button>
    );
  return (
    <Frame title={title} bar={moment.at === 'locked' ? undefined : way}>
      <Stack gap="wide">
        {view.line === 'off' && <Notice tone="needs" title={t.offline} />}
        {view.line === 'on' && !finished && !stop.server.hubOnline && <Notice tone="needs" title={t.doorAway} />}
        <div className="at-door" data-tone={tones[moment.at]}>
          <DoorDrawing picture={pictureOf(moment, filming)} label={title} />
          <Stack gap="tight">
            <h1 className="huge">{words.title}</h1>
            <p className="lead">{released === undefined ? words.next : t.door.released[released]}</p>
            <SaidAt fact={facts.at(-1)} at={t.door.at} />
          </Stack>
        </div>
        {(moment.at === 'unlocked' || moment.at === 'open') && <Inside drop={stop.text.dropPlace} facts={facts} />}
        {finished && <Proof facts={facts} title={t.door.proof} why={t.door.proofWhy} />}
      </Stack>
    </Frame>
  );
};

const Inside = ({ drop, facts }: { drop: string; facts: readonly Fact[] }) => {
  const t = useSentences(sentences);
  const format = useFormat();
  const now = useNow();
  const openedS = facts.findLast((fact) => fact.event === 'door-opened')?.atS;
  return (
    <dl className="place">
      <dt>{t.door.putHere}</dt>
      <dd className="place-drop">{drop === '' ? t.stop.noPlace : drop}</dd>
      {openedS !== undefined && (
        <>
          <dt>{t.door.secondsOpen}</dt>
          <dd>{format.duration(now - openedS * 1000)}</dd>
        </>
      )}
    </dl>
  );
};
