import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPushService, PushReceiver, vapidClaims, type PushService } from '../testing/push-service.ts';
import { makePushKeys, openWebPush } from './web-push.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');
const keys = makePushKeys();
const contact = 'mailto:operator@example.com';
const message = { text: '{"type":"arriving"}', ttlS: 600, urgency: 'high', topic: 'A'.repeat(23) } as const;

let service: PushService;
beforeAll(async () => {
  service = await openPushService();
});
afterAll(() => service.close());

const target = (receiver: PushReceiver, endpoint = `${service.origin}/one`) => ({
  endpoint,
  publicKey: receiver.publicKey,
  secret: receiver.secret,
});

it('the tests’ own receiver opens what RFC 8291 sealed', () => {
  const file = new URL('../../../../vectors/published/webpush-rfc8291.json', import.meta.url);
  const vector = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const receiver = new PushReceiver(bytes(vector['ua_private'] ?? ''), bytes(vector['auth'] ?? ''));
  expect(receiver.open(bytes(vector['body'] ?? ''))).toBe(vector['plaintext']);
});

it('one browser can read a message, its push service and another browser cannot', async () => {
  const wire = openWebPush({ keys, contact, allowLoopback: true });
  const receiver = new PushReceiver();
  expect(await wire.send(target(receiver), message)).toBe('taken');
  const pushed = await service.next();
  expect(receiver.open(pushed.body)).toBe(message.text);
  expect(pushed.body.toString('latin1')).not.toContain('arriving');
  expect(() => new PushReceiver().open(pushed.body)).toThrow();
  expect(pushed.headers).toMatchObject({ ttl: '600', urgency: 'high', topic: message.topic });
  expect(pushed.headers['content-encoding']).toBe('aes128gcm');
  expect(vapidClaims(pushed, wire.publicKey)).toMatchObject({ aud: service.origin, sub: contact });
});

it.each([
  [201, 'taken'],
  [404, 'gone'],
  [410, 'gone'],
  [429, 'later'],
  [503, 'later'],
  [413, 'refused'],
  [307, 'refused'],
] as const)('what %i means: %s', async (status, outcome) => {
  service.answerNext(status);
  expect(await openWebPush({ keys, contact, allowLoopback: true }).send(target(new PushReceiver()), message)).toBe(outcome); // prettier-ignore
  await service.next();
});

it('a service that is not there is asked later', async () => {
  const gone = await openPushService();
  await gone.close();
  const wire = openWebPush({ keys, contact, allowLoopback: true });
  expect(await wire.send(target(new PushReceiver(), `${gone.origin}/x`), message)).toBe('later');
});

it('nothing of the own network is asked on a real server', async () => {
  const wire = openWebPush({ keys, contact, allowLoopback: false });
  expect(await wire.send(target(new PushReceiver()), message)).toBe('refused');
  expect(service.taken).toEqual([]);
});
