import type { CalendarDate } from '@latchkey/delivery/calendar';
import { readGrant, type Primitives } from '@latchkey/protocol';
import type { Series, Visit } from '../store/records.ts';
import type { CalendarWords } from './words.ts';

const seconds = (atMs: number) => Math.floor(atMs / 1000);

/** A carrier's visit. Its version counts its changes, and stands in the calendar as the number of the revision. */
export const dateOfVisit = (visit: Visit, carrier: string, t: CalendarWords): CalendarDate => {
  const withdrawn = visit.state === 'blocked' || visit.state === 'diverted' || visit.divert !== undefined;
  return {
    visitId: visit.visitId,
    fromS: visit.fromS,
    toS: visit.toS,
    revisedS: seconds(Math.max(visit.createdMs, visit.arriving?.saidMs ?? 0, visit.takenOverMs ?? 0)),
    revision: visit.version,
    withdrawn,
    title: t.parcelOf(carrier),
    words: withdrawn && visit.state !== 'blocked' ? t.stage.diverted : t.stage[visit.state],
  };
};

/** The dates of a grant to a person. Those that were still to come when it ended are withdrawn; the others took place. */
export const datesOfSeries = (p: Primitives, series: Series, t: CalendarWords): readonly CalendarDate[] => {
  const read = readGrant(p, series.grant);
  if (!read.ok) return [];
  const { nbf, exp, occurrences } = read.link.claims;
  const spans = occurrences?.map(([start, length]) => ({ fromS: nbf + start * 60, toS: nbf + (start + length) * 60 }));
  return (spans ?? [{ fromS: nbf, toS: exp }]).map(({ fromS, toS }, occurrence) => {
    const { endedMs, createdMs, visitId } = series;
    const withdrawn = endedMs !== undefined && toS > seconds(endedMs);
    return {
      visitId,
      occurrence,
      fromS,
      toS,
      revisedS: seconds(withdrawn ? endedMs : createdMs),
      revision: withdrawn ? 1 : 0,
      withdrawn,
      title: t.person,
      words: withdrawn ? t.personGone : t.personWords,
    };
  });
};
