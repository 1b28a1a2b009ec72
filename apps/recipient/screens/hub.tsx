import { toBase64url } from '@latchkey/protocol';
import { useSentences } from '@latchkey/web-kit';
import { fingerprint } from '../model/parcels/carrier-domain.ts';
import { useHome } from '../parts/home-context.tsx';
import { useHubWords } from '../parts/hub/line.tsx';
import { OwnPageCard } from '../parts/hub/own-page-card.tsx';
import { HubServer } from '../parts/hub/server.tsx';
import { useActs } from '../parts/leaving/use-lives.ts';
import { Shell } from '../parts/shell.tsx';
import { roomsSentences } from '../sentences/rooms.ts';

/** The household's hub: whether it answers, its key, and where it serves this app itself. */
export const HubScreen = () => {
  const t = useSentences(roomsSentences).hub;
  const { household } = useHome();
  const acts = useActs();
  const words = useHubWords();
  return (
    <Shell heading="shown" title={t.title} back="/household">
      <dl className="facts">
        <dt>{t.state}</dt>
        <dd>
          <ul>
            {words.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </dd>
        <dt>{t.key}</dt>
        <dd className="mono">{fingerprint(toBase64url(household.hubId))}</dd>
      </dl>
      {acts && (household.atHome === true ? <HubServer /> : <OwnPageCard />)}
    </Shell>
  );
};
