import type { Fact, ServerStop } from '@latchkey/carrier-sdk';
import type { VisitView } from './visit.ts';

/** What a device keeps of a door it has been at, for when the page is opened again without reception. */
export interface AtDoor {
  /** The bolt has been withdrawn for this courier, and the door has not said since that it is locked. */
  readonly inside: boolean;
  /** A member has taken over the alarm. */
  readonly acknowledged: boolean;
  readonly unsafe: boolean;
}

const inside = new Set(['opening', 'unlocked', 'open', 'stay', 'attention']);

export const atDoorOf = ({ story, unsafeS, unheard }: Pick<VisitView, 'story' | 'unsafeS' | 'unheard'>): AtDoor => {
  const facts = story?.facts ?? [];
  const moment = story?.moment ?? { at: 'before' };
  const alarm = facts.findLastIndex(isOfDoor);
  return {
    // The door's own word goes before the courier's, as soon as there is one.
    inside:
      (moment.at === 'before' && unheard === 'opened') ||
      inside.has(moment.at) ||
      ('inside' in moment && moment.inside),
    acknowledged: alarm >= 0 && facts.findIndex(({ event }, at) => at > alarm && event === 'acknowledged') >= 0,
    unsafe: unsafeS !== undefined,
  };
};

/** Whoever has heard that the picture is late or lost has not taken over the door. */
const isOfDoor = ({ event, detail }: Fact): boolean =>
  event === 'forced' || (event === 'attention' && !ofPicture.has(detail.cause ?? ''));
const ofPicture = new Set(['film-late', 'camera-lost']);

/** Who sees to a door that alarms, so that its courier need not stay. */
export const releasedBy = (
  server: Pick<ServerStop, 'takenOver'>,
  at: Pick<AtDoor, 'acknowledged'>,
): 'household' | 'dispatch' | undefined => {
  if (at.acknowledged) return 'household';
  return server.takenOver === true ? 'dispatch' : undefined;
};

/**
 * Whether the tour waits at this stop: the next one only when this door is locked, or when somebody has taken the alarm over. A courier
 * who left for their own safety is never held. A device that knows nothing of the door believes the server's alarm.
 */
export const holdsTour = (server: Pick<ServerStop, 'state' | 'takenOver'>, at: AtDoor | undefined): boolean => {
  if (server.takenOver === true || at?.unsafe === true || at?.acknowledged === true) return false;
  return at === undefined ? server.state === 'attention' : at.inside;
};
