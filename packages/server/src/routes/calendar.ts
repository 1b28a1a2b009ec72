import { routes } from '@latchkey/contract';
import { shownDates, writeCalendar } from '@latchkey/delivery/calendar';
import { datesOfParcels, datesOfSeries } from '../calendar/dates.ts';
import { calendarWords } from '../calendar/words.ts';
import { found, notFound } from '../http/problems.ts';
import { bytesIn, textOf } from '../ids.ts';
import type { Feed } from '../store/records.ts';
import type { Tenant } from '../store/store.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { homeOf } from './home-reading.ts';

const REFRESH_S = 30 * 60;
/** Calendar programs ask a few times an hour; one that asks more often is broken, or somebody else. */
const PER_MINUTE_AND_FEED = 10;
const READ_NOTED_EVERY_MS = 15 * 60_000;
const LIMIT_VISITS = 200;
const LIMIT_SHIPMENTS = 200;
const LIMIT_SERIES = 300;

/** A member's calendar address, and what is read there. */
export const addCalendar = (world: World): void => {
  addAddress(world);
  addFile(world);
};

const addAddress = ({ registrar, effects: { store, clock } }: World): void => {
  registrar.on(routes.readFeed, async ({ session }) => {
    const feed = await store.feed(homeOf(session), session.principalId);
    if (feed === undefined) return {};
    const { tokenHash, language, createdMs, lastReadMs } = feed;
    const read = lastReadMs === undefined ? {} : { lastReadMs };
    return { feed: { tokenHash: textOf(tokenHash), language, createdMs, ...read } };
  });

  registrar.on(routes.newFeed, async ({ session, body, commit }) => {
    const createdMs = clock.nowMs();
    const { principalId: memberId, tenantId: homeId } = session;
    const feed: Feed = { memberId, homeId, tokenHash: bytesOf(body.tokenHash), language: body.language, createdMs };
    return commit(homeOf(session), [{ kind: 'feed', feed }], { createdMs });
  });

  registrar.on(routes.endFeed, async ({ session, commit }) => {
    await commit(homeOf(session), [{ kind: 'feed-gone', memberId: session.principalId }], {});
    return undefined;
  });
};

const addFile = ({ registrar, effects, settings, throttles }: World): void => {
  const { store, clock, primitives } = effects;

  /** Malformed, unknown and ended tokens all look alike. */
  const feedOf = async (token: string): Promise<Feed> => {
    const bytes = token.length === 43 ? bytesIn(token) : undefined;
    if (bytes === undefined) throw notFound();
    const feed = found(await store.feedByToken(primitives.sha256(bytes)));
    const members = await store.members({ role: 'home', id: feed.homeId }, feed.homeId);
    // Suspended at the hub: its addresses are nobody's meanwhile.
    if (members.some((one) => one.memberId === feed.memberId && one.suspendedUntilMs !== undefined)) throw notFound();
    return feed;
  };
  const noteRead = async ({ memberId, homeId, lastReadMs }: Feed): Promise<void> => {
    const atMs = clock.nowMs();
    if (lastReadMs !== undefined && atMs - lastReadMs < READ_NOTED_EVERY_MS) return;
    await store.write({ role: 'home', id: homeId }, [{ kind: 'feed-read', memberId, atMs }]);
  };
  const fileOf = async ({ homeId, language }: Feed): Promise<string> => {
    const tenant: Tenant = { role: 'home', id: homeId };
    const t = calendarWords[language];
    const nowS = Math.floor(clock.nowMs() / 1000);
    const [visits, shipments, series] = await Promise.all([
      store.visits(tenant, LIMIT_VISITS),
      store.shipmentsOfHome(tenant, LIMIT_SHIPMENTS),
      store.allSeries(tenant, LIMIT_SERIES),
    ]);
    const carrierIds = [...new Set([...visits, ...shipments].map(({ carrierId }) => carrierId))];
    const names = new Map(
      await Promise.all(carrierIds.map(async (id) => [id, (await store.carrier(id))?.name ?? ''] as const)),
    );
    const parcels = datesOfParcels(visits, shipments, (id) => names.get(id) ?? '', t, nowS);
    const people = series.flatMap((one) => datesOfSeries(primitives, one, t));
    const dates = shownDates([...parcels, ...people], nowS);
    return writeCalendar({ title: t.title, language, refreshS: REFRESH_S, dates });
  };

  registrar.on(routes.readCalendar, async ({ params, request, reply }) => {
    const feed = await feedOf(params.token);
    const perMinute = PER_MINUTE_AND_FEED * (settings.rateFactor ?? 1);
    throttles.admit(`calendar\n${textOf(feed.tokenHash)}`, perMinute, reply);
    await noteRead(feed);
    const file = Buffer.from(await fileOf(feed));
    const etag = `"${textOf(primitives.sha256(file).subarray(0, 16))}"`;
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (isKnown(request.headers['if-none-match'], etag)) return reply.status(304).send();
    return reply.type('text/calendar; charset=utf-8').send(file);
  });
};

/** RFC 9110 §13.1.2: any of the list, compared weakly. */
const isKnown = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((one) => [etag, '*'].includes(one.trim().replace(/^W\//, '')));
