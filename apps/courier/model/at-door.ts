import type { DoorCodes, KnockAt, Stop, ToldRefusal } from '@latchkey/carrier-sdk';
import { hasFlag, readAtDoor, sameBytes, type AtDoor as Read } from '@latchkey/protocol';
import type { Cell, Clock } from '@latchkey/web-kit/model';

/** Whose door it may be, and what its household asks for there: as the signed permission says. */
export interface DoorTerms {
  readonly hubId: Uint8Array;
  readonly doors: readonly number[];
  readonly flags: number;
}

/** What was read off the door, and when by this device's clock. */
export interface ReadHere {
  readonly door: number;
  readonly shown: Read['shown'];
  readonly atMs: number;
}

/** `other-door`: of a door that is not in the permission. */
export type HereRead = 'taken' | 'other-door' | 'no-door';

/** `opened`: they saw it open. `shut`: they pulled it shut and tried it. Neither is the door's word. */
export type Unheard = 'opened' | 'shut';

/** The part of a view that a courier's visit and an invited person's passage have in common. */
export interface AtDoorView {
  readonly here?: ReadHere;
  /** Codes for the door's camera, shown where there is no reception. */
  readonly showing?: DoorCodes;
  /** The person's own word on a door that this device cannot hear. */
  readonly unheard?: Unheard;
  /** The door's answer to the newest knock, until the next try. */
  readonly refusal?: ToldRefusal;
  /** What that knock stood over, where it was read off the door. */
  readonly refusedOver?: 'display' | 'tag';
  /** `no-reception`: this device knew beforehand that it has none, and sent nothing. */
  readonly notReached?: string;
}

export interface AtDoor {
  /** What a camera, or the link that was opened, says of the door. */
  readonly readHere: (text: string) => HereRead;
  /** Whatever was read counts no more: scan anew. */
  readonly hereAgain: () => void;
  /** Makes codes for the door's camera, and new ones when it is called again: they are good for half a minute. */
  readonly showCode: (door: number) => Promise<void>;
  readonly putAway: () => void;
}

export interface AtDoorParts<V extends AtDoorView> {
  readonly view: Pick<Cell<V>, 'get' | 'update'>;
  readonly terms: DoorTerms;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly codes: (door: number) => Promise<DoorCodes>;
}

/** Flag 16: whoever knocks has to show that they stand at the door. */
export const asksHere = ({ flags }: Pick<DoorTerms, 'flags'>): boolean => hasFlag(flags, 'atDoor');

/**
 * Whether a code before the door's camera can open it: the camera looks only where the household films, and what it read cannot wait
 * for a member's yes (docs/protocol/door-code.md).
 */
export const cameraMayOpen = ({ flags }: Pick<DoorTerms, 'flags'>): boolean =>
  hasFlag(flags, 'mustRecord') && !hasFlag(flags, 'memberApproves');

/** Stands at the one door: what was read there, and what is shown to its camera. */
export const createAtDoor = <V extends AtDoorView>({ view, terms, clock, codes }: AtDoorParts<V>): AtDoor => {
  const change = (next: AtDoorView) => view.update((now) => ({ ...now, ...next }));
  const drop = (...names: (keyof AtDoorView)[]) => view.update((now) => without(now, ...names));
  /** Codes that were asked for before they were put away are not shown after it. */
  let turn = 0;
  return {
    readHere: (text) => {
      const read = readAtDoor(text);
      if (read === undefined) return 'no-door';
      if (!sameBytes(read.hubId, terms.hubId) || !terms.doors.includes(read.door)) return 'other-door';
      drop('refusal', 'notReached', 'refusedOver');
      change({ here: { door: read.door, shown: read.shown, atMs: clock.wallMs() } });
      return 'taken';
    },
    hereAgain: () => drop('refusal', 'notReached', 'refusedOver', 'here'),
    showCode: async (door) => {
      const mine = turn;
      const showing = await codes(door);
      if (mine === turn) change({ showing });
    },
    putAway: () => {
      turn++;
      drop('showing');
    },
  };
};

/** Where a knock goes and what it stands over. */
export const knockFrom = ({ here }: AtDoorView, door: number): Pick<KnockAt, 'door' | 'shown'> =>
  here === undefined ? { door } : { door: here.door, shown: here.shown };

/** The same view after a refusal. A nonce that the door does not take is read anew; for every other reason the same one may do again. */
export const afterRefusal = <V extends AtDoorView>(view: V, refusal: ToldRefusal): V => {
  const { here } = view;
  const over = here === undefined ? {} : { refusedOver: 'tap' in here.shown ? ('tag' as const) : ('display' as const) };
  const told = { ...view, refusal, ...over };
  return refusal.reason.startsWith('nonce-') ? without(told, 'here') : told;
};

/** What was read off the door was not taken: the way on is to read it anew. Undefined for every other refusal. */
export const refusedHere = <W>(
  { refusedOver }: Pick<AtDoorView, 'refusedOver'>,
  reason: string,
  words: { readonly refused: Readonly<Record<string, W>> },
): W | undefined =>
  refusedOver !== undefined && Object.hasOwn(words.refused, reason) ? words.refused[reason] : undefined;

/** The view without these: what is absent is not there at all. */
export const without = <V extends object>(view: V, ...names: readonly (keyof V)[]): V =>
  Object.fromEntries(Object.entries(view).filter(([name]) => !names.includes(name as keyof V))) as V;

/** The next stop of the tour that this door belongs to, by what its household signed. */
export const stopAtDoor = (stops: readonly Stop[], at: Pick<Read, 'hubId' | 'door'>): Stop | undefined =>
  stops.find(({ chain, terms }) => sameBytes(chain.grant.claims.hubId, at.hubId) && terms.doors.includes(at.door));
