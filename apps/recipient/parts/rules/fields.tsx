import { Choices, useSentences } from '@latchkey/web-kit';
import type { RuleDraft, RuleFault } from '../../model/rules/draft.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { rulesSentences } from '../../sentences/rules.ts';
import { DateField } from '../date-field.tsx';
import { DaySwitches } from '../people/day-switches.tsx';

interface Props {
  readonly draft: RuleDraft;
  readonly onChange: (draft: RuleDraft) => void;
}

/** Whether the rule fills in or signs. */
export const RuleHowFields = ({ draft, onChange }: Props) => {
  const t = useSentences(rulesSentences).form;
  const { choice, hint } = useSentences(parcelsSentences).next;
  return (
    <Choices
      legend={t.how}
      value={draft.how}
      onChange={(how) => onChange({ ...draft, how })}
      choices={(['fill', 'sign'] as const).map((how) => ({ value: how, label: choice[how], hint: hint[how] }))}
    />
  );
};

/** Always, or on some days and at some hours. */
export const RuleWhenFields = ({ draft, faults, onChange }: Props & { readonly faults: readonly RuleFault[] }) => {
  const t = useSentences(rulesSentences).form;
  const wrong = (fault: RuleFault) => (faults.includes(fault) ? t.wrong[fault] : undefined);
  const days = wrong('days');
  return (
    <div className="stack">
      <Choices
        legend={t.when}
        value={draft.when}
        onChange={(when) => onChange({ ...draft, when })}
        choices={[
          { value: 'any', label: t.any, hint: t.anyHint },
          { value: 'hours', label: t.within, hint: t.withinHint },
        ]}
      />
      {draft.when === 'hours' && (
        <>
          <fieldset className="field">
            <legend className="field-label">{t.daysLegend}</legend>
            <DaySwitches days={draft.days} onChange={(next) => onChange({ ...draft, days: next })} />
            {days !== undefined && <p className="field-wrong">{days}</p>}
          </fieldset>
          <div className="pair-of-fields">
            <DateField
              type="time"
              label={t.from}
              value={draft.from}
              onChange={(from) => onChange({ ...draft, from })}
            />
            <DateField type="time" label={t.until} value={draft.to} onChange={(to) => onChange({ ...draft, to })} />
          </div>
          {wrong('times') !== undefined && <p className="field-wrong">{wrong('times')}</p>}
        </>
      )}
    </div>
  );
};
