import type { RuleFault } from '../model/rules/draft.ts';
import type { Rule } from '../model/rules/rules.ts';

/** The words of *Rules*: what this phone does with a carrier's parcels by itself. */
export const rulesEn = {
  title: 'Rules for parcels',
  rest: 'They rest while this device does not count, and can be changed once it does.',
  where: 'Rules are kept on this phone alone. The server and the carriers do not know that there are any.',
  reach: {
    none: 'None yet',
    some: (inForce: number, all: number) =>
      inForce === all ? `${String(all)} in force` : `${String(inForce)} of ${String(all)} in force`,
  },
  empty: 'No rules yet.',
  emptyHow:
    'A rule begins with a parcel. When you decide about one, open “Next time” and choose “Fill this in for me” or “Sign it for me”. Your choices for that parcel are then this carrier’s rule, and it stands here.',
  emptyWay: 'To your parcels',
  parcelsOf: (carrier: string) => `Parcels from ${carrier}`,
  inside: (door: string, place: string) => (place === '' ? `Inside, ${door}` : `Inside, ${door}: ${place}`),
  doorGone: 'Your household no longer has this door. The rule is silent until you choose another.',
  always: 'Whenever the carrier announces it',
  hours: (days: string, span: string) => `${days}, ${span}`,
  days: { 'every-day': 'Every day', weekdays: 'Weekdays', weekend: 'Saturday and Sunday' },
  and: 'and',
  how: {
    fill: 'Filled in for you. You sign each time.',
    sign: 'Signed by this phone while the app is open, and only for the key you know.',
  } satisfies Record<Rule['how'], string>,
  off: 'Switched off. Parcels wait for you.',
  edit: 'Change',
  editOf: (carrier: string) => `Change the rule for ${carrier}`,
  switchOff: 'Switch off',
  switchOn: 'Switch on',
  switchOf: (carrier: string, on: boolean) => `Switch the rule for ${carrier} ${on ? 'on' : 'off'}`,
  forget: 'Forget',
  forgetOf: (carrier: string) => `Forget the rule for ${carrier}`,
  forgetConsequence: (carrier: string) =>
    `Parcels from ${carrier} wait for you again. What is signed already stays signed.`,
  forgetYes: 'Forget this rule',
  forgetNo: 'Keep it',
  gone: 'This rule is no longer there.',
  form: {
    how: 'What this phone does',
    when: 'When',
    any: 'Whenever the carrier announces it',
    anyHint: 'A rule that signs still asks you about windows longer than 12 hours.',
    within: 'Only on some days and at some hours',
    withinHint: 'A part of the announced window is allowed. What lies outside waits for you.',
    daysLegend: 'Days',
    from: 'From',
    until: 'Until',
    wrong: {
      door: 'Choose a door.',
      days: 'Choose at least one day.',
      times: 'The hours need an end at least 15 minutes after they begin.',
      secret: 'A text above looks like a code or says where a key is. Take it out.',
    } satisfies Record<RuleFault, string>,
    save: 'Save the rule',
  },
};

export type RulesSentences = typeof rulesEn;
