import type { DoorCodes, Fault, Moment, ToldRefusal } from '@latchkey/carrier-sdk';
import type { Fallback } from '@latchkey/delivery';
import type { DoorPicture } from '@latchkey/web-kit';
import type { Unheard } from './at-door.ts';
import type { Doubtful, VisitView } from './visit.ts';

/** The one screen that a visit is at. The door's own receipts go before anything this device believes. */
export type Screen =
  | { readonly show: 'distrust'; readonly fault: Fault }
  | { readonly show: 'notice' }
  | { readonly show: 'scan' }
  | { readonly show: 'doubt'; readonly parcel: Doubtful }
  | { readonly show: 'here' }
  | { readonly show: 'slide' }
  | { readonly show: 'knocking'; readonly filming: boolean; readonly waitsUntilMs?: number }
  | { readonly show: 'door'; readonly moment: DoorMoment }
  | { readonly show: 'refused'; readonly refusal: ToldRefusal }
  | { readonly show: 'not-reached'; readonly because: NonNullable<VisitView['notReached']> }
  | { readonly show: 'code'; readonly showing: DoorCodes }
  | { readonly show: 'unheard'; readonly what: Unheard }
  | { readonly show: 'over'; readonly moment: OverMoment }
  | { readonly show: 'unsafe'; readonly moment: Moment }
  | { readonly show: 'left'; readonly to: Fallback };

export type DoorMoment = Extract<
  Moment,
  { at: 'opening' | 'unlocked' | 'open' | 'stay' | 'locked' | 'complete' | 'attention' }
>;
export type OverMoment = Extract<Moment, { at: 'blocked' | 'diverted' | 'expired' }>;

export const screenOf = (view: VisitView): Screen => {
  if (view.fault !== undefined) return { show: 'distrust', fault: view.fault };
  const moment: Moment = view.story?.moment ?? { at: 'before' };
  if (view.unsafeS !== undefined) return { show: 'unsafe', moment };
  switch (moment.at) {
    case 'opening':
    case 'unlocked':
    case 'open':
    case 'stay':
    case 'locked':
    case 'complete':
    case 'attention':
      return { show: 'door', moment };
    case 'blocked':
    case 'diverted':
    case 'expired':
      return { show: 'over', moment };
    case 'before':
    case 'filming':
    case 'refused':
      return beforeTheDoor(view, moment.at === 'filming');
  }
};

const beforeTheDoor = (view: VisitView, filming: boolean): Screen => {
  if (view.left !== undefined) return { show: 'left', to: view.left };
  if (!view.accepted) return { show: 'notice' };
  if (view.unheard !== undefined) return { show: 'unheard', what: view.unheard };
  if (view.showing !== undefined) return { show: 'code', showing: view.showing };
  const { waitsUntilMs } = view;
  if (view.knocking) return { show: 'knocking', filming, ...(waitsUntilMs === undefined ? {} : { waitsUntilMs }) };
  if (view.allowed) return calledOff(view) ?? { show: 'knocking', filming };
  if (view.refusal !== undefined) return { show: 'refused', refusal: view.refusal };
  if (view.notReached !== undefined) return { show: 'not-reached', because: view.notReached };
  if (view.doubtful !== undefined) return { show: 'doubt', parcel: view.doubtful };
  if (view.scanned.length === 0) return { show: 'scan' };
  return view.asksHere && view.here === undefined ? { show: 'here' } : { show: 'slide' };
};

/** An allowed knock whose opening the hub called off before the bolt moved: a block came first. */
const calledOff = ({ story }: VisitView): Screen | undefined => {
  const last = story?.facts.at(-1);
  return last?.event === 'unlock-cancelled'
    ? { show: 'refused', refusal: { reason: last.detail.cause ?? 'blocked' } }
    : undefined;
};

/** What the receipts say of the door, drawn. A courier has no other sight of it, so everything else is unknown. */
export const pictureOf = (moment: Moment, filming: boolean): DoorPicture => {
  const door = (
    word: DoorPicture['word'],
    bolt: DoorPicture['bolt'],
    contact: DoorPicture['contact'],
  ): DoorPicture => ({
    form: 'hinged',
    word,
    bolt,
    contact,
    filming,
  });
  switch (moment.at) {
    case 'unlocked':
    case 'stay':
      return door('unlocked', 'withdrawn', 'closed');
    case 'open':
      return door('open', 'withdrawn', 'open');
    case 'locked':
    case 'complete':
      return door('locked', 'thrown', 'closed');
    case 'attention':
      // That it stands open is what this alarm says; of no other one is it known how the door stands.
      return moment.cause === 'left-open' ? door('open', 'withdrawn', 'open') : door('unknown', 'unknown', 'unknown');
    case 'before':
    case 'filming':
    case 'opening':
    case 'refused':
    case 'blocked':
    case 'diverted':
    case 'expired':
      return door('unknown', 'unknown', 'unknown');
  }
};

/** Names that the demo's door view has words for. */
export const stageOf = (screen: Screen): string => {
  if (screen.show === 'knocking') return screen.filming ? 'recording' : 'knocking';
  if (screen.show === 'refused') return 'refused';
  if (screen.show === 'code') return 'knocking';
  if (screen.show === 'unheard') return screen.what === 'opened' ? 'pull-shut' : 'thank-you';
  if (screen.show !== 'door') return 'stop';
  const stages = {
    opening: 'knocking',
    unlocked: 'open-door',
    open: 'pull-shut',
    stay: 'wait-locked',
    locked: 'thank-you',
    complete: 'thank-you',
    attention: 'wait-locked',
  } as const;
  return stages[screen.moment.at];
};
