import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { LookupFunction } from 'node:net';
import { tlsOutcome } from '@latchkey/keys/node';
import webPush from 'web-push';
import { textOf } from '../ids.ts';
import { endpointFault, isLoopback, isPublicAddress } from './public-endpoint.ts';
import type { PushMessage, PushOutcome, PushTarget, PushWire } from './wire.ts';

export interface WebPushOptions {
  /** VAPID (RFC 8292), base64url: kept in the server's data folder, because every subscription is bound to it. */
  readonly keys: { readonly publicKey: string; readonly privateKey: string };
  /** `https:` or `mailto:`, whom a push service may write to. */
  readonly contact: string;
  readonly allowLoopback: boolean;
}

const LIMIT_ANSWER_MS = 10_000;

export const makePushKeys = (): WebPushOptions['keys'] => webPush.generateVAPIDKeys();

/** RFC 8030: one POST, encrypted for one browser (RFC 8291). Redirects are not followed, and what is answered is not read. */
export const openWebPush = ({ keys, contact, allowLoopback }: WebPushOptions): PushWire => ({
  publicKey: keys.publicKey,
  send: async (to, message) => {
    if (endpointFault(to.endpoint, { allowLoopback }) !== undefined) return 'refused';
    const { headers, body } = sealed(to, message, { subject: contact, ...keys });
    const url = new URL(to.endpoint);
    try {
      return outcomeOf(await post(url, headers, body, onlyPublic(allowLoopback)));
    } catch (error) {
      return tlsOutcome(error) ?? 'later';
    }
  },
});

const sealed = (
  { endpoint, publicKey, secret }: PushTarget,
  { text, ttlS, urgency, topic }: PushMessage,
  vapidDetails: { subject: string; publicKey: string; privateKey: string },
) => {
  const subscription = { endpoint, keys: { p256dh: textOf(publicKey), auth: textOf(secret) } };
  return webPush.generateRequestDetails(subscription, text, { vapidDetails, TTL: ttlS, urgency, topic });
};

const outcomeOf = (status: number | undefined): PushOutcome => {
  if (status === undefined || status === 429 || status >= 500) return 'later';
  if (status === 404 || status === 410) return 'gone';
  return status >= 200 && status < 300 ? 'taken' : 'refused';
};

/** Connects to nothing but what the name meant at this very moment, if that is public. */
const onlyPublic =
  (allowLoopback: boolean): LookupFunction =>
  (name, options, answer) => {
    lookUp(name, { ...options, all: true }, (error, addresses: readonly LookupAddress[] | undefined) => {
      const good = (addresses ?? []).filter(
        ({ address }) => isPublicAddress(address) || (allowLoopback && isLoopback(address)),
      );
      const [first] = good;
      if (error !== null || first === undefined) answer(error ?? new Error('no public address'), '', 0);
      else if (options.all === true) answer(null, good);
      else answer(null, first.address, first.family);
    });
  };

const post = (url: URL, headers: object, body: Buffer | null, lookup: LookupFunction): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestTls : requestPlain;
    const timing = AbortSignal.timeout(LIMIT_ANSWER_MS);
    const asking = request(url, { method: 'POST', headers: { ...headers }, lookup, signal: timing }, (answer) => {
      resolve(answer.statusCode);
      answer.destroy();
    });
    asking.on('error', reject);
    asking.end(body ?? undefined);
  });
