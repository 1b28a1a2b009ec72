import { useFormat, useSentences } from '@latchkey/web-kit';
import type { LogEntry } from '../../model/programs.ts';
import { programsSentences, type ProgramsSentences } from '../../sentences/programs.ts';

export const LiveLog = ({ log }: { log: readonly LogEntry[] }) => {
  const t = useSentences(programsSentences);
  const { logHeads: heads } = t;
  return (
    <section className="stack">
      <h2>{t.log}</h2>
      <p className="soft console-prose">{t.logWhy}</p>
      {log.length === 0 && <p className="soft">{t.noLog}</p>}
      {log.length > 0 && (
        <div className="console-table-frame console-log" role="region" aria-label={t.log} tabIndex={0}>
          <table className="console-table">
            <thead>
              <tr>
                <th scope="col">{heads.when}</th>
                <th scope="col">{heads.what}</th>
                <th scope="col">{heads.by}</th>
                <th scope="col">{heads.status}</th>
                <th scope="col">{heads.ms}</th>
                <th scope="col">{heads.key}</th>
                <th scope="col">{heads.id}</th>
              </tr>
            </thead>
            <tbody>
              {log.map((entry) => (
                <Line key={entry.n} entry={entry} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};

const byOf = ({ kind, by, person }: LogEntry, t: ProgramsSentences): string => {
  if (kind === 'webhook') return '';
  return by ?? (person === undefined ? t.console : t.person[person]);
};

const Line = ({ entry }: { entry: LogEntry }) => {
  const t = useSentences(programsSentences);
  const format = useFormat();
  const failed = entry.status === 0 || entry.status >= 400;
  return (
    <tr>
      <td className="console-nowrap">{format.second(entry.atMs)}</td>
      <td className="mono console-nowrap">{entry.kind === 'webhook' ? `→ ${entry.what}` : entry.what}</td>
      <td className="console-nowrap">{byOf(entry, t)}</td>
      <td>
        <span className="state-label" data-tone={failed ? 'needs' : 'plain'}>
          {entry.status === 0 ? t.noAnswer : entry.status}
        </span>
      </td>
      <td className="console-figure">{entry.ms}</td>
      <td className="mono soft">{entry.keyPrefix ?? ''}</td>
      <td className="mono soft console-nowrap">{entry.id.slice(0, 16)}</td>
    </tr>
  );
};
