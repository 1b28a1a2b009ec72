import { Unfetched, laterScreens, useSentences } from '@latchkey/web-kit';
import { Frame } from './parts/frame.tsx';
import { sentences } from './sentences/index.ts';

const UnfetchedScreen = () => (
  <Frame title={useSentences(sentences).app}>
    <Unfetched />
  </Frame>
);

export const { later, fetchRest } = laterScreens(UnfetchedScreen);
