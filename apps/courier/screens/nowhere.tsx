import { Nowhere, commonSentences, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { sentences } from '../sentences/index.ts';

export const NowhereScreen = () => {
  const t = useSentences(sentences);
  const { nowhere } = useSentences(commonSentences);
  return (
    <Frame title={nowhere.title}>
      <h1 className="aside-voice">{nowhere.title}</h1>
      <Nowhere to="/" place={t.tour.title} />
    </Frame>
  );
};
