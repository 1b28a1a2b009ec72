import { tell, type Fact } from '@latchkey/carrier-sdk';
import { Button, Notice, Skeleton, Timeline, useFormat, useLanguage, useSentences } from '@latchkey/web-kit';
import type { Evidence } from '../model/desk.ts';
import { linesOf } from '../model/evidence-lines.ts';
import { evidencePlace } from '../parts/held.tsx';
import { saveFile } from '../parts/save.ts';
import { sentences } from '../sentences/index.ts';
import { signOnSentences } from '../sentences/sign-on.ts';

const tones: Readonly<Partial<Record<Fact['event'], 'locked' | 'use' | 'needs' | 'alarm'>>> = {
  unlocked: 'use',
  'door-opened': 'use',
  locked: 'locked',
  complete: 'locked',
  refused: 'needs',
  blocked: 'needs',
  diverted: 'needs',
  attention: 'alarm',
  forced: 'alarm',
};

export const EvidencePanel = ({ evidence, name }: { evidence: Evidence | undefined; name: string }) => {
  const t = useSentences(sentences);
  const signOn = useSentences(signOnSentences);
  return (
    <section className="card stack" {...evidencePlace}>
      <h2>{t.visit.evidence}</h2>
      {evidence === undefined && <Skeleton label={t.visit.evidence} />}
      {evidence?.kind === 'no-key' && <p className="soft">{signOn.noKeyWhy}</p>}
      {evidence?.kind === 'away' && <Notice tone="needs" title={t.offline} />}
      {evidence?.kind === 'unsound' && (
        <Notice tone="alarm" title={t.visit.unsound}>
          {t.faults[evidence.fault]}
        </Notice>
      )}
      {evidence?.kind === 'sound' && <Lines facts={evidence.facts} name={name} />}
    </section>
  );
};

const Lines = ({ facts, name }: { facts: readonly Fact[]; name: string }) => {
  const t = useSentences(sentences);
  const { language } = useLanguage();
  const format = useFormat();
  if (facts.length === 0) return <p className="soft">{t.visit.noEvidence}</p>;
  const timeOf = ({ atS }: Fact) => (atS === undefined ? '–' : format.second(atS * 1000));
  const items = linesOf(facts, (fact) => tell(fact, language)).map(({ first, last, count, words }) => ({
    key: String(first.seq),
    time: timeOf(first),
    tone: tones[first.event] ?? ('plain' as const),
    weight: tones[first.event] === undefined ? ('minor' as const) : ('main' as const),
    title: words,
    ...(count === 1 ? {} : { detail: t.visit.again(count, timeOf(last)) }),
  }));
  return (
    <>
      <div className="console-row">
        <p className="console-sound">✓ {t.visit.sound(facts.length)}</p>
        <Button kind="quiet" onClick={() => save(facts, name)}>
          {t.visit.save}
        </Button>
      </div>
      <p className="soft small">{t.visit.evidenceWhy}</p>
      <Timeline label={t.visit.evidence} items={items} />
      <details className="console-more">
        <summary>{t.visit.checked}</summary>
        <ul className="console-reasons">
          {t.visit.checks.map((check) => (
            <li key={check}>{check}</li>
          ))}
        </ul>
        <p className="soft small">{t.visit.notChecked}</p>
      </details>
    </>
  );
};

/** The signed bytes and the hashes they follow, so that a third party can check every line without us. */
const save = (facts: readonly Fact[], name: string) => {
  const evidence = facts.map(({ seq, event, atS, evidence: signed }) => ({ seq, event, atS, ...signed }));
  saveFile(`${name}.receipts.json`, 'application/json', JSON.stringify(evidence, undefined, 2));
};
