import { tell, type Fact } from '@latchkey/carrier-sdk';
import { Timeline, useFormat, useLanguage } from '@latchkey/web-kit';

/** The door's own time of the newest receipt, under what it says. */
export const SaidAt = ({ fact, at }: { fact: Fact | undefined; at: (time: string) => string }) => {
  const format = useFormat();
  return fact?.atS === undefined ? null : <p className="soft small">{at(format.second(fact.atS * 1000))}</p>;
};

/** The receipts that whoever stood at the door takes along, and why. */
export const Proof = ({ facts, title, why }: { facts: readonly Fact[]; title: string; why: string }) => {
  const { language } = useLanguage();
  const format = useFormat();
  const items = facts.map((fact) => ({
    key: String(fact.seq),
    time: fact.atS === undefined ? '–' : format.second(fact.atS * 1000),
    tone: fact.event === 'locked' || fact.event === 'complete' ? ('locked' as const) : ('plain' as const),
    weight: 'minor' as const,
    title: tell(fact, language),
  }));
  return (
    <section className="stack">
      <h2>{title}</h2>
      <p className="soft small">{why}</p>
      <Timeline label={title} items={items} />
    </section>
  );
};
