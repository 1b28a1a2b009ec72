import { LiveRegion, Notice, useFormat, useSentences, useTick, type Format } from '@latchkey/web-kit';
import type { ReactNode } from 'react';
import { browserClock } from '@latchkey/web-kit/model';
import { latenessOf, type Lateness } from '../../model/visits/lateness.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { useSigned } from './use-signed.ts';
import { lateSentences, type LateSentences } from '../../sentences/late.ts';

const wordsOf = (late: Lateness, t: LateSentences, format: Format): { title: string; why: string } => {
  switch (late.kind) {
    case 'estimate-passed':
      return { title: t.passed(format.time(late.estimatedMs)), why: t.passedWhy };
    case 'after-window':
      return { title: t.after(format.time(late.estimatedMs)), why: t.afterWhy(format.time(late.endsMs)) };
    case 'ending':
      return { title: t.ending(format.time(late.endsMs)), why: t.endingWhy };
    case 'unsigned':
      return { title: t.unsigned, why: t.unsignedWhy };
  }
};

/** What is late about a visit, where something is; said once. */
export const LateNotice = ({ staged }: { staged: StagedVisit }): ReactNode => {
  const t = useSentences(lateSentences);
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 5000);
  const late = latenessOf(staged, wallMs, useSigned()(staged));
  const words = late === undefined ? undefined : wordsOf(late, t, format);
  return (
    <>
      <LiveRegion words={words?.title ?? ''} />
      {words !== undefined && (
        <Notice tone="needs" title={words.title}>
          <p>{words.why}</p>
        </Notice>
      )}
    </>
  );
};
