import { Notice, useFormat, useSentences, type Format } from '@latchkey/web-kit';
import type { LogStanding } from '../../model/log/desk.ts';
import type { LogSentences } from '../../sentences/log.en.ts';
import { logSentences } from '../../sentences/log.ts';
import { useHome } from '../home-context.tsx';

/** Who has signed this state of it, and who not yet. */
const witnessed = (
  t: LogSentences,
  { witnesses, unsigned, later }: Extract<LogStanding, { kind: 'kept' }>,
  format: Format,
  nowMs: number,
): string[] => {
  if (witnesses.length + unsigned.length === 0) return [t.unwitnessed];
  return [
    ...(witnesses.length === 0 ? [] : [t.seen(witnesses.join(', '))]),
    ...(unsigned.length === 0 ? [] : [t.unsigned(unsigned.join(', '))]),
    ...later.map(({ name, sinceMs }) => t.listedLater(name, format.day(sinceMs, nowMs))),
  ];
};

/** What the server's public log says of this story. */
export const LogStandingWords = ({ standing }: { standing: LogStanding }) => {
  const t = useSentences(logSentences);
  const format = useFormat();
  const nowMs = useHome().home.parts.clock.wallMs();
  switch (standing.kind) {
    case 'asking':
      return <p className="soft">{t.asking}</p>;
    case 'unreached':
      return <p className="soft">{t.unreached}</p>;
    case 'not-yet':
      return <p className="soft">{t.notYet}</p>;
    case 'kept':
      return <p>{[t.kept(standing.upToSeq), ...witnessed(t, standing, format, nowMs)].join(' ')}</p>;
    case 'missing':
    case 'stranger':
    case 'unreadable':
    case 'forked':
    case 'shrunk':
      return <LogBroken standing={standing} />;
  }
};

/** What the last look found wrong. What the log contradicts itself by is kept, and shown of what is kept. */
export const LogBroken = ({ standing: { kind } }: { standing: LogStanding }) => {
  const t = useSentences(logSentences).broken;
  if (kind !== 'missing' && kind !== 'stranger' && kind !== 'unreadable') return null;
  return (
    <Notice tone={kind === 'missing' ? 'needs' : 'alarm'} title={t[kind].title}>
      <p>{t[kind].body}</p>
    </Notice>
  );
};
