import { Notice, Stack, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { CallHelp, LeaveNow } from '../parts/leave-now.tsx';
import { ToTour } from '../parts/to-tour.tsx';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';

/** It was pressed: the courier goes. */
export const UnsafeScreen = ({ screen: { moment }, visit, unsent, title }: StepProps<'unsafe'>) => {
  const t = useSentences(sentences).unsafe;
  return (
    <Frame
      title={title}
      bar={
        <Stack gap="tight">
          <CallHelp words={t.call} />
          <ToTour kind="main" />
        </Stack>
      }
    >
      <LeaveNow
        title={title}
        words={t}
        ends={t.ends}
        told={unsent ? t.willBeTold : t.told}
        moment={moment}
        safe={t.mistake}
        onSafe={visit.safeAgain}
      />
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
