import { useLayoutEffect, useRef } from 'react';
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
  const change = (next: DispatchRule) => onChange(rules.map((one) => (one.ruleId === next.ruleId ? next : one)));
  // A line that is moved in the page loses the focus; whoever moves it by keyboard goes on from the same button.
  const pressed = useRef<HTMLElement>(undefined);
  useLayoutEffect(() => {
    pressed.current?.focus();
    pressed.current = undefined;
  }, [rules]);
  const move = (at: number, by: -1 | 1) => {
    pressed.current = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    onChange(moved(rules, at, by));
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
            <li key={rule.ruleId} className="rule" data-off={rule.off === true}>
              <RuleFields rule={rule} number={at + 1} couriers={couriers} trouble={troubles[at]} onChange={change} />
              <div className="console-row">
                {rules.length > 1 && (
                  <>
                    <Act words={t.up} number={at + 1} idle={at === 0} onAct={() => move(at, -1)} />
                    <Act words={t.down} number={at + 1} idle={at === rules.length - 1} onAct={() => move(at, 1)} />
                  </>
                )}
                <Act
                  words={rule.off === true ? t.switchOn : t.switchOff}
                  number={at + 1}
                  onAct={() => change({ ...rule, off: rule.off !== true })}
                />
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

interface ActProps {
  readonly words: string;
  readonly number: number;
  /** At an end of the list: it stays, so that whoever moves a rule by keyboard keeps their place. */
  readonly idle?: boolean;
  readonly onAct: () => void;
}

const Act = ({ words, number, idle = false, onAct }: ActProps) => {
  const t = useSentences(dispatchSentences);
  return (
    <Button kind="plain" waiting={idle} onClick={onAct}>
      {words}
      <span className="aside-voice"> {t.rule(number)}</span>
    </Button>
  );
};
