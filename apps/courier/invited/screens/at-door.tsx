import { Button, DoorDrawing, Notice, Stack, unknownPicture, useSentences } from '@latchkey/web-kit';
import { pictureOf } from '../../model/screen.ts';
import type { PassageView } from '../model/passage.ts';
import { Proof, SaidAt } from '../../parts/proof.tsx';
import { Frame } from '../parts/frame.tsx';
import { Unsafe } from '../parts/unsafe.tsx';
import { invitedSentences, type Sentences } from '../sentences/index.ts';
import type { AtProps } from './door.tsx';

type Step = 'opening' | 'unlocked' | 'open' | 'stay' | 'locked' | 'complete' | 'attention' | 'comeOut';
const tones: Readonly<Record<Step, 'use' | 'locked' | 'needs'>> = {
  opening: 'use',
  unlocked: 'use',
  open: 'use',
  stay: 'needs',
  locked: 'locked',
  complete: 'locked',
  attention: 'needs',
  comeOut: 'needs',
};

const stepOf = ({ moment }: PassageView): Step | undefined => {
  if (moment.at === 'attention') return moment.cause === 'blocked' ? 'comeOut' : 'attention';
  return moment.at in tones ? (moment.at as Step) : undefined;
};

/** What a screen reader hears when it changes. */
export const titleOf = (view: PassageView, t: Sentences): string => {
  const step = stepOf(view);
  if (step !== undefined) return t.door[step].title;
  if (view.waitS !== undefined) return t.door.waiting;
  return view.knocking || view.allowed || view.moment.at === 'filming' ? t.door.knocking : '';
};

/** From the knock to *locked*: the door is drawn as its receipts say, and no other way. */
export const AtDoor = ({ view, passage, title }: Pick<AtProps, 'view' | 'passage' | 'title'>) => {
  const t = useSentences(invitedSentences).door;
  const step = stepOf(view);
  const filming =
    view.facts.some(({ event }) => event === 'recording-started') &&
    !view.facts.some(({ event }) => event === 'recording-closed');
  const picture = step === undefined ? { ...unknownPicture('hinged'), filming } : pictureOf(view.moment, filming);
  const next = step === undefined ? beforeOpening(view, filming, t) : t[step].next;
  const done = step === 'complete';
  return (
    <Frame
      title={title}
      bar={
        done ? (
          <Button size="thumb" onClick={passage.again}>
            {t.once}
          </Button>
        ) : (
          step !== undefined && step !== 'locked' && <Unsafe passage={passage} />
        )
      }
    >
      <Stack gap="wide">
        {view.line === 'off' && <Notice tone="needs" title={t.offline} />}
        <div className="at-door" data-tone={step === undefined ? 'use' : tones[step]}>
          <DoorDrawing picture={picture} label={title} />
          <Stack gap="tight">
            <h1 className="huge">{title}</h1>
            <p className="lead">{next}</p>
            <SaidAt fact={view.facts.at(-1)} at={t.at} />
          </Stack>
        </div>
        {done && <Proof facts={view.facts} title={t.proof} why={t.proofWhy} />}
      </Stack>
    </Frame>
  );
};

const beforeOpening = ({ waitS }: PassageView, filming: boolean, t: Sentences['door']): string => {
  if (waitS !== undefined) return t.waitingNext(waitS);
  return filming ? t.filming : t.asks;
};
