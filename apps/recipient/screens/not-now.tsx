import { useSentences } from '@latchkey/web-kit';
import { Shell } from '../parts/shell.tsx';
import { useLives } from '../parts/leaving/use-lives.ts';
import { departureSentences } from '../sentences/departure.ts';
import { suspensionSentences } from '../sentences/suspension.ts';

/** Instead of an act that the hub would refuse. Of a device that does not count, every screen says above why, by whom and until when. */
export const NotNowScreen = ({ back }: { back: string }) => {
  const t = useSentences(suspensionSentences);
  const gone = useSentences(departureSentences).gone;
  const lives = useLives();
  return (
    <Shell heading="shown" title={lives ? t.notNow : gone.notHere} back={back}>
      <p className="soft">{lives ? t.notNowWhy : gone.notHereWhy}</p>
    </Shell>
  );
};
