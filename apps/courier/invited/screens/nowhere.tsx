import { Nowhere, commonSentences, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { invitedSentences } from '../sentences/index.ts';

export const NowhereScreen = () => {
  const t = useSentences(invitedSentences).places;
  const { nowhere } = useSentences(commonSentences);
  return (
    <Frame title={nowhere.title}>
      <h1 className="aside-voice">{nowhere.title}</h1>
      <Nowhere to="/invited" place={t.title} />
    </Frame>
  );
};
