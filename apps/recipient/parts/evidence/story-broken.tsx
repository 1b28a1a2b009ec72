import { Notice, useSentences } from '@latchkey/web-kit';
import type { ChainStanding } from '@latchkey/web-kit/model';
import { homeSentences } from '../../sentences/index.ts';

/** From which receipt on the story is not believed any more, and whose doing that is. */
export const StoryBroken = ({ standing }: { standing: Extract<ChainStanding, { kind: 'broken' }> }) => {
  const t = useSentences(homeSentences).evidence;
  const { atSeq, fault } = standing;
  return (
    <Notice tone="alarm" title={fault === 'forked' ? t.parted(atSeq) : t.broken(atSeq)}>
      <p>
        {t.brokenWhy[fault]} {t.brokenWay}
      </p>
    </Notice>
  );
};
