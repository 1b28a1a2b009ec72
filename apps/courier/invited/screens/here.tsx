import { Stack, useSentences } from '@latchkey/web-kit';
import { ReadingHere } from '../../parts/reading-here.tsx';
import { DoorChoice } from '../parts/door-choice.tsx';
import { Frame } from '../parts/frame.tsx';
import { Unsafe } from '../parts/unsafe.tsx';
import { invitedSentences } from '../sentences/index.ts';
import type { AtProps } from './door.tsx';

/** The household asks who stands at its door: its display or tag is read, or its camera reads this screen. */
export const HereScreen = ({ place, date, door, onDoor, passage, codeHelps }: AtProps) => {
  const t = useSentences(invitedSentences).here;
  return (
    <ReadingHere
      title={t.title}
      address={
        <Stack>
          <p className="address">{place.text.place}</p>
          <DoorChoice place={place} date={date} door={door} onDoor={onDoor} />
        </Stack>
      }
      read={passage.readHere}
      onCode={codeHelps ? () => void passage.showCode(door) : undefined}
      unsafe={<Unsafe passage={passage} />}
      page={(bar, inside) => (
        <Frame title={place.text.place} back bar={bar}>
          {inside}
        </Frame>
      )}
    />
  );
};
