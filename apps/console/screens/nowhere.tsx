import { Nowhere, commonSentences, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import type { AtDeskProps } from '../parts/shared.ts';
import { nowSentences } from '../sentences/now.ts';

export const NowhereScreen = ({ office }: Pick<AtDeskProps, 'office'>) => {
  const t = useSentences(nowSentences);
  const { nowhere } = useSentences(commonSentences);
  return (
    <Frame title={nowhere.title} carrier={office.registered.name}>
      <h1 className="aside-voice">{nowhere.title}</h1>
      <Nowhere to="/" place={t.nav} />
    </Frame>
  );
};
