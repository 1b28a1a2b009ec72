import { useState } from 'react';
import { isBroken, type BrokenStop, type Stop } from '@latchkey/carrier-sdk';
import { Button, useSentences } from '@latchkey/web-kit';
import { StopMap, type MapStop } from '@latchkey/web-kit/map';
import { sentences } from '../sentences/index.ts';

type Placed = Stop & { readonly text: { readonly at: NonNullable<Stop['text']['at']> } };
const isPlaced = (stop: Stop | BrokenStop): stop is Placed => !isBroken(stop) && stop.text.at !== undefined;

/** The stops whose place the carrier knows. The list above says everything that the map shows, so it is only opened when wanted. */
export const TourMap = ({ stops }: { stops: readonly (Stop | BrokenStop)[] }) => {
  const t = useSentences(sentences);
  const [open, setOpen] = useState(false);
  const places = stops.flatMap((stop, at): MapStop[] =>
    isPlaced(stop)
      ? [
          {
            id: stop.visitId,
            number: at + 1,
            words: t.tour.onMap(at + 1, stop.text.address),
            at: stop.text.at,
            state: at === 0 ? 'next' : 'open',
          },
        ]
      : [],
  );
  if (places.length === 0) return null;
  const go = (visitId: string) => location.assign(`#/stop/${visitId}`);
  return (
    <section className="stack">
      <Button kind="quiet" size="thumb" onClick={() => setOpen(!open)}>
        {open ? t.tour.noMap : t.tour.map}
      </Button>
      {open && <StopMap stops={places} onChoose={go} />}
    </section>
  );
};
