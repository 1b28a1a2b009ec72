import { routes } from '@latchkey/contract';
import { chainOfSeries, sendChain } from '../channel/catch-up.ts';
import { fail, found, notFound } from '../http/problems.ts';
import { short, textOf } from '../ids.ts';
import { Statements } from '../statements.ts';
import type { Invitation, Series } from '../store/records.ts';
import { LIMITS } from '../store/limits.ts';
import type { Write } from '../store/store.ts';
import { unsafeIn } from '../store/unsafe-said.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { homeOf, recordingSummary } from './home-reading.ts';

const GOOD_FOR_MS = 7 * 24 * 60 * 60 * 1000;
const LIMIT_INVITATIONS = LIMITS.invitations;
const LIMIT_SERIES = 300;

/** What a household keeps here about people who come again: boxes for invitations, and grants to their keys. */
export const addPeople = (world: World): void => {
  addInvitations(world);
  addSeries(world);
  addEnds(world);
};

const addInvitations = ({ registrar, effects: { store, clock } }: World): void => {
  registrar.on(routes.newInvitation, async ({ session, body, commit }) => {
    const createdMs = clock.nowMs();
    const open = await store.invitations(homeOf(session), LIMIT_INVITATIONS);
    if (open.filter(({ expiresMs }) => expiresMs > createdMs).length >= LIMIT_INVITATIONS)
      throw fail('conflict', 'Too many open invitations; end one first.');
    const expiresMs = createdMs + GOOD_FOR_MS;
    const invitation: Invitation = {
      boxId: body.boxId,
      homeId: session.tenantId,
      offer: bytesOf(body.offer),
      createdMs,
      expiresMs,
    };
    return commit(homeOf(session), [{ kind: 'invitation', invitation }], { expiresMs });
  });

  registrar.on(routes.listInvitations, async ({ session }) => ({
    invitations: (await store.invitations(homeOf(session), LIMIT_INVITATIONS)).map((one) => ({
      boxId: one.boxId,
      createdMs: one.createdMs,
      expiresMs: one.expiresMs,
      ...(one.answer === undefined ? {} : { answer: textOf(one.answer) }),
    })),
  }));

  registrar.on(routes.endInvitation, async ({ session, params, commit }) => {
    const invitation = await store.invitation(params.boxId);
    if (invitation?.homeId !== session.tenantId) throw notFound();
    await commit(homeOf(session), [{ kind: 'invitation-end', boxId: params.boxId }], {});
    return undefined;
  });
};

const addSeries = (world: World): void => {
  const { registrar, effects, lines, bus } = world;
  const { store, clock, log } = effects;
  const statements = new Statements(effects.primitives);

  /** Arms the hub at once; one without a line gets the chain when it comes back. */
  const arm = (series: Series): void => {
    const line = lines.get(series.hubId);
    if (line === undefined) return;
    void sendChain(line, chainOfSeries(series)).then((answer) => {
      if (answer !== 'silent' && !answer.ok)
        log.info({ hub: short(series.hubId), reason: answer.refusal.reason }, 'a chain is not armed');
    });
  };

  registrar.on(routes.newSeries, async ({ session, body, commit }) => {
    const tenant = homeOf(session);
    const link = statements.grant(bytesOf(body.grant), await store.members(tenant, session.tenantId));
    const { hubId, depth, holder, visitId, nbf, exp } = link.claims;
    const hub = found(await world.hubRoutes.hubOf(session.tenantId, textOf(hubId)));
    if (depth[1] !== 0) throw fail('invalid-request', 'A grant to a person permits no hand-over: depth [0, 0].');
    const series: Series = {
      visitId: textOf(visitId),
      personId: body.personId,
      homeId: session.tenantId,
      hubId: hub.hubId,
      courierKeyId: statements.keyId(holder),
      fromS: nbf,
      toS: exp,
      grant: link.bytes,
      letter: bytesOf(body.letter),
      createdMs: clock.nowMs(),
    };
    const handedToHub = lines.get(series.hubId) !== undefined;
    const answer = await commit(tenant, [{ kind: 'series', series }], { visitId: series.visitId, handedToHub });
    // Only after it is kept: the hub must not hold a chain that nobody else remembers.
    arm(series);
    bus.tell('home', session.tenantId, { type: 'people' });
    bus.tell('courier', series.courierKeyId, { type: 'stop', visitId: series.visitId });
    return answer;
  });

  registrar.on(routes.listHomeSeries, async ({ session }) => ({
    series: (await store.allSeries(homeOf(session), LIMIT_SERIES)).map((one) => ({
      visitId: one.visitId,
      personId: one.personId,
      keyId: one.courierKeyId,
      hubId: one.hubId,
      grant: textOf(one.grant),
      window: { fromS: one.fromS, toS: one.toS },
      createdMs: one.createdMs,
      ...(one.endedMs === undefined ? {} : { endedMs: one.endedMs }),
      ...(one.unsafe === undefined ? {} : { unsafe: [...unsafeIn(one)] }),
    })),
  }));

  registrar.on(routes.listSeriesRecordings, async ({ session, params }) => {
    const series = found(await store.series(homeOf(session), params.visitId));
    const recordings = await store.recordingsOfVisit(homeOf(session), series.visitId);
    return { recordings: recordings.slice(-1000).map(recordingSummary) };
  });
};

/** The server stops carrying. What closes the door is the household's block, which the hub confirms by itself. */
const addEnds = (world: World): void => {
  const { registrar, effects, visitRoutes, bus, sessions } = world;
  const { store, clock } = effects;

  const ended = (series: readonly Series[], homeId: string) => {
    for (const { visitId, courierKeyId } of series) {
      visitRoutes.forget(visitId);
      bus.tell('courier', courierKeyId, { type: 'stop', visitId });
    }
    bus.tell('home', homeId, { type: 'people' });
  };

  registrar.on(routes.endSeries, async ({ session, params, commit }) => {
    const series = found(await store.series(homeOf(session), params.visitId));
    const endedMs = series.endedMs ?? clock.nowMs();
    const write = { kind: 'series-end', visitId: series.visitId, endedMs } as const;
    const answer = await commit(homeOf(session), [write], { endedMs });
    ended([series], session.tenantId);
    return answer;
  });

  registrar.on(routes.endPerson, async ({ session, params, commit }) => {
    const tenant = homeOf(session);
    const all = (await store.allSeries(tenant, LIMIT_SERIES)).filter((one) => one.courierKeyId === params.keyId);
    const boxes = await store.invitations(tenant, LIMIT_INVITATIONS);
    const answered = boxes.filter(({ answerKeyId }) => answerKeyId === params.keyId);
    if (all.length === 0 && answered.length === 0) throw notFound();
    const open = all.filter((one) => one.endedMs === undefined);
    const endedMs = clock.nowMs();
    const writes: Write[] = [
      ...open.map(({ visitId }): Write => ({ kind: 'series-end', visitId, endedMs })),
      ...answered.map(({ boxId }): Write => ({ kind: 'invitation-end', boxId })),
      { kind: 'sessions-end', principalId: params.keyId },
    ];
    const answer = await commit(tenant, writes, { ended: open.length });
    sessions.endedExcept(params.keyId, new Set());
    ended(open, session.tenantId);
    return answer;
  });
};
