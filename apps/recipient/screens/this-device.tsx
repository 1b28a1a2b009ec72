import { kidOf, toBase64url } from '@latchkey/protocol';
import { Button, InPlace, useFormat, useSentences } from '@latchkey/web-kit';
import { useState } from 'react';
import { fingerprint } from '../model/parcels/carrier-domain.ts';
import { Forgetting } from '../parts/forgetting.tsx';
import { useHome } from '../parts/home-context.tsx';
import { useActs } from '../parts/leaving/use-lives.ts';
import { NoticeSettingCard } from '../parts/notice-setting.tsx';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';
import { roomsSentences } from '../sentences/rooms.ts';

/** This device: whether it is told of things, its key, and leaving the household on it. */
export const ThisDeviceScreen = () => {
  const t = useSentences(roomsSentences).device;
  const format = useFormat();
  const { home } = useHome();
  const { household, keys, parts } = home;
  const acts = useActs();
  const kid = kidOf(parts.primitives, keys.signer.key);
  return (
    <Shell heading="shown" title={t.title} back="/household">
      {acts && household.atHome !== true && <NoticeSettingCard />}
      <dl className="facts">
        <dt>{t.key}</dt>
        <dd>
          <span className="mono">{fingerprint(toBase64url(kid))}</span>
          <p className="small soft">{t.hint}</p>
        </dd>
        <dt>{t.paired}</dt>
        <dd>
          {format.day(household.pairedAtMs, parts.clock.wallMs())}, {format.time(household.pairedAtMs)}
        </dd>
      </dl>
      <Leave />
    </Shell>
  );
};

const Leave = () => {
  const t = useSentences(homeSentences).household;
  const [asked, setAsked] = useState(false);
  return (
    <InPlace asked={asked}>
      {asked ? (
        <Forgetting title={t.leave} onKeep={() => setAsked(false)} />
      ) : (
        <Button kind="plain" onClick={() => setAsked(true)}>
          {t.leave}
        </Button>
      )}
    </InPlace>
  );
};
