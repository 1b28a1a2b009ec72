import { useSentences } from '@latchkey/web-kit';
import type { Tone } from '../model/rows.ts';
import type { Stage } from '../model/now/stages.ts';
import { nowSentences } from '../sentences/now.ts';

const tones: Readonly<Record<Stage, Tone>> = {
  alarm: 'alarm',
  'not-locked': 'alarm',
  refused: 'needs',
  late: 'needs',
  unsafe: 'needs',
  failed: 'needs',
  answer: 'needs',
  assign: 'needs',
  'at-door': 'use',
  arriving: 'use',
  planned: 'plain',
  undecided: 'plain',
  done: 'locked',
  withdrawn: 'plain',
};

export const StageLabel = ({ stage }: { stage: Stage }) => {
  const t = useSentences(nowSentences);
  return (
    <span className="state-label" data-tone={tones[stage]}>
      <span className="state-dot" aria-hidden="true" />
      {t.stages[stage]}
    </span>
  );
};
