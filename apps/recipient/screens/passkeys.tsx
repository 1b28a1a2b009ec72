import { Notice, useSentences } from '@latchkey/web-kit';
import { useCounts } from '../parts/devices/cut-off.tsx';
import { useActs } from '../parts/leaving/use-lives.ts';
import { PasskeysCard } from '../parts/passkeys/card.tsx';
import { ChangesGuarded } from '../parts/passkeys/guarding.tsx';
import { Shell } from '../parts/shell.tsx';
import { passkeysSentences } from '../sentences/passkeys.ts';
import { suspensionSentences } from '../sentences/suspension.ts';

/** The household's passkeys: at the server they guard the account; a door asks for one where an admin had it told so. */
export const PasskeysScreen = () => {
  const t = useSentences(passkeysSentences);
  const { notNow } = useSentences(suspensionSentences);
  const counts = useCounts();
  const acts = useActs();
  return (
    <Shell heading="shown" title={t.title} back="/household">
      {counts ? <PasskeysCard /> : <Notice title={notNow} />}
      {acts && <ChangesGuarded />}
    </Shell>
  );
};
