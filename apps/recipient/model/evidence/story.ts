import type { EventName, ReceiptDetail } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';

/** The same words as the kit's `Tone`; a model knows no components. */
export type StoryTone = 'plain' | 'locked' | 'use' | 'needs' | 'alarm';

export interface StoryLine {
  readonly seq: number;
  readonly event: EventName;
  /** Unix seconds by the hub's trusted clock; undefined while it had none. */
  readonly atS: number | undefined;
  readonly tone: StoryTone;
  readonly weight: 'main' | 'minor';
  readonly detail: ReceiptDetail;
}

const looks: Record<EventName, readonly [StoryTone, 'main' | 'minor']> = {
  paired: ['plain', 'main'],
  roster: ['plain', 'main'],
  booted: ['plain', 'minor'],
  resumed: ['plain', 'minor'],
  'time-set': ['plain', 'minor'],
  armed: ['plain', 'minor'],
  asked: ['use', 'minor'],
  refused: ['needs', 'main'],
  'recording-started': ['use', 'main'],
  'unlock-intended': ['use', 'minor'],
  unlocked: ['use', 'main'],
  'unlock-cancelled': ['plain', 'main'],
  'door-opened': ['use', 'main'],
  'door-closed': ['use', 'minor'],
  'lock-command': ['plain', 'minor'],
  locked: ['locked', 'main'],
  complete: ['locked', 'main'],
  attention: ['alarm', 'main'],
  acknowledged: ['plain', 'main'],
  blocked: ['locked', 'main'],
  diverted: ['locked', 'main'],
  expired: ['plain', 'main'],
  gap: ['needs', 'main'],
  'recording-closed': ['plain', 'minor'],
  forced: ['alarm', 'main'],
  'rolled-back': ['needs', 'main'],
  declared: ['plain', 'main'],
  'look-began': ['needs', 'main'],
  'look-ended': ['plain', 'main'],
  'looks-off': ['plain', 'main'],
  'log-doubted': ['needs', 'main'],
  'recovery-pending': ['alarm', 'main'],
  'recovery-over': ['plain', 'main'],
  recovered: ['needs', 'main'],
  suspended: ['alarm', 'main'],
  'suspension-over': ['plain', 'main'],
  leaving: ['alarm', 'main'],
  staying: ['plain', 'main'],
  'moved-out': ['needs', 'main'],
  'server-changed': ['needs', 'main'],
  'clock-set-back': ['needs', 'main'],
  unsteady: ['needs', 'main'],
};

/** The visit's, or the door's, story as verified receipts tell it, oldest first. */
export const storyOf = (receipts: readonly VerifiedReceipt[]): readonly StoryLine[] =>
  receipts.map(({ claims }) => {
    const [tone, weight] = looks[claims.event];
    return { seq: claims.seq, event: claims.event, atS: claims.iat, tone, weight, detail: claims.detail ?? {} };
  });

/** Everything that concerns one door, newest first, at most `limit`. */
export const historyOf = (receipts: readonly VerifiedReceipt[], door: number, limit: number): readonly StoryLine[] =>
  storyOf(receipts.filter(({ claims }) => claims.door === door))
    .slice(-limit)
    .reverse();

/** The highest number of a block in any verified receipt. */
export const highestBlock = (receipts: readonly VerifiedReceipt[]): number =>
  receipts.reduce((highest, { claims }) => Math.max(highest, claims.detail?.blockSeq ?? 0), 0);
