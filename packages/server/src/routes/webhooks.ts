import { routes } from '@latchkey/contract';
import { fail, found } from '../http/problems.ts';
import { newId } from '../ids.ts';
import { administers } from '../operator/roles.ts';
import type { Session, WebhookDelivery } from '../store/records.ts';
import { urlFault, type UrlFault } from '../webhooks/url.ts';
import type { World } from '../world.ts';
import type { z } from 'zod';
import { carrierOf } from './carrier.ts';

const LIMIT_DELIVERIES = 200;
const SECRET_BYTES = 24;
const BOTH_SIGN_MS = 24 * 60 * 60 * 1000;

const sentences: Readonly<Record<UrlFault, string>> = {
  'no-url': 'This is no address. Give the whole https address of your receiver.',
  'not-https': 'Webhooks go to https addresses only.',
  credentials: 'An address with a user name or password in it is not taken; the signature proves who sends.',
  'odd-port': 'Webhooks go to the usual https port only.',
  'not-public': 'This host is not on the public internet, and nothing else is called from here.',
};

/** As Standard Webhooks writes a secret. */
const secretText = (secret: Uint8Array): string => `whsec_${Buffer.from(secret).toString('base64')}`;

/** Where a carrier is told of its visits. A secret is shown once, when it is made; it only signs what is sent. */
export const addWebhooks = (world: World): void => {
  const { registrar, effects, settings } = world;
  const { store, clock, random } = effects;

  const ownTarget = async (session: Session, targetId: string) => {
    const targets = await store.webhookTargets(carrierOf(session), routes.mostWebhooks);
    return found(targets.find((target) => target.targetId === targetId));
  };

  registrar.on(routes.listWebhooks, async ({ session }) => {
    const targets = await store.webhookTargets(carrierOf(session), routes.mostWebhooks);
    const all = await administers(store, session);
    return {
      webhooks: targets.map(({ targetId, url, events, createdMs, previousUntilMs, goneMs }) => ({
        targetId,
        // Not even the host: at some receivers its first label is the secret.
        ...(all ? { url } : {}),
        events: routes.webhookEvents.filter((event) => events.includes(event)),
        createdMs,
        ...(previousUntilMs === undefined || previousUntilMs < clock.nowMs() ? {} : { previousUntilMs }),
        ...(goneMs === undefined ? {} : { goneMs }),
      })),
    };
  });

  registrar.on(routes.newWebhook, async ({ session, body, commit }) => {
    const fault = urlFault(body.url, settings.demo);
    if (fault !== undefined) throw fail('invalid-request', sentences[fault]);
    const targets = await store.webhookTargets(carrierOf(session), routes.mostWebhooks);
    if (targets.length >= routes.mostWebhooks)
      throw fail('conflict', 'A carrier has at most 10 webhooks; end one first.');
    const targetId = newId(random);
    const secret = random(SECRET_BYTES);
    const events = [...new Set(body.events)];
    const target = { targetId, carrierId: session.tenantId, url: body.url, events, secret, createdMs: clock.nowMs() };
    return commit(carrierOf(session), [{ kind: 'webhook-target', target }], { targetId, secret: secretText(secret) });
  });

  registrar.on(routes.renewWebhookSecret, async ({ session, params, commit }) => {
    const { targetId, carrierId, secret: previousSecret } = await ownTarget(session, params.targetId);
    const secret = random(SECRET_BYTES);
    const previousUntilMs = clock.nowMs() + BOTH_SIGN_MS;
    const change = { secret, previousSecret, previousUntilMs };
    const answer = { secret: secretText(secret), previousUntilMs };
    return commit(carrierOf(session), [{ kind: 'webhook-target-change', carrierId, targetId, change }], answer);
  });

  registrar.on(routes.testWebhook, async ({ session, params, commit }) => {
    const { targetId, carrierId } = await ownTarget(session, params.targetId);
    const eventId = newId(random);
    const of = { carrierId, only: targetId };
    const write = { kind: 'webhook-event', eventId, of, event: 'test.ping', atMs: clock.nowMs() } as const;
    return commit(carrierOf(session), [write], { eventId });
  });

  registrar.on(routes.endWebhook, async ({ session, params, commit }) => {
    const { targetId, carrierId } = await ownTarget(session, params.targetId);
    return commit(carrierOf(session), [{ kind: 'webhook-target-end', carrierId, targetId }], { targetId });
  });

  registrar.on(routes.listDeliveries, async ({ session }) => ({
    deliveries: (await store.deliveries(carrierOf(session), LIMIT_DELIVERIES)).map(told),
  }));

  registrar.on(routes.replayDelivery, async ({ session, params, commit }) => {
    const { eventId, targetId } = params;
    await ownTarget(session, targetId);
    const kept = await store.deliveries(carrierOf(session), LIMIT_DELIVERIES);
    found(kept.find((one) => one.eventId === eventId && one.targetId === targetId));
    const again = { kind: 'delivery-again', carrierId: session.tenantId, eventId, targetId, atMs: clock.nowMs() } as const; // prettier-ignore
    return commit(carrierOf(session), [again], { eventId });
  });
};

type Told = z.infer<NonNullable<typeof routes.listDeliveries.answer>>['deliveries'][number];

/** Without whose it is: the carrier knows. */
const told = ({
  eventId,
  targetId,
  event,
  payload,
  state,
  attempts,
  nextMs,
  createdMs,
  ...rest
}: WebhookDelivery): Told => {
  const { lastStatus, lastWhy, endedMs } = rest;
  return {
    ...{ eventId, targetId, event, payload, state, attempts, nextMs, createdMs },
    ...(lastStatus === undefined ? {} : { lastStatus }),
    ...(lastWhy === undefined ? {} : { lastWhy }),
    ...(endedMs === undefined ? {} : { endedMs }),
  };
};
