import type { Stop } from '@latchkey/carrier-sdk';
import { Button, Stack, useSentences } from '@latchkey/web-kit';
import type { Visit } from '../model/visit.ts';
import { sentences } from '../sentences/index.ts';
import { Fallback } from './wishes.tsx';

/** The door stays shut: what the household chose in advance, else the parcel stays in the van. One touch says that it is done. */
export const WhatNow = ({ stop, visit }: { stop: Stop; visit: Visit }) => {
  const t = useSentences(sentences);
  const to = stop.text.ifFails?.to ?? 'again';
  return (
    <section className="what-now">
      <h2>{t.whatNow.title}</h2>
      {stop.text.ifFails === undefined ? (
        <p className="lead">{t.whatNow.nothingChosen}</p>
      ) : (
        <Stack gap="tight">
          <p className="soft">{t.whatNow.chosen}</p>
          <Fallback stop={stop} />
        </Stack>
      )}
      <Button kind="quiet" size="thumb" onClick={() => visit.leave(to)}>
        {t.whatNow.done[to]}
      </Button>
    </section>
  );
};
