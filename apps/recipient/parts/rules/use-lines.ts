import { useFormat, useSentences } from '@latchkey/web-kit';
import { doorOf } from '../../model/household.ts';
import type { Hours } from '../../model/parcels/part-window.ts';
import { clockOf, daysSaid } from '../../model/rules/draft.ts';
import type { Rule } from '../../model/rules/rules.ts';
import { hasDetail } from '../../model/parcels/terms.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { peopleSentences } from '../../sentences/people.ts';
import { rulesSentences } from '../../sentences/rules.ts';
import { useHome } from '../home-context.tsx';
import { useVisitorDoors } from '../devices/use-known.ts';

export interface RuleLines {
  /** Where, when, and what else was chosen. */
  readonly terms: readonly string[];
  /** What this phone does by it. */
  readonly how: string;
  readonly trouble: string | undefined;
}

/** A rule in words. */
export const useRuleLines = (rule: Rule): RuleLines => {
  const t = useSentences(rulesSentences);
  const words = useSentences(parcelsSentences).terms;
  const { household } = useHome();
  const open = useVisitorDoors();
  const when = useWhen();
  const { terms, hours, how, off } = rule;
  const { to, detail } = terms.ifFails;
  const told = [...terms.expect.map((one) => words.expectation[one]), ...(terms.note === '' ? [] : [terms.note])];
  const fails = hasDetail(to) && detail !== '' ? `${words.fallback[to]}: ${detail}` : words.fallback[to];
  return {
    terms: [
      t.inside(doorOf(household, terms.door)?.name ?? '', terms.dropPlace),
      when(hours),
      ...(told.length === 0 ? [] : [`${words.expect}: ${told.join(', ')}`]),
      ...(terms.who === 'own' ? [words.whoIs.own] : []),
      ...(to === 'again' ? [] : [`${words.ifFails}: ${fails}`]),
    ],
    how: off === true ? t.off : t.how[how],
    trouble: open.includes(terms.door) ? undefined : t.doorGone,
  };
};

const useWhen = () => {
  const t = useSentences(rulesSentences);
  const names = useSentences(peopleSentences).days;
  const { language } = useFormat();
  return (hours: Hours | undefined): string => {
    if (hours === undefined) return t.always;
    const said = daysSaid(hours.days);
    const list = new Intl.ListFormat(language, { type: 'conjunction' });
    const days = said === 'some' ? list.format((hours.days ?? []).map((day) => names[day - 1] ?? '')) : t.days[said];
    return t.hours(days, `${clockOf(hours.fromMin)}–${clockOf(hours.toMin)}`);
  };
};
