import type { Row } from '../desk.ts';
import { finds } from '../search.ts';
import { groupOf, groups, sinceOf, stageOf, stages, type Group, type Stage } from './stages.ts';

/** One visit as one line. */
export interface NowLine {
  readonly row: Row;
  readonly stage: Stage;
  readonly sinceMs: number | undefined;
  /** By the courier's own last estimate, counted down; only while somebody is on the way. */
  readonly minutes: number | undefined;
  /** Its number in the table and on the map. */
  readonly number: number;
}

/** The civil day at the desk. */
export interface Day {
  readonly nowMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the address may ask for. `now`: everything but what is over. */
export const views = ['now', ...groups] as const;
export type View = (typeof views)[number];
export const readView = (text: string | null): View => views.find((one) => one === text) ?? 'now';

export interface Wanted {
  readonly view: View;
  readonly search: string;
  /** A courier's name. */
  readonly courier: string;
}

/** An alarm and a question of the household's stay until they are answered, whatever day they are of. */
const staysOn: ReadonlySet<Stage> = new Set(['alarm', 'not-locked', 'answer', 'at-door']);

const isToday = ({ window }: Row['shipment'], { fromMs, toMs }: Day) =>
  window.fromS * 1000 < toMs && window.toS * 1000 >= fromMs;

const minutesOf = ({ visit }: Row['shipment'], nowMs: number): number | undefined => {
  if (visit?.arriving === undefined) return undefined;
  const leftMs = visit.arriving.saidMs + visit.arriving.etaS * 1000 - nowMs;
  return Math.max(1, Math.ceil(leftMs / 60_000));
};

const lineOf = (row: Row, day: Day): Omit<NowLine, 'number'> => {
  const stage = stageOf(row.shipment, day.nowMs);
  const drives = row.shipment.state === 'arriving';
  const minutes = drives ? minutesOf(row.shipment, day.nowMs) : undefined;
  return { row, stage, sinceMs: sinceOf(stage, row.shipment), minutes };
};

const rank = (stage: Stage) => stages.indexOf(stage);
const orderOf = ({ stage, row, sinceMs, minutes }: Omit<NowLine, 'number'>): number => {
  const group = groupOf[stage];
  if (stage === 'arriving') return minutes ?? 0;
  if (group === 'planned' || stage === 'assign') return row.shipment.window.fromS;
  // What waits longest comes first; of what is over, the newest.
  return group === 'over' ? -(sinceMs ?? 0) : (sinceMs ?? 0);
};

/** Today's visits, the worst first, numbered as they stand. */
export const todaysLines = (rows: readonly Row[], day: Day): readonly NowLine[] =>
  rows
    .map((row) => lineOf(row, day))
    .filter(({ stage, row }) => staysOn.has(stage) || isToday(row.shipment, day))
    .sort((a, b) => (a.stage === b.stage ? orderOf(a) - orderOf(b) : rank(a.stage) - rank(b.stage)))
    .map((line, at) => ({ ...line, number: at + 1 }));

const inView = (view: View, { stage }: NowLine): boolean =>
  view === 'now' ? groupOf[stage] !== 'over' : groupOf[stage] === view;

export const wantedLines = (lines: readonly NowLine[], { view, search, courier }: Wanted): readonly NowLine[] =>
  lines.filter(
    (line) =>
      inView(view, line) &&
      (courier === '' || line.row.shipment.visit?.courierName === courier) &&
      finds(search, line.row),
  );

/** How many each view has. */
export const countsOf = (lines: readonly NowLine[]): Readonly<Record<View, number>> => {
  const count = (view: View) => lines.filter((line) => inView(view, line)).length;
  return {
    now: count('now'),
    exceptions: count('exceptions'),
    'under-way': count('under-way'),
    planned: count('planned'),
    over: count('over'),
  };
};

/** The lines as they stand below one another, in parts. */
export const inGroups = (
  lines: readonly NowLine[],
): readonly { readonly group: Group; readonly lines: readonly NowLine[] }[] =>
  groups
    .map((group) => ({ group, lines: lines.filter(({ stage }) => groupOf[stage] === group) }))
    .filter((part) => part.lines.length > 0);

export const couriersOf = (lines: readonly NowLine[]): readonly string[] =>
  [...new Set(lines.flatMap(({ row }) => row.shipment.visit?.courierName ?? []))].sort((a, b) => a.localeCompare(b));
