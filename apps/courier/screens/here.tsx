import { Button, useSentences } from '@latchkey/web-kit';
import { cameraMayOpen } from '../model/at-door.ts';
import { Back } from '../parts/back.tsx';
import { Frame } from '../parts/frame.tsx';
import { Address } from '../parts/place.tsx';
import { ReadingHere } from '../parts/reading-here.tsx';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';

/** The household asks who stands at its door. The door's own camera would do too, without any reception. */
export const HereScreen = ({ stop, visit, door, title }: StepProps<'here'>) => {
  const t = useSentences(sentences);
  return (
    <ReadingHere
      title={title}
      address={<Address stop={stop} />}
      read={visit.readHere}
      onCode={cameraMayOpen(stop.terms) ? () => void visit.showCode(door) : undefined}
      unsafe={
        <Button kind="plain" size="thumb" onClick={visit.unsafe}>
          {t.door.unsafe}
        </Button>
      }
      page={(bar, inside) => (
        <Frame title={title} back={<Back />} bar={bar}>
          {inside}
        </Frame>
      )}
    />
  );
};
