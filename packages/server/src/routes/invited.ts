import { routes } from '@latchkey/contract';
import { unsafeWhenS } from '@latchkey/delivery';
import { fail, found, notFound } from '../http/problems.ts';
import { textOf } from '../ids.ts';
import type { Invitation, Series } from '../store/records.ts';
import { SERVER, type Tenant } from '../store/store.ts';
import { unsafeIn } from '../store/unsafe-said.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { ringsStill } from './said-when.ts';

const LIMIT_SERIES = 100;
/** What ended stays on the person's device so long: for its receipts, and for being told so. */
const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_AFTER_MS = 30 * DAY_MS;

const lastMs = ({ toS, endedMs }: Series): number => endedMs ?? toS * 1000;

/** The side of a person who was invited: the box of their link, and the grants to their key. */
export const addInvited = (world: World): void => {
  const { registrar, effects, bus, lines } = world;
  const { store, clock } = effects;

  /** A box that expired is no different from one that never was. */
  const boxOf = async (boxId: string): Promise<Invitation> => {
    const invitation = found(await store.invitation(boxId));
    if (invitation.expiresMs <= clock.nowMs()) throw notFound();
    return invitation;
  };

  registrar.on(routes.readInvitation, async ({ params }) => {
    const { offer, answer, expiresMs } = await boxOf(params.boxId);
    return { offer: textOf(offer), answered: answer !== undefined, expiresMs };
  });

  registrar.on(routes.answerInvitation, async ({ session, params, body, commit }) => {
    const { boxId, homeId, answerKeyId } = await boxOf(params.boxId);
    if (answerKeyId !== undefined && answerKeyId !== session.principalId)
      throw fail('conflict', 'Somebody has answered this invitation before.');
    const write = {
      kind: 'invitation-answer',
      boxId,
      keyId: session.principalId,
      answer: bytesOf(body.answer),
    } as const;
    const answer = await commit(SERVER, [write], { boxId });
    bus.tell('home', homeId, { type: 'people' });
    return answer;
  });

  registrar.on(routes.sayAtPlace, async ({ session, params, body, commit }) => {
    const courier: Tenant = { role: 'courier', id: session.tenantId };
    const series = found(await store.series(courier, params.visitId));
    const { visitId, hubId, homeId, courierKeyId } = series;
    const nowMs = clock.nowMs();
    if (lastMs(series) + KEPT_AFTER_MS < nowMs) throw notFound();
    // Not refused where the device's clock is ahead: it would be heard by nobody that somebody does not feel safe.
    const saying = { ...body, heardS: Math.floor(nowMs / 1000) };
    const answer = await commit(courier, [{ kind: 'series-said', visitId, saying }], { kept: true } as const);
    bus.tell('home', homeId, { type: 'people' });
    const isNew = !unsafeIn(series).some(({ atS }) => atS === saying.atS);
    if (body.what === 'unsafe' && isNew && ringsStill(lastMs(series), nowMs))
      world.notifier.unsafe(homeId, { hubId, visitId, saidMs: unsafeWhenS(saying) * 1000 }, { keyId: courierKeyId });
    return answer;
  });

  const seen = async ({ visitId, hubId, grant, letter, endedMs }: Series) => {
    const hub = await store.hub(hubId);
    if (hub === undefined) return [];
    return [
      {
        visitId,
        hubKey: textOf(hub.hubKey),
        hubOnline: lines.presence(hubId).online,
        grant: textOf(grant),
        letter: textOf(letter),
        ...(endedMs === undefined ? {} : { endedMs }),
      },
    ];
  };

  registrar.on(routes.listCourierSeries, async ({ session }) => {
    const courier: Tenant = { role: 'courier', id: session.tenantId };
    const sinceMs = clock.nowMs() - KEPT_AFTER_MS;
    const all = await store.allSeries(courier, LIMIT_SERIES);
    const kept = all.filter((one) => lastMs(one) >= sinceMs);
    return { series: (await Promise.all(kept.map(seen))).flat() };
  });
};
