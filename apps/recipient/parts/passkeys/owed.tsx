import { Button, Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { Link, useLocation } from 'wouter';
import { owed } from '../../model/devices/passkeys.ts';
import { passkeysSentences } from '../../sentences/passkeys.ts';
import { useCounts } from '../devices/cut-off.tsx';
import { useHome } from '../home-context.tsx';

/** On every screen, while the server waits for a passkey: the one thing that opens the lists again. */
export const PasskeyOwed = () => {
  const t = useSentences(passkeysSentences);
  const { passkeys } = useHome().home;
  const what = owed(useObservable(passkeys.state));
  const doing = useObservable(passkeys.doing);
  const [at] = useLocation();
  const counts = useCounts();
  if (!counts) return null;
  if (what === 'show') {
    const trouble = doing.kind === 'trouble' ? t.trouble[doing.why] : undefined;
    return (
      <Notice
        tone="needs"
        title={t.needed}
        way={
          <Button waiting={doing.kind === 'showing'} onClick={() => void passkeys.show()}>
            {doing.kind === 'showing' ? t.confirming : t.tryIt}
          </Button>
        }
      >
        <p>{t.neededWhy}</p>
        {trouble !== undefined && <p>{trouble}</p>}
      </Notice>
    );
  }
  if (what === undefined || at === '/household/passkeys') return null;
  return (
    <Notice
      title={t.first}
      way={
        <Link className="button" data-kind="quiet" href="/household/passkeys">
          {t.firstWay}
        </Link>
      }
    >
      <p>{t.firstWhy}</p>
    </Notice>
  );
};
