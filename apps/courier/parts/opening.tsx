import { Skeleton, useSentences } from '@latchkey/web-kit';
import { sentences } from '../sentences/index.ts';
import { Frame } from './frame.tsx';

/** While the device's own store is read: whose device this is, and its day. */
export const Opening = () => {
  const t = useSentences(sentences);
  return (
    <Frame title={t.app}>
      <Skeleton label={t.tour.loading} lines={4} />
    </Frame>
  );
};
