import { tell, type Fact } from '@latchkey/carrier-sdk';
import { Button, Notice, Skeleton, Timeline, useFormat, useLanguage, useSentences } from '@latchkey/web-kit';
import type { Evidence } from '../model/desk.ts';
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
    <section className="card stack">
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
  const items = facts.map((fact) => ({
    key: String(fact.seq),
    time: fact.atS === undefined ? '–' : format.second(fact.atS * 1000),
    tone: tones[fact.event] ?? ('plain' as const),
    weight: tones[fact.event] === undefined ? ('minor' as const) : ('main' as const),
    title: tell(fact, language),
  }));
  return (
    <>
      <p className="soft small">{t.visit.evidenceWhy}</p>
      <Timeline label={t.visit.evidence} items={items} />
      <div className="console-row">
        <p className="console-sound">✓ {t.visit.sound(facts.length)}</p>
        <Button kind="quiet" onClick={() => save(facts, name)}>
          {t.visit.save}
        </Button>
      </div>
    </>
  );
};

/** The signed bytes and the hashes they follow, so that a third party can check every line without us. */
const save = (facts: readonly Fact[], name: string) => {
  const evidence = facts.map(({ seq, event, atS, evidence: signed }) => ({ seq, event, atS, ...signed }));
  saveFile(`${name}.receipts.json`, 'application/json', JSON.stringify(evidence, undefined, 2));
};
