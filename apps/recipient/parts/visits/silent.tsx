import { Button, LiveRegion, Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { useState } from 'react';
import type { HubSilence } from '../../model/lists.ts';
import { silentSentences } from '../../sentences/silent.ts';
import { useHome } from '../home-context.tsx';

/** The server's word: the hub fell silent in a visit. It stands here until the hub is back, whoever has heard it. */
export const Silent = ({ silent }: { silent: HubSilence }) => {
  const t = useSentences(silentSentences);
  const format = useFormat();
  const { home } = useHome();
  const [telling, setTelling] = useState<'no' | 'telling' | 'failed'>('no');
  const { sinceMs, acknowledgedMs } = silent;
  const tell = () => {
    setTelling('telling');
    void home.lists.heardSilence(silent).then((taken) => setTelling(taken ? 'no' : 'failed'));
  };
  const stands = acknowledgedMs === undefined ? t.rings : t.rests(format.time(acknowledgedMs));
  return (
    <Notice
      tone="alarm"
      title={t.title}
      way={
        acknowledgedMs === undefined && (
          <Button waiting={telling === 'telling'} onClick={tell}>
            {telling === 'telling' ? t.telling : t.heard}
          </Button>
        )
      }
    >
      <p>{t.why(format.second(sinceMs))}</p>
      <p>{stands}</p>
      {telling === 'failed' && acknowledgedMs === undefined && <p className="field-wrong">{t.failed}</p>}
      <LiveRegion words={telling === 'failed' ? t.failed : acknowledgedMs === undefined ? t.title : stands} urgent />
    </Notice>
  );
};
