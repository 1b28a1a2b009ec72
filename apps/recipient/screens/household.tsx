import { useSentences } from '@latchkey/web-kit';
import { useCounts } from '../parts/devices/cut-off.tsx';
import { MembersCard } from '../parts/devices/members-card.tsx';
import { useHome } from '../parts/home-context.tsx';
import { ServedByHub } from '../parts/hub/at-home.tsx';
import { DepartureNotice } from '../parts/leaving/departure-notice.tsx';
import { useLives } from '../parts/leaving/use-lives.ts';
import { LogDoubt } from '../parts/log/doubt.tsx';
import { PaperEnded } from '../parts/recovery/link.tsx';
import { RecoveryPending } from '../parts/recovery/pending.tsx';
import { Rooms } from '../parts/rooms.tsx';
import { Shell } from '../parts/shell.tsx';
import { roomsSentences } from '../sentences/rooms.ts';

/** Who belongs to the household, how carriers call it, and the way to everything else about it. */
export const HouseholdScreen = () => {
  const t = useSentences(roomsSentences);
  const { household } = useHome();
  const counts = useCounts();
  // Nobody lives at a hub that was handed over; the account with its films stays.
  const lives = useLives();
  return (
    <Shell heading="shown" title={household.homeName ?? t.title}>
      {lives && <RecoveryPending />}
      {counts && lives && <PaperEnded />}
      <DepartureNotice />
      <LogDoubt />
      {lives && <MembersCard />}
      {household.atHome === true && <ServedByHub />}
      {household.atHome !== true && lives && <Handle />}
      <Rooms />
    </Shell>
  );
};

const Handle = () => {
  const t = useSentences(roomsSentences);
  return (
    <section className="card stack" data-gap="tight">
      <h2 className="label">{t.handle}</h2>
      <p className="handle">{useHome().household.handle}</p>
      <p className="small soft">{t.handleHint}</p>
    </section>
  );
};
