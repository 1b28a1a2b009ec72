import type { shapes } from '@latchkey/contract';
import { toBase64url, type EventName, type State } from '@latchkey/protocol';
import type { DoorView, VerifiedReceipt } from '@latchkey/web-kit/model';
import type { z } from 'zod';

export type VisitSummary = z.infer<typeof shapes.visitSummary> & { readonly carrier: CarrierSummary };
export type ShipmentSummary = z.infer<typeof shapes.shipmentSummary> & { readonly carrier: CarrierSummary };
export type CarrierSummary = z.infer<typeof shapes.carrierSummary>;

/** What a household wants of a parcel that shall not come inside. */
export type DeclineWish = z.infer<typeof shapes.declineWish>;

/** Where a visit stands for the household. */
export type Stage =
  | 'planned'
  | 'assigned'
  | 'arriving'
  | 'at-door'
  | 'attention'
  | 'finished'
  | 'undelivered'
  | 'refused'
  | 'blocked'
  | 'diverted'
  | 'expired';

export const receiptsOf = (receipts: readonly VerifiedReceipt[], visitId: string): readonly VerifiedReceipt[] =>
  receipts.filter(({ claims }) => claims.visitId !== undefined && toBase64url(claims.visitId) === visitId);

/** What each verified event makes of the stage; events that change nothing are absent. */
const stageAfter: Partial<Record<EventName, Stage>> = {
  asked: 'at-door',
  'recording-started': 'at-door',
  'unlock-intended': 'at-door',
  unlocked: 'at-door',
  'door-opened': 'at-door',
  refused: 'refused',
  attention: 'attention',
  forced: 'attention',
  acknowledged: 'at-door',
  locked: 'at-door',
  complete: 'finished',
  blocked: 'blocked',
  diverted: 'diverted',
  expired: 'expired',
};

/** Once one of these is verified, nothing but an alarm and another of them moves the stage any more. What was finished stays so: a later block takes back what comes, not what was. */
const ends: readonly Stage[] = ['finished', 'blocked', 'diverted'];

/** A door whose clock is this far ahead of the device's ends visits before their time: they may yet come, once it is set back. */
const AHEAD_S = 120;
const endedEarly = ({ event, iat = 0 }: VerifiedReceipt['claims'], nowMs: number): boolean =>
  event === 'expired' && iat > nowMs / 1000 + AHEAD_S;

/**
 * A film that was late has no receipt that ends its alarm: the hub's signed state of after it does, in which nothing is wrong with that door. Every other alarm
 * ends with a receipt.
 */
const isOver = ({ event, seq, door, detail }: VerifiedReceipt['claims'], heard: State | undefined): boolean => {
  if (event !== 'attention' || detail?.cause !== 'film-late' || heard === undefined || heard.seq < seq) return false;
  const report = heard.doors.find((one) => one.door === door);
  return report !== undefined && report.phase !== 'attention';
};

/**
 * Receipts that this device verified speak first. The server's word only fills in what no door can know yet: that a courier
 * was named, that a van is near. That a parcel shall go elsewhere, or did not get in, is a word of people whom nobody
 * verified: until the window is over the door would still open, so it ends nothing here (P3) and stands beside the stage.
 * `heard`: the newest state that the hub signed over a nonce of this device.
 */
export const stageOf = (
  visit: VisitSummary,
  ofVisit: readonly VerifiedReceipt[],
  nowMs: number,
  heard?: State,
): Stage => {
  const proven = ofVisit.reduce<Stage | undefined>((before, { claims }) => {
    const after = stageAfter[claims.event];
    if (after === undefined || endedEarly(claims, nowMs) || isOver(claims, heard)) return before;
    if (before !== undefined && ends.includes(before))
      return after === 'attention' || (ends.includes(after) && before !== 'finished') ? after : before;
    return after;
  }, undefined);
  // The courier's word about themselves: it says that nothing was put down, and nothing about the door.
  if (proven === 'finished' && visit.said?.unsafeS !== undefined) return 'undelivered';
  if (proven === 'blocked' && visit.divert !== undefined) return 'diverted';
  if (proven !== undefined && proven !== 'refused') return proven;
  const over = nowMs >= visit.window.toS * 1000;
  if (over && visit.state === 'undelivered') return 'undelivered';
  if (over) return proven ?? 'expired';
  if (proven === 'refused') return 'refused';
  if (visit.state === 'arriving' || visit.state === 'at-door') return 'arriving';
  return visit.assignments.length > 0 ? 'assigned' : 'planned';
};

/** What the newest alarm of the visit is about, as the hub names it. */
export const attentionCause = (ofVisit: readonly VerifiedReceipt[]): string | undefined =>
  ofVisit.findLast(({ claims }) => claims.event === 'attention' || claims.event === 'forced')?.claims.detail?.cause;

/** What the stage alone says holds but for one alarm: nobody is asked to stay because a film is late. */
export const hasDetail = (stage: Stage, cause: string | undefined): boolean =>
  stage !== 'attention' || cause !== 'film-late';

/** A divert that the door has not confirmed is a wish: the visit can still come in. */
export const divertPending = ({ visit, stage }: { visit: VisitSummary; stage: Stage }): boolean =>
  visit.divert !== undefined && stillOpen(stage);

/** Whether a block or divert still makes a difference. */
export const stillOpen = (stage: Stage): boolean =>
  !['finished', 'undelivered', 'blocked', 'diverted', 'expired'].includes(stage);

/**
 * Whether a stage that says *now* is only what the door said last: it was asked and did not answer, so nobody knows who stands there.
 * `door`: how the door of this visit is judged at this moment.
 */
export const unheard = (stage: Stage, door: Pick<DoorView, 'why'>): boolean =>
  stage === 'at-door' && (door.why === 'no-answer' || door.why === 'too-old');

/** Before anybody came: nothing was filmed yet. */
export const isAhead = (stage: Stage): boolean => stage === 'planned' || stage === 'assigned' || stage === 'arriving';

/** While somebody is at the door, the picture and the block lead. */
export const underWay = (stage: Stage): boolean => stage === 'at-door' || stage === 'attention';
