import { useSentences } from '@latchkey/web-kit';
import { Shell } from '../parts/shell.tsx';
import { suspensionSentences } from '../sentences/suspension.ts';

/** Instead of an act that the hub would refuse. Why, by whom and until when is said above, as on every screen of a device that does not count. */
export const NotNowScreen = ({ back }: { back: string }) => {
  const t = useSentences(suspensionSentences);
  return (
    <Shell heading="shown" title={t.notNow} back={back}>
      <p className="soft">{t.notNowWhy}</p>
    </Shell>
  );
};
