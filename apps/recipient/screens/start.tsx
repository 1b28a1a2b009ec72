import {
  Button,
  DoorDrawing,
  LanguageSwitch,
  Mark,
  Notice,
  Page,
  Skeleton,
  Unfetched,
  commonSentences,
  unknownPicture,
  useSentences,
} from '@latchkey/web-kit';
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

/** The same places as the page's first paint: whoever waits for the keys sees nothing jump. */
export const OpeningScreen = () => {
  const t = useSentences(homeSentences).start;
  return (
    <BareShell title={t.opening}>
      <div className="stack" data-gap="wide">
        <div className="first-door" aria-hidden="true">
          <DoorDrawing picture={unknownPicture('hinged')} label="" />
        </div>
        <Skeleton label={t.opening} lines={4} />
      </div>
    </BareShell>
  );
};

/** A part of the app that is on its way from this device's store. */
export const ComingScreen = () => {
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
      <Unfetched />
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
