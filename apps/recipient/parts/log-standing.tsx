import { Notice, useSentences } from '@latchkey/web-kit';
import type { LogStanding } from '../model/log-desk.ts';
import type { LogSentences } from '../sentences/log.en.ts';
import { logSentences } from '../sentences/log.ts';

/** Who has signed this state of it, and who not yet. */
const witnessed = (t: LogSentences, { witnesses, unsigned }: Extract<LogStanding, { kind: 'kept' }>): string[] => {
  if (witnesses.length + unsigned.length === 0) return [t.unwitnessed];
  return [
    ...(witnesses.length === 0 ? [] : [t.seen(witnesses.join(', '))]),
    ...(unsigned.length === 0 ? [] : [t.unsigned(unsigned.join(', '))]),
  ];
};

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
      return <p>{[t.kept(standing.upToSeq), ...witnessed(t, standing)].join(' ')}</p>;
    // What the log contradicts itself by is kept, and shown of what is kept.
    case 'shrunk':
    case 'forked':
      return null;
    case 'missing':
      return (
        <Notice tone="needs" title={t.broken[standing.kind].title}>
          <p>{t.broken[standing.kind].body}</p>
        </Notice>
      );
    case 'stranger':
    case 'unreadable':
      return (
        <Notice tone="alarm" title={t.broken[standing.kind].title}>
          <p>{t.broken[standing.kind].body}</p>
        </Notice>
      );
  }
};
