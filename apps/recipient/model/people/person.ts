import type { PublicKey } from '@latchkey/protocol';
import type { LetterText } from '@latchkey/web-kit/letters';
import type { Shelf } from '@latchkey/web-kit/model';
import type { LineTerm } from '../parcels/line-terms.ts';
import type { Schedule, Span } from './schedule.ts';

/** What a household agrees with a person. */
export interface Terms {
  readonly doors: readonly number[];
  readonly schedule: Schedule;
  readonly filmed: boolean;
  /** Each time a member is asked; absent in what was kept before there was the choice. */
  readonly asks?: boolean | undefined;
  /** False: who knocks need not show that they stand at the door. Absent: they must, where each of the doors has a display or a tag. */
  readonly here?: boolean | undefined;
  /** What the door must have heard from outside; absent: as usual. */
  readonly line?: LineTerm | undefined;
  /** How often in one window. */
  readonly uses: number;
  /** Who invites and where: in the person's own words for it. */
  readonly from: string;
  readonly place: string;
  readonly note: string;
}

/** A grant that this phone signed. It is kept before it is sent, so that a lost answer leads to the same one again. */
export interface SignedGrant {
  readonly visitId: string;
  readonly fromS: number;
  readonly untilS: number;
  readonly grant: Uint8Array;
  readonly letter: Uint8Array;
  readonly sent: boolean;
  /** Taken back by the household, because the terms changed or a date was taken out. */
  readonly ended?: true;
  /** The block of an ended one is on its way to the door, and the server carries nothing more for it. */
  readonly closed?: true;
}

export interface Pinned {
  readonly signingKey: PublicKey;
  readonly sealingKey: Uint8Array;
  /** What the server and a block call the key. */
  readonly keyId: string;
  /** What they call themselves. */
  readonly name: string;
  readonly atMs: number;
}

/** Somebody who comes again. Names, rules and keys stay on this phone. */
export interface Person {
  readonly personId: string;
  /** What the household calls them. */
  readonly name: string;
  readonly terms: Terms;
  readonly invitedMs: number;
  /** What the link is made of; gone once it was answered. */
  readonly invitation?: {
    readonly boxId: string;
    readonly secret: Uint8Array;
    readonly offer: Uint8Array;
    readonly expiresMs: number;
  };
  readonly letterKey: Uint8Array;
  readonly pinned?: Pinned;
  /** An answer came that whoever has the link did not make. */
  readonly forged?: true;
  readonly grants: readonly SignedGrant[];
  /** Single dates that were taken back: no later grant has them. */
  readonly skipped?: readonly Span[];
  readonly withdrawnMs?: number;
  /** The server has ended it too. */
  readonly serverEnded?: true;
}

const shelfName = 'people';

export const readPeople = async (shelf: Shelf): Promise<readonly Person[]> =>
  ((await shelf.get(shelfName)) as readonly Person[] | undefined) ?? [];

export const keepPeople = (shelf: Shelf, people: readonly Person[]): Promise<void> => shelf.put(shelfName, people);

/** Until when dates are signed; undefined before the first. */
export const signedUntilS = (person: Person): number | undefined => {
  const ends = person.grants.filter(({ ended }) => ended !== true).map(({ untilS }) => untilS);
  return ends.length === 0 ? undefined : Math.max(...ends);
};

/** The letter to a person says what was agreed, and nothing else of the household. */
export const letterFor = (terms: Terms, doorName: (id: number) => string): LetterText => {
  const { schedule, from, place, filmed, uses, note } = terms;
  const { windows, everyWeeks, timeZone, firstDay, lastDay } = schedule;
  return {
    v: 1,
    from,
    place,
    doors: terms.doors.map((id) => ({ id, name: doorName(id) })),
    filmed,
    windows: windows.map((window) => ({ ...window, days: [...window.days] })),
    everyWeeks,
    timeZone,
    firstDay,
    ...(lastDay === undefined ? {} : { lastDay }),
    uses,
    note,
  };
};
