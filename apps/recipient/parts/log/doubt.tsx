import { Notice, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { logDoubt } from '../../model/log/doubt.ts';
import { logSentences } from '../../sentences/log.ts';
import { useHome } from '../home-context.tsx';

/** What the hub itself found about the server's public log, a week long. */
export const LogDoubt = () => {
  const t = useSentences(logSentences).byHub;
  const format = useFormat();
  const { home } = useHome();
  const nowMs = home.parts.clock.wallMs();
  const doubt = logDoubt(useObservable(home.receipts.story).receipts, nowMs);
  if (doubt === undefined) return null;
  return (
    <Notice tone="needs" title={t.title(`${format.day(doubt.atMs, nowMs)}, ${format.time(doubt.atMs)}`)}>
      <p>
        {t.found[doubt.cause]} {t.next}
      </p>
    </Notice>
  );
};
