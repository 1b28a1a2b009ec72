import { ApiProblem, routes } from '@latchkey/contract';
import { memoryShelf, type Client } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { createNotices, type NoticeEnds, type Subscription } from './setting.ts';

const serverKey = 'B'.repeat(87);
const pushId = 'C'.repeat(22);

/** A browser with its push service and a server, both as far as the setting sees them. */
const scene = (change: Partial<NoticeEnds> = {}, refuses?: string) => {
  let permission: NotificationPermission = 'default';
  let current: Subscription | null = null;
  const asked: string[] = [];
  const client = ((route: { path: string; method: string }) => {
    asked.push(`${route.method} ${route.path}`);
    const why = { type: 'about:blank', title: 'x', status: 503, detail: 'x', code: 'unavailable' as const };
    if (route.path === refuses) return Promise.reject(new ApiProblem(why));
    return Promise.resolve(route.path === routes.readPushKey.path ? { publicKey: serverKey } : { pushId });
  }) as Client;
  const ends: NoticeEnds = {
    permission: () => permission,
    ask: () => Promise.resolve((permission = 'granted')),
    current: () => Promise.resolve(current),
    subscribe: () => {
      current = {
        endpoint: 'https://push.example.com/1',
        getKey: (name) => new ArrayBuffer(name === 'auth' ? 16 : 65),
        unsubscribe: () => {
          current = null;
          return Promise.resolve(true);
        },
      };
      return Promise.resolve(current);
    },
    ...change,
  };
  const shelf = memoryShelf();
  return { notices: createNotices(ends, client, shelf), asked, shelf, current: () => current };
};

test('nothing is asked of a person before they tap', async () => {
  const { notices, asked } = scene({ ask: () => Promise.reject(new Error('asked out of the blue')) });
  await notices.look();
  expect(notices.setting.get()).toBe('off');
  expect(asked).toEqual([]);
});

test('turned on, the server has it, and it is still on after the next look', async () => {
  const { notices, asked } = scene();
  await notices.turnOn();
  expect(notices.setting.get()).toBe('on');
  expect(asked).toEqual(['GET /api/home/push-key', 'POST /api/home/pushes']);
  await notices.look();
  expect(notices.setting.get()).toBe('on');
});

test('turned off, neither the browser nor the server has it', async () => {
  const { notices, asked, current, shelf } = scene();
  await notices.turnOn();
  await notices.turnOff();
  expect(notices.setting.get()).toBe('off');
  expect(current()).toBeNull();
  expect(asked.at(-1)).toBe('DELETE /api/home/pushes/:pushId');
  expect(await shelf.get('push')).toBeUndefined();
});

test('a person who says no, a service that is away, and a server that is away are three different things', async () => {
  const no = scene({ ask: () => Promise.resolve('denied') });
  await no.notices.turnOn();
  expect(no.notices.setting.get()).toBe('denied');
  const away = scene({ subscribe: () => Promise.reject(new Error('push service not available')) });
  await away.notices.turnOn();
  expect(away.notices.setting.get()).toBe('no-service');
  const lost = scene({}, '/api/home/pushes');
  await lost.notices.turnOn();
  expect(lost.notices.setting.get()).toBe('failed');
  expect(lost.current()).toBeNull();
});

test('a browser without any is said to have none', async () => {
  const notices = createNotices(undefined, () => Promise.reject(new Error('nobody asks')), memoryShelf());
  await notices.look();
  expect(notices.setting.get()).toBe('unsupported');
});
