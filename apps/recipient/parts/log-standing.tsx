import { Notice, useSentences } from '@latchkey/web-kit';
import type { LogStanding } from '../model/log-desk.ts';
import { logSentences } from '../sentences/log.ts';

/** What the server's public log says of this story. */
export const LogStandingWords = ({ standing }: { standing: LogStanding }) => {
  const t = useSentences(logSentences);
  switch (standing.kind) {
    case 'asking':
      return <p className="soft">{t.asking}</p>;
    case 'unreached':
      return <p className="soft">{t.unreached}</p>;
    case 'not-yet':
      return <p className="soft">{t.notYet}</p>;
    case 'kept':
      return (
        <p>
          {t.kept(standing.upToSeq)}{' '}
          {standing.witnesses.length === 0 ? t.unseen : t.seen(standing.witnesses.join(', '))}
        </p>
      );
    case 'missing':
    case 'shrunk':
      return (
        <Notice tone="needs" title={t.broken[standing.kind].title}>
          <p>{t.broken[standing.kind].body}</p>
        </Notice>
      );
    case 'forked':
    case 'stranger':
    case 'unreadable':
      return (
        <Notice tone="alarm" title={t.broken[standing.kind].title}>
          <p>{t.broken[standing.kind].body}</p>
        </Notice>
      );
  }
};
