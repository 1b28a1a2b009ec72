import { Notice, useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';

/** What the hub's display shows after its button was pressed, large enough to be read off. */
export const Presence = ({ code }: { code: string }) => {
  const t = useSentences(doorViewSentences).presence;
  return (
    <Notice title={t.title}>
      <p className="mono presence-code">{code}</p>
      <p>{t.why}</p>
    </Notice>
  );
};
