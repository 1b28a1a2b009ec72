import { ApiProblem, routes, type ProblemCode } from '@latchkey/contract';
import { portablePrimitives } from '@latchkey/keys';
import { toBase64url } from '@latchkey/protocol';
import { memoryShelf, type Client } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { createCalendarAddress } from './address.ts';

/** A server that keeps one address, as far as this device sees it; `refuses` answers everything with that code. */
const server = () => {
  let feed: { tokenHash: string; language: 'en' | 'de'; createdMs: number; lastReadMs?: number } | undefined;
  let refuses: ProblemCode | undefined;
  const said: string[] = [];
  const client = ((route: { path: string; method: string }, { body }: { body?: { tokenHash: string } }) => {
    said.push(JSON.stringify([route.method, route.path, body]));
    if (refuses !== undefined)
      return Promise.reject(
        new ApiProblem({ type: 'about:blank', title: 'x', status: 503, detail: 'x', code: refuses }),
      );
    if (route.method === routes.newFeed.method && body !== undefined)
      feed = { tokenHash: body.tokenHash, language: 'en', createdMs: 7 };
    if (route.method === routes.endFeed.method) feed = undefined;
    return Promise.resolve(route.method === 'GET' ? (feed === undefined ? {} : { feed }) : { createdMs: 7 });
  }) as Client;
  return { client, said, refuse: (code: ProblemCode | undefined) => (refuses = code) };
};

const device = (client: Client, shelf = memoryShelf()) => {
  let n = 0;
  const randomBytes = (size: number) => new Uint8Array(size).fill(++n);
  return createCalendarAddress({ client, shelf, primitives: portablePrimitives, randomBytes });
};
const tokenOf = (n: number) => toBase64url(new Uint8Array(32).fill(n));

test('the token is made here and the server hears its hash alone', async () => {
  const { client, said } = server();
  const address = device(client);
  await address.look();
  expect(address.state.get()).toEqual({ kind: 'none' });
  await address.make('de');
  expect(address.state.get()).toEqual({
    kind: 'there',
    path: `/api/calendar/${tokenOf(1)}/visits.ics`,
    createdMs: 7,
    lastReadMs: undefined,
  });
  expect(said.join('')).not.toContain(tokenOf(1));
});

test('it is known after a reload, and on no other device', async () => {
  const { client } = server();
  const shelf = memoryShelf();
  await device(client, shelf).make('en');
  const again = device(client, shelf);
  await again.look();
  expect(again.state.get()).toMatchObject({ path: `/api/calendar/${tokenOf(1)}/visits.ics` });
  const other = device(client);
  await other.look();
  expect(other.state.get()).toEqual({ kind: 'there', createdMs: 7, lastReadMs: undefined });
});

test('an address that another device replaced is not shown as if it still led somewhere', async () => {
  const { client } = server();
  const shelf = memoryShelf();
  await device(client, shelf).make('en');
  const later = createCalendarAddress({
    client,
    shelf: memoryShelf(),
    primitives: portablePrimitives,
    randomBytes: (size) => new Uint8Array(size).fill(99),
  });
  await later.make('en');
  const first = device(client, shelf);
  await first.look();
  expect(first.state.get()).not.toHaveProperty('path');
});

test('it ends here, and with a device that leaves', async () => {
  const { client } = server();
  const address = device(client);
  await address.make('en');
  await address.end();
  expect(address.state.get()).toEqual({ kind: 'none' });
  await address.make('en');
  await address.leave();
  await address.look();
  expect(address.state.get()).toEqual({ kind: 'none' });
});

test('a server that refuses leaves what was there, and says why', async () => {
  const { client, refuse } = server();
  const address = device(client);
  await address.make('en');
  const before = address.state.get();
  refuse('unavailable');
  await address.end();
  expect(address.trouble.get()).toBe('unavailable');
  expect(address.state.get()).toEqual(before);
  refuse(undefined);
  await address.end();
  expect(address.trouble.get()).toBeUndefined();
});
