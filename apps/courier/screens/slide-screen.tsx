import { Button, Stack, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { Address, Place } from '../parts/place.tsx';
import { ReadHere } from '../parts/read-here.tsx';
import { Slide } from '../parts/slide.tsx';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';
import { Back } from '../parts/back.tsx';

export const SlideScreen = ({ stop, visit, view, door, title }: StepProps<'slide'>) => {
  const t = useSentences(sentences);
  return (
    <Frame
      title={title}
      back={<Back />}
      bar={<Slide label={t.slide.label} hint={t.slide.keys} onSlide={() => void visit.knock(door)} />}
    >
      <Stack gap="wide">
        <Stack>
          <p className="label">
            {t.slide.parcel}: <span className="mono">{view.scanned.join(', ')}</span>
          </p>
          <h1 className="huge">{title}</h1>
          <Address stop={stop} />
          {view.here !== undefined && <ReadHere here={view.here} again={visit.hereAgain} />}
        </Stack>
        <Place stop={stop} />
        <Button kind="plain" size="thumb" onClick={visit.scanAgain}>
          {t.slide.another}
        </Button>
        <Button kind="plain" size="thumb" onClick={visit.unsafe}>
          {t.door.unsafe}
        </Button>
      </Stack>
    </Frame>
  );
};
