import { FLAG, hasFlag, keyIdOf, readGrant, toBase64url, toHex, type Primitives } from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import { datesOf } from './dates.ts';
import type { SeriesSummary } from './people.ts';
import type { Person } from './person.ts';
import type { Span } from './schedule.ts';

/**
 * Somebody whom another device of the household invited. The name is on that device alone; what the grants say, each device can read:
 * which key, which doors, when, filmed or not. That is enough to withdraw it.
 */
export interface PersonElsewhere {
  readonly personId: string;
  /** Of the signed grants' own holders, not of the server's list: these are what a block names. */
  readonly keyIds: readonly string[];
  /** Hex kids of the devices that signed. */
  readonly by: readonly string[];
  readonly doors: readonly number[];
  readonly filmed: boolean;
  /** They have to show that they stand at the door. */
  readonly here: boolean;
  /** Still to come, or under way. */
  readonly dates: readonly Span[];
  /** The server says so. What the door still honours only its receipts tell. */
  readonly ended: boolean;
}

/** So long whose last date is over stands in the list. */
const shownAfterS = 7 * 86_400;

interface ReadSeries {
  readonly one: SeriesSummary;
  readonly keyId: string;
  readonly by: string;
  readonly doors: readonly number[];
  readonly filmed: boolean;
  readonly here: boolean;
  readonly dates: readonly Span[];
}

const read = (p: Primitives, one: SeriesSummary): readonly ReadSeries[] => {
  const grant = readGrant(p, bytesFrom(one.grant));
  if (!grant.ok) return [];
  const { holder, doors, flags } = grant.link.claims;
  const filmed = (flags & FLAG.mustRecord) !== 0;
  const here = hasFlag(flags, 'atDoor');
  const by = toHex(grant.link.kid ?? new Uint8Array(0));
  return [{ one, by, keyId: toBase64url(keyIdOf(p, holder)), doors, filmed, here, dates: datesOf(grant.link.claims) }];
};

/** Ours is what this device invited, to the key that this device pinned; whatever else the server lists is somebody else's. */
const isOurs = (people: readonly Person[], { one, keyId }: ReadSeries): boolean =>
  people.some(({ personId, pinned }) => personId === one.personId && pinned?.keyId === keyId);

export const peopleElsewhere = (
  p: Primitives,
  people: readonly Person[],
  series: readonly SeriesSummary[],
  nowS: number,
): readonly PersonElsewhere[] => {
  const byPerson = new Map<string, ReadSeries[]>();
  for (const one of series.flatMap((summary) => read(p, summary)))
    if (!isOurs(people, one)) byPerson.set(one.one.personId, [...(byPerson.get(one.one.personId) ?? []), one]);
  return [...byPerson].flatMap(([personId, grants]) => {
    const open = grants.filter(({ one }) => one.endedMs === undefined);
    const lastS = Math.max(...grants.flatMap(({ dates }) => dates.map(({ toS }) => toS)));
    if (lastS + shownAfterS < nowS) return [];
    const said = open.length > 0 ? open : grants;
    return [
      {
        personId,
        keyIds: [...new Set(grants.map(({ keyId }) => keyId))],
        by: [...new Set(said.map(({ by }) => by))],
        doors: [...new Set(said.flatMap(({ doors }) => doors))].sort((a, b) => a - b),
        filmed: said.some(({ filmed }) => filmed),
        here: said.every(({ here }) => here),
        dates: said
          .flatMap(({ dates }) => dates)
          .filter(({ toS }) => toS > nowS)
          .sort((a, b) => a.fromS - b.fromS),
        ended: open.length === 0,
      },
    ];
  });
};
