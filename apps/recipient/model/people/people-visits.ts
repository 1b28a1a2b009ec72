import { keyIdOf, readGrant, toBase64url, type Primitives, type State } from '@latchkey/protocol';
import { unsafeWhenS, type UnsafeSaid } from '@latchkey/delivery';
import { bytesFrom, type VerifiedReceipt } from '@latchkey/web-kit/model';
import type { StagedVisit } from '../visits/today.ts';
import { receiptsOf, stageOf, type Stage, type VisitSummary } from '../visits/stage.ts';
import type { SeriesSummary } from './people.ts';
import type { Person } from './person.ts';
import type { Span } from './schedule.ts';
import { datesOf } from './dates.ts';

/** Whose date it is. The name is known only on the phone that invited. */
export interface VisitingPerson {
  readonly personId: string;
  readonly name: string;
  readonly keyId: string;
  /** The date's number in its grant. */
  readonly occurrence: number;
  readonly filmed: boolean;
  /** This device invited them, and can sign the other dates anew without this one. */
  readonly ours: boolean;
  /** This date was taken back, and no other. */
  readonly skipped: boolean;
  /** That they did not feel safe: by their own clock, and when the server heard it. */
  readonly unsafe?: UnsafeSaid;
}

/** So far ahead a date stands in the lists. */
const aheadS = 8 * 86_400;
/** An ask may come this much before its window by the other clock. */
const earlyS = 60;
const mustRecord = 1;

/**
 * The dates of people as visits, so that they stand in the same lists as parcels: those where something happened at the door, and
 * the next one of each grant.
 */
export const visitsOfPeople = (
  p: Primitives,
  people: readonly Person[],
  series: readonly SeriesSummary[],
  receipts: readonly VerifiedReceipt[],
  nowMs: number,
  heard?: State,
): readonly StagedVisit[] =>
  series.flatMap((one) => {
    const read = readGrant(p, bytesFrom(one.grant));
    if (!read.ok) return [];
    const person = people.find(({ personId }) => personId === one.personId);
    const name = person?.name ?? '';
    const filmed = (read.link.claims.flags & mustRecord) !== 0;
    const dates = datesOf(read.link.claims);
    const own = receiptsOf(receipts, one.visitId);
    const gone = one.endedMs !== undefined || person?.withdrawnMs !== undefined;
    const next = gone ? -1 : dates.findIndex(({ toS }) => toS * 1000 > nowMs);
    return dates.flatMap((date, occurrence): StagedVisit[] => {
      const there = ofDate(own, dates, occurrence);
      const isNext = occurrence === next && date.fromS * 1000 < nowMs + aheadS * 1000;
      const skipped = date.toS * 1000 > nowMs && isSkipped(person, one.visitId, date);
      const unsafe = one.unsafe?.findLast((each) => isOfDate(unsafeWhenS(each), dates, occurrence));
      if (!isNext && !skipped && unsafe === undefined && !there.some(atTheDoor)) return [];
      const said = unsafe === undefined ? {} : { said: { unsafeS: unsafeWhenS(unsafe) } };
      const visit = { ...asVisit(one, name, date), ...said };
      // Withdrawn only once the door has said so: until then it is as it was, and the block's own words stand beside it.
      const confirmed = skipped && own.some(({ claims }) => claims.event === 'blocked');
      const stage = confirmed && !there.some(atTheDoor) ? 'blocked' : stageFor(visit, there, nowMs, heard);
      return [
        {
          visit,
          stage,
          receipts: there,
          person: {
            personId: one.personId,
            name,
            keyId: toBase64url(keyIdOf(p, read.link.claims.holder)),
            occurrence,
            filmed,
            ours: person?.pinned !== undefined,
            skipped,
            ...(unsafe === undefined ? {} : { unsafe }),
          },
        },
      ];
    });
  });

/** In the newest grant that had it: an older one that ended for another reason shows it no second time. */
const isSkipped = (person: Person | undefined, visitId: string, { fromS, toS }: Span): boolean => {
  const taken = person?.skipped?.some((span) => fromS < span.toS && toS > span.fromS) === true;
  return taken && person.grants.findLast((grant) => grant.fromS <= fromS && grant.untilS >= toS && grant.ended === true)?.visitId === visitId; // prettier-ignore
};

/** Between the beginning of one date and the beginning of the next: what lies before all of them is the first one's. */
const isOfDate = (atS: number, dates: readonly Span[], index: number): boolean => {
  const fromS = index === 0 ? 0 : (dates[index]?.fromS ?? 0) - earlyS;
  const toS = (dates[index + 1]?.fromS ?? Number.MAX_SAFE_INTEGER) - earlyS;
  return atS >= fromS && atS < toS;
};

const ofDate = (
  receipts: readonly VerifiedReceipt[],
  dates: readonly Span[],
  index: number,
): readonly VerifiedReceipt[] =>
  receipts.filter(({ claims: { iat } }) => iat !== undefined && isOfDate(iat, dates, index));

const elsewhere = new Set(['armed', 'blocked', 'expired']);
const atTheDoor = ({ claims }: VerifiedReceipt): boolean => !elsewhere.has(claims.event);

/** In the form of a carrier's visit, with the person in the carrier's place. */
const asVisit = (one: SeriesSummary, name: string, { fromS, toS }: Span): VisitSummary => ({
  visitId: one.visitId,
  shipmentId: one.visitId,
  hubId: one.hubId,
  state: 'assigned',
  window: { fromS, toS },
  trackingNumbers: [],
  grant: one.grant,
  assignments: [one.grant],
  courierName: name,
  createdMs: one.createdMs,
  carrier: { carrierId: one.personId, keyId: one.keyId, name, domain: '' },
});

/** Of several ways through the door in one window the last one counts; a window that is over is no waiting any more. */
const stageFor = (
  visit: VisitSummary,
  there: readonly VerifiedReceipt[],
  nowMs: number,
  heard: State | undefined,
): Stage => {
  const asked = there.findLastIndex(({ claims }) => claims.event === 'asked');
  const last = asked < 0 ? there.filter(atTheDoor) : there.slice(asked);
  const stage = stageOf(visit, last, nowMs, heard);
  return stage === 'refused' && nowMs >= visit.window.toS * 1000 ? 'expired' : stage;
};
