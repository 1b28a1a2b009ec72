import { limits } from '@latchkey/web-kit/letters';
import type { LineTerm } from '../parcels/line-terms.ts';
import type { Terms } from './person.ts';
import { nextPlan } from './signing-plan.ts';

/** What stands in the form, as typed. */
export interface Draft {
  readonly name: string;
  readonly from: string;
  readonly place: string;
  readonly doors: readonly number[];
  readonly windows: readonly { readonly days: readonly number[]; readonly from: string; readonly to: string }[];
  readonly everyWeeks: '1' | '2' | '4';
  readonly firstDay: string;
  readonly lastDay: string;
  readonly filmed: 'on' | 'off';
  readonly asks: 'on' | 'off';
  /** Standing at the door must be shown, where there is something to show it by. */
  readonly here: 'on' | 'off';
  readonly line: LineTerm;
  readonly uses: string;
  readonly note: string;
}

export type DraftFault = 'name' | 'from' | 'doors' | 'days' | 'times' | 'uses' | 'dates' | 'never';

const mostUses = 50;
const time = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

export const emptyDraft = (today: string, door: number | undefined, from: string, place: string): Draft => ({
  name: '',
  from,
  place,
  doors: door === undefined ? [] : [door],
  windows: [{ days: [], from: '09:00', to: '12:00' }],
  everyWeeks: '1',
  firstDay: today,
  lastDay: '',
  filmed: 'on',
  asks: 'off',
  here: 'on',
  line: 'usual',
  uses: '1',
  note: '',
});

export const draftOf = (
  name: string,
  { doors, schedule, filmed, asks, here, line = 'usual', uses, from, place, note }: Terms,
): Draft => ({
  name,
  from,
  place,
  doors,
  windows: schedule.windows,
  everyWeeks: schedule.everyWeeks === 2 ? '2' : schedule.everyWeeks === 4 ? '4' : '1',
  firstDay: schedule.firstDay,
  lastDay: schedule.lastDay ?? '',
  filmed: filmed ? 'on' : 'off',
  asks: asks === true ? 'on' : 'off',
  here: here === false ? 'off' : 'on',
  line,
  uses: String(uses),
  note,
});

/** Everything that is wrong, in the order of the form; none of it wrong, the terms. */
export const readDraft = (
  draft: Draft,
  timeZone: string,
  nowS: number,
): { readonly ok: true; readonly terms: Terms } | { readonly ok: false; readonly faults: readonly DraftFault[] } => {
  const uses = /^\d{1,2}$/.test(draft.uses.trim()) ? Number(draft.uses) : 0;
  const wrong: [DraftFault, boolean][] = [
    ['name', draft.name.trim() === ''],
    ['from', draft.from.trim() === ''],
    ['doors', draft.doors.length === 0],
    ['days', draft.windows.some(({ days }) => days.length === 0)],
    ['times', draft.windows.some(({ from, to }) => !time.test(from) || !time.test(to) || from === to)],
    ['uses', uses < 1 || uses > mostUses],
    ['dates', !day.test(draft.firstDay) || (draft.lastDay !== '' && draft.lastDay < draft.firstDay)],
  ];
  const faults = wrong.filter(([, is]) => is).map(([fault]) => fault);
  if (faults.length > 0) return { ok: false, faults };
  const terms: Terms = {
    doors: [...draft.doors].sort((a, b) => a - b),
    schedule: {
      timeZone,
      windows: draft.windows,
      everyWeeks: Number(draft.everyWeeks),
      firstDay: draft.firstDay,
      lastDay: draft.lastDay === '' ? undefined : draft.lastDay,
    },
    filmed: draft.filmed === 'on',
    asks: draft.asks === 'on',
    here: draft.here === 'on',
    ...(draft.line === 'usual' ? {} : { line: draft.line }),
    uses,
    from: draft.from.trim().slice(0, limits.name),
    place: draft.place.trim().slice(0, limits.place),
    note: draft.note.trim().slice(0, limits.note),
  };
  const ends = draft.lastDay !== '' && nextPlan(terms.schedule, undefined, nowS) === undefined;
  return ends ? { ok: false, faults: ['never'] } : { ok: true, terms };
};
