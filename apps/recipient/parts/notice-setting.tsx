import { Button, LiveRegion, Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { useEffect } from 'react';
import type { NoticeSetting } from '../model/notices/setting.ts';
import { noticesSentences, type NoticesSentences } from '../sentences/notices.ts';
import { useHome } from './home-context.tsx';

type Words = NoticesSentences['setting'];

/** What can be said beside the button, and how the way on is called. */
const problemOf = (setting: NoticeSetting, t: Words): { title: string; way: string } | undefined => {
  switch (setting) {
    case 'denied':
      return { title: t.denied, way: t.deniedWay };
    case 'unsupported':
      return { title: t.unsupported, way: t.unsupportedWay };
    case 'no-service':
      return { title: t.noService, way: t.noServiceWay };
    case 'failed':
      return { title: t.failed, way: '' };
    case 'looking':
    case 'off':
    case 'turning-on':
    case 'on':
      return undefined;
  }
};

/** Whether this device is told while the app is closed. The browser asks only after a tap here. */
export const NoticeSettingCard = () => {
  const t = useSentences(noticesSentences).setting;
  const { notices } = useHome().home;
  const setting = useObservable(notices.setting);
  useEffect(() => {
    void notices.look();
    // A permission that was changed in the browser's settings shows when one comes back.
    const lookAgain = () => void notices.look();
    window.addEventListener('focus', lookAgain);
    return () => window.removeEventListener('focus', lookAgain);
  }, [notices]);
  const problem = problemOf(setting, t);
  return (
    <section className="card stack" data-gap="tight" aria-labelledby="notice-setting">
      <h2 className="label" id="notice-setting">
        {t.title}
      </h2>
      <p className="small soft">{t.what}</p>
      <LiveRegion words={setting === 'on' ? t.on : (problem?.title ?? '')} />
      {setting === 'on' && <p>{t.on}</p>}
      {problem !== undefined && (
        <Notice tone="needs" title={problem.title}>
          {problem.way !== '' && <p>{problem.way}</p>}
        </Notice>
      )}
      <Act setting={setting} t={t} onTurnOn={() => void notices.turnOn()} onTurnOff={() => void notices.turnOff()} />
    </section>
  );
};

interface ActProps {
  readonly setting: NoticeSetting;
  readonly t: Words;
  readonly onTurnOn: () => void;
  readonly onTurnOff: () => void;
}

const Act = ({ setting, t, onTurnOn, onTurnOff }: ActProps) => {
  if (setting === 'looking' || setting === 'denied' || setting === 'unsupported') return null;
  if (setting === 'on') {
    return (
      <Button kind="plain" onClick={onTurnOff}>
        {t.turnOff}
      </Button>
    );
  }
  const again = setting === 'failed' || setting === 'no-service';
  return (
    <Button kind="quiet" waiting={setting === 'turning-on'} onClick={onTurnOn}>
      {setting === 'turning-on' ? t.turningOn : again ? t.tryAgain : t.turnOn}
    </Button>
  );
};
