import { expect, it } from 'vitest';
import type { NextAnswer } from './answers.ts';
import { watchUpdates, type UpdateParts } from './updates.ts';

/** A browser's side of one app: workers are only names here, and events come when a test says so. */
const aBrowser = (answer: NextAnswer) => {
  const container = Object.assign(new EventTarget(), {
    controller: { name: 'own' } as unknown as ServiceWorker | null,
    register: () => Promise.resolve(registration),
  });
  const next = { postMessage: (said: unknown) => asked.push(said) } as unknown as ServiceWorker;
  const registration = Object.assign(new EventTarget(), { waiting: next, installing: null, update: () => Promise.resolve() }); // prettier-ignore
  const asked: unknown[] = [];
  const waits: { run: () => void; ms: number }[] = [];
  const updates = watchUpdates({
    container: container as unknown as NonNullable<UpdateParts['container']>,
    askAbout: () => Promise.resolve(answer),
    scope: '/home/',
    reload: () => asked.push('reload'),
    later: (run, ms) => {
      waits.push({ run, ms });
      return () => undefined;
    },
  });
  const takesOver = (worker: unknown) => {
    container.controller = worker as ServiceWorker;
    container.dispatchEvent(new Event('controllerchange'));
  };
  return { container, updates, asked, waits, next, takesOver };
};
/** Every answer is there at once: only the turns of promises pass. */
const settled = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

it('a released build is offered, and comes on a wish, here or in another tab', async () => {
  const { updates, asked, next, takesOver } = aBrowser('ready');
  await settled();
  expect(updates.news.get()).toBe('ready');
  takesOver(next);
  expect(updates.news.get()).toBe('ready');
  updates.use();
  takesOver(next);
  expect(asked).toEqual(['take-over', 'reload']);
});

it('a wish that the browser has not followed is said again', async () => {
  const { updates, asked, waits, next, takesOver } = aBrowser('ready');
  await settled();
  updates.use();
  waits.filter(({ ms }) => ms <= 2000).forEach(({ run }) => run());
  takesOver(next);
  expect(asked).toEqual(['take-over', 'take-over', 'reload']);
});

it.each(['not-signed', 'older', 'differs'] as const)(
  'one that is %s is told of, and never to take over',
  async (why) => {
    const { updates, asked } = aBrowser(why);
    await settled();
    expect(updates.news.get()).toBe(why);
    updates.use();
    expect(asked).toEqual([]);
  },
);

it('what cannot be asked about now is not offered, and whatever takes over unasked is told, for good', async () => {
  const { container, updates, takesOver } = aBrowser('unknown');
  await settled();
  expect(updates.news.get()).toBeUndefined();
  takesOver({ name: 'nobody’s' });
  expect(updates.news.get()).toBe('replaced');
  container.dispatchEvent(Object.assign(new Event('message'), { data: { notInstalled: 'differs' } }));
  expect(updates.news.get()).toBe('replaced');
});

it.each([
  ['SecurityError', true],
  ['TypeError', false],
])('a worker that is not kept for a %s says so: %s', async (name, distrusted) => {
  const container = Object.assign(new EventTarget(), {
    controller: null,
    register: () => Promise.reject(Object.assign(new Error('An SSL certificate error occurred'), { name })),
  });
  const updates = watchUpdates({
    container,
    askAbout: () => Promise.resolve('unknown'),
    scope: '/home/',
    reload: () => undefined,
    later: () => () => undefined,
  });
  await settled();
  expect(updates.distrusted.get()).toBe(distrusted);
});
