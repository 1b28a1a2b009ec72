import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCalendar } from '../../../delivery/src/testing/read-calendar.ts';
import { textOf } from '../ids.ts';
import { aCourier, aMember, random } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aGrantTo, aBlockOf, anAssignedVisit, aPairedHome, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let ada: PairedHome;

beforeEach(async () => {
  server = await startTestServer({ settings: { metricsToken: 'figures' } });
  ada = await aPairedHome(server, await server.listen(0));
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const hashOf = (token: Uint8Array) => textOf(server.effects.primitives.sha256(token));
const addressed = async (call = ada.call, language: 'en' | 'de' = 'en') => {
  const token = random(32);
  await call(routes.newFeed, { body: { tokenHash: hashOf(token), language } });
  return textOf(token);
};
const fetched = (token: string, headers: Record<string, string> = {}) =>
  server.app.inject({
    method: 'GET',
    url: `/api/calendar/${token}/visits.ics`,
    headers: { host: 'localhost:8400', ...headers },
  });
const eventsOf = async (token: string) => readCalendar((await fetched(token)).payload).events;

/** Two hours in each of two weeks, for a person's own key. */
const aSeries = async () => {
  const person = await aCourier(server, 'Ines');
  const grant = await aGrantTo(server, ada, person.signer, {
    exp: Math.floor(server.clock.nowMs() / 1000) + 28 * 86_400,
    uses: 1,
    occurrences: [[60, 120], [10_140, 120]],
  }); // prettier-ignore
  const body = { personId: textOf(random(16)), grant: textOf(grant.bytes), letter: textOf(random(90)) };
  return ada.call(routes.newSeries, { body });
};

describe('a member’s calendar', () => {
  it('shows parcels and people, and nothing that names a person, a door or a note', async () => {
    const { shipmentId } = await anAssignedVisit(server, ada);
    const series = await aSeries();
    const answer = await fetched(await addressed());
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const { events } = readCalendar(answer.payload);
    expect(events.map(({ UID, SUMMARY, STATUS }) => [UID, SUMMARY, STATUS])).toEqual([
      [`${shipmentId}@visits.latchkey`, 'Parcel from Pax Parcels', 'CONFIRMED'],
      [`${series.visitId}.0@visits.latchkey`, 'Somebody who comes again', 'CONFIRMED'],
      [`${series.visitId}.1@visits.latchkey`, 'Somebody who comes again', 'CONFIRMED'],
    ]);
    for (const secret of ['Ines', 'Ada', 'Kim', 'PAX1', ada.handle, ada.homeId])
      expect(answer.payload).not.toContain(secret);
    expect((await fetched(await addressed(ada.call, 'de'))).payload).toContain('SUMMARY:Paket von Pax Parcels');
  });

  it('keeps what was withdrawn, cancelled, under the same name and with a higher number', async () => {
    const visit = await anAssignedVisit(server, ada);
    const series = await aSeries();
    const token = await addressed();
    const before = await eventsOf(token);
    const block = await aBlockOf(server, ada, visit.visitId);
    await ada.call(routes.newBlock, { body: { hubId: ada.hub.hubId, block: textOf(block.bytes) } });
    const { visitId } = visit.grant.claims;
    const detail = { blockSeq: 1, begun: [] };
    await ada.hub.send(await ada.hub.receipt({ event: 'blocked', answers: block.hash, visitId, detail }));
    // Between the two dates: the first took place.
    server.clock.advance(4 * 3_600_000);
    await ada.call(routes.endSeries, { params: { visitId: series.visitId }, body: {} });
    const after = await eventsOf(token);
    expect(after.map(({ UID }) => UID)).toEqual(before.map(({ UID }) => UID));
    expect(after.map(({ STATUS }) => STATUS)).toEqual(['CANCELLED', 'CONFIRMED', 'CANCELLED']);
    expect(Number(after[0]?.['SEQUENCE'])).toBeGreaterThan(Number(before[0]?.['SEQUENCE']));
    expect([before[2]?.['SEQUENCE'], after[2]?.['SEQUENCE']]).toEqual(['0', '1']);
  });

  it('is of one household alone', async () => {
    await anAssignedVisit(server, ada);
    const ben = await aMember(server);
    expect(await eventsOf(await addressed(ben.call))).toEqual([]);
    expect(await ben.call(routes.readFeed, {})).toMatchObject({ feed: { language: 'en' } });
  });

  it('is not sent again while nothing changed', async () => {
    const token = await addressed();
    const first = await fetched(token);
    const etag = String(first.headers['etag']);
    const again = await fetched(token, { 'if-none-match': `"other", W/${etag}` });
    expect([again.statusCode, again.payload, again.headers['etag']]).toEqual([304, '', etag]);
    await anAssignedVisit(server, ada);
    expect((await fetched(token, { 'if-none-match': etag })).statusCode).toBe(200);
  });
});

describe('the address of a calendar', () => {
  it('that is malformed, unknown, replaced or ended is answered in the same words', async () => {
    const replaced = await addressed();
    const ended = await addressed();
    await ada.call(routes.endFeed, {});
    expect(await ada.call(routes.readFeed, {})).toEqual({});
    const answers = await Promise.all(
      [replaced, ended, textOf(random(32)), 'x', 'visits'].map((token) => fetched(token)),
    );
    const seen = answers.map(({ statusCode, payload, headers }) => [statusCode, payload, headers['content-type']]);
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
  });

  it('is in no log, no metric and no answer', async () => {
    const token = await addressed();
    await fetched(token);
    const metrics = await server.app.inject({
      url: '/metrics',
      headers: { host: 'localhost:8400', authorization: 'Bearer figures' },
    });
    expect(metrics.payload).toContain('/api/calendar/:token/visits.ics');
    expect(metrics.payload + server.logged() + JSON.stringify(await ada.call(routes.readFeed, {}))).not.toContain(
      token,
    );
  });

  it('tells its member when it was last read', async () => {
    const token = await addressed();
    expect((await ada.call(routes.readFeed, {})).feed?.lastReadMs).toBeUndefined();
    await fetched(token);
    expect((await ada.call(routes.readFeed, {})).feed?.lastReadMs).toBe(server.clock.nowMs());
  });

  it('is asked ten times a minute and not more', async () => {
    const token = await addressed();
    for (let n = 0; n < 10; n++) expect((await fetched(token)).statusCode).toBe(200);
    const refused = await fetched(token);
    expect([refused.statusCode, Number(refused.headers['retry-after'])]).toEqual([429, 6]);
  });
});
