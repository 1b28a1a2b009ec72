import { Button, useSentences } from '@latchkey/web-kit';
import type { Passage } from '../model/passage.ts';
import { invitedSentences } from '../sentences/index.ts';

/** One touch, and nothing is asked. */
export const Unsafe = ({ passage }: { passage: Pick<Passage, 'unsafe'> }) => {
  const t = useSentences(invitedSentences).door;
  return (
    <Button kind="quiet" size="thumb" onClick={passage.unsafe}>
      {t.unsafe}
    </Button>
  );
};
