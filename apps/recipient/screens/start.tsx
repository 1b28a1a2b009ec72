import { Button, LanguageSwitch, Mark, Notice, Page, Skeleton, commonSentences, useSentences } from '@latchkey/web-kit';
import type { ReactNode } from 'react';
import { homeSentences } from '../sentences/index.ts';

/** The frame of the screens that come before there is a household. */
export const BareShell = ({ title, bar, children }: { title: string; bar?: ReactNode; children: ReactNode }) => {
  const t = useSentences(homeSentences);
  const common = useSentences(commonSentences);
  return (
    <Page
      title={title}
      skip={common.skip}
      mark={
        <span className="page-mark">
          <Mark /> {t.product}
        </span>
      }
      aside={<LanguageSwitch />}
      bar={bar}
    >
      <h1 className="aside-voice">{title}</h1>
      {children}
    </Page>
  );
};

export const OpeningScreen = () => {
  const t = useSentences(homeSentences).start;
  return (
    <BareShell title={t.opening}>
      <Skeleton label={t.opening} lines={4} />
    </BareShell>
  );
};

/** A part of the app that this device does not have yet, and no way to the server. */
export const UnfetchedScreen = () => {
  const t = useSentences(commonSentences);
  return (
    <BareShell title={t.offline}>
      <Notice tone="needs" title={t.offline} way={<Button onClick={() => location.reload()}>{t.tryAgain}</Button>}>
        <p>{t.problem.unavailable}</p>
      </Notice>
    </BareShell>
  );
};

/** The household is remembered, the keys are gone: only pairing anew helps. */
export const LostScreen = ({ onForget }: { onForget: () => void }) => {
  const t = useSentences(homeSentences).start;
  return (
    <BareShell title={t.keysLost}>
      <Notice tone="needs" title={t.keysLost} way={<Button onClick={onForget}>{t.strangeWay}</Button>}>
        <p>{t.keysLostWhy}</p>
      </Notice>
    </BareShell>
  );
};
