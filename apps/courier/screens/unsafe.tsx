import { Button, LiveRegion, Notice, Stack, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { ToTour } from '../parts/to-tour.tsx';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';

const locked = new Set(['locked', 'complete', 'before', 'filming', 'refused', 'expired']);

/** It was pressed: the courier goes. What happens then stands here, so that nobody stays to find out. */
export const UnsafeScreen = ({ screen: { moment }, visit, unsent, title }: StepProps<'unsafe'>) => {
  const t = useSentences(sentences);
  const told = unsent ? t.unsafe.willBeTold : t.unsafe.told;
  return (
    <Frame
      title={title}
      bar={
        <Stack gap="tight">
          <a className="button" data-kind="quiet" data-size="thumb" href="tel:112">
            {t.unsafe.call}
          </a>
          <ToTour kind="main" />
        </Stack>
      }
    >
      <Stack gap="wide">
        <Stack>
          <h1 className="huge">{title}</h1>
          <p className="lead">{t.unsafe.next}</p>
        </Stack>
        <ul className="film-lines">
          <li>{t.unsafe.ends}</li>
          <li>{told}</li>
          <li>{locked.has(moment.at) ? t.unsafe.doorShut : t.unsafe.doorOpen}</li>
          <li>{t.unsafe.noBlame}</li>
        </ul>
        <LiveRegion words={told} />
        <Button kind="plain" size="thumb" onClick={visit.safeAgain}>
          {t.unsafe.mistake}
        </Button>
      </Stack>
    </Frame>
  );
};

/** The parcel did not get in, and the courier said what became of it. */
export const LeftScreen = ({ screen: { to }, stop, unsent, title }: StepProps<'left'>) => {
  const t = useSentences(sentences);
  return (
    <Frame title={title} bar={<ToTour kind="main" />}>
      <Stack gap="wide">
        <Stack>
          <p className="label">{stop.text.address}</p>
          <h1 className="huge">{title}</h1>
          <p className="lead">{t.left.to[to]}</p>
        </Stack>
        <Notice tone={unsent ? 'needs' : 'plain'} title={unsent ? t.unsafe.willBeTold : t.unsafe.told} />
      </Stack>
    </Frame>
  );
};
