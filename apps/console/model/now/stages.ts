import type { Row } from '../desk.ts';

/** How a visit stands, for somebody who looks after many: the worst first. */
export const stages = [
  'alarm',
  'not-locked',
  'refused',
  'late',
  'unsafe',
  'failed',
  'answer',
  'assign',
  'at-door',
  'arriving',
  'planned',
  'undecided',
  'done',
  'withdrawn',
] as const;
export type Stage = (typeof stages)[number];

/** Which part of the table a stage stands in. */
export const groups = ['exceptions', 'under-way', 'planned', 'over'] as const;
export type Group = (typeof groups)[number];

export const groupOf: Readonly<Record<Stage, Group>> = {
  alarm: 'exceptions',
  'not-locked': 'exceptions',
  refused: 'exceptions',
  late: 'exceptions',
  unsafe: 'exceptions',
  failed: 'exceptions',
  answer: 'exceptions',
  assign: 'exceptions',
  'at-door': 'under-way',
  arriving: 'under-way',
  planned: 'planned',
  undecided: 'planned',
  done: 'over',
  withdrawn: 'over',
};

/** Nobody is on the way and so little of the window is left. */
const tightMs = 15 * 60_000;

const arrivesMs = ({ visit }: Row['shipment']): number | undefined =>
  visit?.arriving === undefined ? undefined : visit.arriving.saidMs + visit.arriving.etaS * 1000;

/** Whoever comes says that it will be after the window, or nobody has set out and it is nearly over. */
const isLate = (shipment: Row['shipment'], nowMs: number): boolean => {
  const endMs = shipment.window.toS * 1000;
  const thereMs = arrivesMs(shipment);
  return thereMs === undefined ? endMs - nowMs < tightMs : thereMs > endMs;
};

export const stageOf = (shipment: Row['shipment'], nowMs: number): Stage => {
  const { visit } = shipment;
  if (shipment.state !== 'attention' && visit?.divert?.answer === 'waiting') return 'answer';
  switch (shipment.state) {
    case 'attention':
      return visit?.takenOverMs === undefined ? 'alarm' : 'not-locked';
    case 'refused':
      return 'refused';
    case 'undelivered':
      return visit?.said?.unsafeS === undefined ? 'failed' : 'unsafe';
    case 'expired':
      return 'failed';
    case 'granted':
      return 'assign';
    case 'assigned':
      return isLate(shipment, nowMs) ? 'late' : 'planned';
    case 'arriving':
      return isLate(shipment, nowMs) ? 'late' : 'arriving';
    case 'at-door':
      return 'at-door';
    case 'announced':
      return 'undecided';
    case 'complete':
      return 'done';
    case 'blocked':
    case 'diverted':
    case 'declined':
      return 'withdrawn';
  }
};

/** Since when it stands like this, as far as anybody has said; undefined where nobody has. */
export const sinceOf = (stage: Stage, { visit, window, createdMs, declined }: Row['shipment']): number | undefined => {
  switch (stage) {
    case 'unsafe':
      return visit?.said?.unsafeS === undefined ? visit?.sinceMs : visit.said.unsafeS * 1000;
    case 'failed':
      return visit?.said?.left === undefined ? (visit?.sinceMs ?? window.toS * 1000) : visit.said.left.atS * 1000;
    case 'not-locked':
      return visit?.takenOverMs;
    case 'arriving':
    case 'late':
      return visit?.arriving?.saidMs ?? visit?.sinceMs;
    case 'undecided':
      return createdMs;
    case 'alarm':
    case 'refused':
    case 'answer':
    case 'assign':
    case 'at-door':
    case 'planned':
    case 'done':
      return visit?.sinceMs;
    case 'withdrawn':
      return visit === undefined ? declined?.atMs : visit.sinceMs;
  }
};
