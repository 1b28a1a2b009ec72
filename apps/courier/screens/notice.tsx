import { Button, Stack, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { Address, HubAway, Place } from '../parts/place.tsx';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';
import { Back } from '../parts/back.tsx';

/** Told about the recording before accepting; sees where to put the parcel and what to expect (P16). */
export const NoticeScreen = ({ stop, visit, title }: StepProps<'notice'>) => {
  const t = useSentences(sentences);
  return (
    <Frame
      title={title}
      back={<Back />}
      bar={
        <Button size="thumb" onClick={visit.accept}>
          {t.notice.accept}
        </Button>
      }
    >
      <Stack gap="wide">
        <Address stop={stop} />
        <HubAway stop={stop} />
        <section className="film-notice">
          <h1>
            <span className="film-lens" aria-hidden="true" />
            {title}
          </h1>
          <ul className="film-lines">
            {t.notice.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="soft small">{t.notice.decline}</p>
        </section>
        <Place stop={stop} />
      </Stack>
    </Frame>
  );
};
