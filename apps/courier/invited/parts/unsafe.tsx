import { useState } from 'react';
import { Button, Notice, useSentences } from '@latchkey/web-kit';
import { invitedSentences } from '../sentences/index.ts';

/** Goes nowhere and asks nothing: what to do, at once. */
export const Unsafe = () => {
  const t = useSentences(invitedSentences).door;
  const [said, setSaid] = useState(false);
  if (said) return <Notice tone="needs" title={t.unsafeNext} />;
  return (
    <Button kind="quiet" size="thumb" onClick={() => setSaid(true)}>
      {t.unsafe}
    </Button>
  );
};
