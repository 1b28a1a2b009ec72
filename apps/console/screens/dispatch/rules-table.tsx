import { Button, Notice, useSentences } from '@latchkey/web-kit';
import { assignable, type CourierRow } from '../../model/couriers.ts';
import { limitRules, moved, troublesOf, type DispatchRule } from '../../model/dispatch/rules.ts';
import { dispatchSentences } from '../../sentences/dispatch.ts';
import { RuleFields } from './rule-fields.tsx';

export interface RulesTableProps {
  readonly rules: readonly DispatchRule[];
  readonly couriers: readonly CourierRow[];
  readonly onChange: (rules: readonly DispatchRule[]) => void;
}

/** The rules in their order, each to be changed in its line; what is wrong with one stands in it. */
export const RulesTable = ({ rules, couriers, onChange }: RulesTableProps) => {
  const t = useSentences(dispatchSentences);
  const troubles = troublesOf(rules, couriers);
  const first = assignable(couriers)[0];
  const add = () => {
    if (first === undefined || rules.length >= limitRules) return;
    onChange([...rules, { ruleId: crypto.randomUUID(), courierId: first.courierId, area: '', upTo: '' }]);
  };
  return (
    <section className="stack">
      <h2>{t.rules}</h2>
      {first === undefined && <Notice tone="needs" title={t.noCouriers} />}
      {rules.length === 0 && first !== undefined && (
        <p className="soft">
          {t.noRules} {t.noRulesWhy}
        </p>
      )}
      {rules.length > 0 && (
        <ol className="rules">
          {rules.map((rule, at) => (
            <li key={rule.ruleId} className="rule">
              <RuleFields
                rule={rule}
                number={at + 1}
                couriers={couriers}
                trouble={troubles[at]}
                onChange={(next) => onChange(rules.map((one) => (one.ruleId === rule.ruleId ? next : one)))}
              />
              <div className="console-row">
                {at > 0 && <Act words={t.up} number={at + 1} onAct={() => onChange(moved(rules, at, -1))} />}
                {at < rules.length - 1 && (
                  <Act words={t.down} number={at + 1} onAct={() => onChange(moved(rules, at, 1))} />
                )}
                <Act
                  words={t.remove}
                  number={at + 1}
                  onAct={() => onChange(rules.filter(({ ruleId }) => ruleId !== rule.ruleId))}
                />
              </div>
            </li>
          ))}
        </ol>
      )}
      {first !== undefined && (
        <div>
          <Button kind="quiet" onClick={add}>
            {t.add}
          </Button>
        </div>
      )}
    </section>
  );
};

const Act = ({ words, number, onAct }: { words: string; number: number; onAct: () => void }) => {
  const t = useSentences(dispatchSentences);
  return (
    <Button kind="plain" onClick={onAct}>
      {words}
      <span className="aside-voice"> {t.rule(number)}</span>
    </Button>
  );
};
