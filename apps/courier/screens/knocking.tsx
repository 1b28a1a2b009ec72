import { DoorDrawing, Stack, unknownPicture, useFormat, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { useNow } from '../parts/use-now.ts';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';

export const KnockingScreen = ({ screen, title }: StepProps<'knocking'>) => {
  const t = useSentences(sentences);
  const { filming, waitsUntilMs } = screen;
  return (
    <Frame title={title}>
      <div className="at-door">
        <DoorDrawing picture={{ ...unknownPicture('hinged'), filming }} label={title} />
        <Stack gap="tight">
          <h1 className="huge">{title}</h1>
          {waitsUntilMs === undefined ? (
            <p className="lead">{filming ? t.knocking.filming : t.knocking.asks}</p>
          ) : (
            <Waiting untilMs={waitsUntilMs} />
          )}
        </Stack>
      </div>
    </Frame>
  );
};

/** Nothing is to be done; how long at most is said all the same. */
const Waiting = ({ untilMs }: { untilMs: number }) => {
  const t = useSentences(sentences).knocking;
  const format = useFormat();
  const now = useNow();
  return (
    <>
      <p className="lead">{t.waitingNext}</p>
      <p className="soft">{t.waitingLeft(format.duration(Math.max(0, untilMs - now)))}</p>
    </>
  );
};
