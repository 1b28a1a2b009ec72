import type { ReactNode } from 'react';
import { DoorDrawing, Stack, unknownPicture, useSentences } from '@latchkey/web-kit';
import { atDoorSentences } from '../sentences/at-door.ts';

/** What the person saw is all that is known of this door: it is drawn as unknown, and nothing here says locked. */
export const UnheardDoor = ({ title, next, children }: { title: string; next: string; children?: ReactNode }) => {
  const t = useSentences(atDoorSentences).unheard;
  return (
    <Stack gap="wide">
      <div className="at-door" data-tone="needs">
        <DoorDrawing picture={unknownPicture('hinged')} label={t.unknown} />
        <Stack gap="tight">
          <h1 className="huge">{title}</h1>
          <p className="lead">{next}</p>
        </Stack>
      </div>
      {children}
    </Stack>
  );
};
