import { useId } from 'react';
import { Field, TextField, useSentences } from '@latchkey/web-kit';
import type { CourierRow } from '../../model/couriers.ts';
import type { DispatchRule, RuleTrouble } from '../../model/dispatch/rules.ts';
import { dispatchSentences } from '../../sentences/dispatch.ts';

export interface RuleFieldsProps {
  readonly rule: DispatchRule;
  readonly number: number;
  readonly couriers: readonly CourierRow[];
  readonly trouble: RuleTrouble | undefined;
  readonly onChange: (rule: DispatchRule) => void;
}

/** One rule: whose, where, up to how many. What is wrong stands at the field that can put it right. */
export const RuleFields = ({ rule, number, couriers, trouble, onChange }: RuleFieldsProps) => {
  const t = useSentences(dispatchSentences);
  const id = useId();
  const wrong = (...kinds: readonly RuleTrouble['kind'][]) =>
    trouble !== undefined && kinds.includes(trouble.kind) ? t.trouble(trouble) : undefined;
  const isListed = couriers.some(({ courierId }) => courierId === rule.courierId);
  return (
    <div className="rule-fields" role="group" aria-labelledby={id}>
      <span className="rule-number console-figure" id={id}>
        <span className="aside-voice">{t.rule(number)}</span>
        <span aria-hidden="true">{number}</span>
        {rule.off === true && <span className="rule-off"> {t.off}</span>}
      </span>
      <Field
        label={t.heads.courier}
        hint={t.courierHint}
        wrong={wrong('courier-gone', 'courier-blocked', 'never-reached')}
      >
        {(field) => (
          <select
            className="input"
            id={field.id}
            value={rule.courierId}
            aria-invalid={field.invalid || undefined}
            aria-describedby={field.describedBy}
            onChange={(event) => onChange({ ...rule, courierId: event.target.value })}
          >
            {couriers.map(({ courierId, name }) => (
              <option key={courierId} value={courierId}>
                {name}
              </option>
            ))}
            {!isListed && <option value={rule.courierId}>–</option>}
          </select>
        )}
      </Field>
      <TextField
        label={t.heads.area}
        hint={t.areaHint}
        value={rule.area}
        maxLength={400}
        wrong={wrong('area-wrong')}
        onChange={(area) => onChange({ ...rule, area })}
      />
      <TextField
        label={t.heads.upTo}
        hint={t.upToHint}
        value={rule.upTo}
        maxLength={10}
        inputMode="numeric"
        wrong={wrong('up-to-wrong')}
        onChange={(upTo) => onChange({ ...rule, upTo })}
      />
    </div>
  );
};
