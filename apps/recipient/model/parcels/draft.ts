import { localMinute, withinHours, type AtMinute, type Window } from './part-window.ts';
import type { Rule } from '../rules/rules.ts';
import { freshTerms, type Terms } from './terms.ts';
import type { ShipmentSummary } from '../visits/stage.ts';

export interface Draft {
  readonly terms: Terms;
  readonly window: Window;
  readonly next: 'ask' | Rule['how'];
}

interface Known {
  readonly rule: Rule | undefined;
  /** What this phone chose last by hand. */
  readonly last: Terms | undefined;
  readonly doors: readonly number[];
  readonly dropPlace: string;
}

/** What the form begins with: the carrier's rule, else what was chosen last (but never its note), else nothing special. */
export const startDraft = (
  shipment: ShipmentSummary,
  { rule, last, doors, dropPlace }: Known,
  atMinute: AtMinute = localMinute,
): Draft => {
  const there = (terms: Terms | undefined) => (terms !== undefined && doors.includes(terms.door) ? terms : undefined);
  const again = there(last);
  const terms =
    there(rule?.terms) ?? (again === undefined ? freshTerms(doors[0] ?? 1, dropPlace) : { ...again, note: '' });
  const part = rule?.hours === undefined ? undefined : withinHours(shipment.window, rule.hours, atMinute);
  return { terms, window: part ?? shipment.window, next: rule?.how ?? 'ask' };
};

/**
 * The rule that this draft wishes for next time; the hours of a rule that is there stay. Who asks to be asked takes away a rule
 * that is in force; one that is switched off is none of this form's business.
 */
export const ruleOfDraft = (
  { terms, next }: Draft,
  { carrier }: ShipmentSummary,
  before: Rule | undefined,
): Rule | undefined =>
  next === 'ask'
    ? before?.off === true
      ? before
      : undefined
    : { domain: carrier.domain, carrierName: carrier.name, how: next, terms, hours: before?.hours };
