import { Button, LiveRegion, Notice, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { recoverySentences } from '../../sentences/recovery.ts';
import { useCounts } from '../devices/cut-off.tsx';
import { useHome } from '../home-context.tsx';

/** By the hub's own signed state: no server can hide it without hiding the doors. */
export const RecoveryPending = () => {
  const t = useSentences(recoverySentences).pending;
  const format = useFormat();
  const { home } = useHome();
  const heard = useObservable(home.watch.heard);
  const refusing = useObservable(home.recovery.refusing);
  const counts = useCounts();
  const waits = heard?.state.recovery;
  if (waits === undefined) return refusing === 'refused' || refusing === 'late' ? <Notice title={t[refusing]} /> : null;
  return (
    <Notice
      tone="alarm"
      title={t.title}
      way={
        counts && (
          <Button waiting={refusing === 'refusing'} onClick={() => void home.recovery.refuse(waits.hash)}>
            {refusing === 'refusing' ? t.refusing : t.refuse}
          </Button>
        )
      }
    >
      <p>{t.left(format.duration(waits.leftS * 1000))}</p>
      {counts && <p>{t.choose}</p>}
      {refusing === 'failed' && <p className="field-wrong">{t.failed}</p>}
      <LiveRegion words={refusing === 'failed' ? t.failed : t.title} urgent />
    </Notice>
  );
};
