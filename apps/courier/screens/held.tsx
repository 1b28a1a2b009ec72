import type { Stop } from '@latchkey/carrier-sdk';
import { Stack, useSentences } from '@latchkey/web-kit';
import { Back } from '../parts/back.tsx';
import { Frame } from '../parts/frame.tsx';
import { Address, Place } from '../parts/place.tsx';
import { sentences } from '../sentences/index.ts';

/** Another stop, while a door is not locked yet: it can be read, and the way back is the one thing to do. */
export const HeldScreen = ({ stop, at }: { stop: Stop; at: Stop }) => {
  const t = useSentences(sentences);
  return (
    <Frame
      title={t.held.title}
      back={<Back />}
      bar={
        <a className="button" data-kind="main" data-size="thumb" href={`#/stop/${at.visitId}`}>
          {t.held.back}
        </a>
      }
    >
      <Stack gap="wide">
        <Stack>
          <h1 className="huge">{t.held.title}</h1>
          <p className="lead">{t.held.why(at.text.address)}</p>
        </Stack>
        <Address stop={stop} />
        <Place stop={stop} />
      </Stack>
    </Frame>
  );
};
