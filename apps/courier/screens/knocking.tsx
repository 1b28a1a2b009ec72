import { DoorDrawing, Stack, unknownPicture, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';

export const KnockingScreen = ({ screen, title }: StepProps<'knocking'>) => {
  const t = useSentences(sentences);
  return (
    <Frame title={title}>
      <div className="at-door">
        <DoorDrawing picture={{ ...unknownPicture('hinged'), filming: screen.filming }} label={title} />
        <Stack gap="tight">
          <h1 className="huge">{title}</h1>
          <p className="lead">{screen.filming ? t.knocking.filming : t.knocking.asks}</p>
        </Stack>
      </div>
    </Frame>
  );
};
