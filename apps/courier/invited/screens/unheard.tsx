import { Button, Stack, useSentences } from '@latchkey/web-kit';
import { ShowingCode } from '../../parts/showing-code.tsx';
import { UnheardDoor } from '../../parts/unheard-door.tsx';
import { Frame } from '../parts/frame.tsx';
import { Unsafe } from '../parts/unsafe.tsx';
import { invitedSentences } from '../sentences/index.ts';
import type { AtProps } from './door.tsx';

/** Without reception: the knock as a picture, for the door's own camera. */
export const CodeScreen = ({ place, view, door, passage }: AtProps) => {
  const t = useSentences(invitedSentences);
  const { title } = t.doorCode;
  if (view.showing === undefined) return null;
  return (
    <ShowingCode
      showing={view.showing}
      title={title}
      address={place.text.place}
      clock={t.clockCode}
      door={door}
      showCode={passage.showCode}
      onAway={passage.putAway}
      onOpened={() => passage.seen('opened')}
      page={(bar, inside) => (
        <Frame title={title} bar={bar}>
          {inside}
        </Frame>
      )}
    />
  );
};

/** What the person saw of a door that this phone cannot hear. */
export const UnheardScreen = ({ view: { unheard = 'opened' }, passage }: AtProps) => {
  const t = useSentences(invitedSentences);
  const words = t.unheard[unheard];
  return (
    <Frame
      title={words.title}
      bar={
        unheard === 'shut' ? (
          <Button size="thumb" onClick={passage.again}>
            {t.door.once}
          </Button>
        ) : (
          <Stack gap="tight">
            <Unsafe passage={passage} />
            <Button size="thumb" onClick={() => passage.seen('shut')}>
              {t.unheard.tried}
            </Button>
          </Stack>
        )
      }
    >
      <UnheardDoor title={words.title} next={words.next} />
    </Frame>
  );
};
