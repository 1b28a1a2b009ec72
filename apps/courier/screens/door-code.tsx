import { Button, Stack, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { ShowingCode } from '../parts/showing-code.tsx';
import { ToTour } from '../parts/to-tour.tsx';
import { UnheardDoor } from '../parts/unheard-door.tsx';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';

/** The courier's knock as a picture, for the door's own camera. */
export const DoorCodeScreen = ({ screen: { showing }, visit, stop, door, title }: StepProps<'code'>) => {
  const { clock } = useSentences(sentences);
  return (
    <ShowingCode
      showing={showing}
      title={title}
      address={stop.text.address}
      clock={clock}
      door={door}
      showCode={visit.showCode}
      onAway={visit.putAway}
      onOpened={() => visit.seen('opened')}
      page={(bar, inside) => (
        <Frame title={title} bar={bar}>
          {inside}
        </Frame>
      )}
    />
  );
};

/** What the courier saw is all that is known of this door. */
export const UnheardScreen = ({ screen: { what }, visit, stop, title }: StepProps<'unheard'>) => {
  const t = useSentences(sentences);
  const drop = stop.text.dropPlace;
  return (
    <Frame
      title={title}
      bar={
        what === 'shut' ? (
          <ToTour kind="main" />
        ) : (
          <Stack gap="tight">
            <Button kind="quiet" size="thumb" onClick={visit.unsafe}>
              {t.door.unsafe}
            </Button>
            <Button size="thumb" onClick={() => visit.seen('shut')}>
              {t.unheard.tried}
            </Button>
          </Stack>
        )
      }
    >
      <UnheardDoor title={title} next={t.unheard[what].next}>
        {what === 'opened' && (
          <dl className="place">
            <dt>{t.door.putHere}</dt>
            <dd className="place-drop">{drop === '' ? t.stop.noPlace : drop}</dd>
          </dl>
        )}
      </UnheardDoor>
    </Frame>
  );
};
