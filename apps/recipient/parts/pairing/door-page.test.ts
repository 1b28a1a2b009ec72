import { routes, type Route } from '@latchkey/contract';
import type { Client } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { readDoorPage } from './door-page.ts';

const origin = 'https://here.example';
const answering = (...given: readonly (readonly [Route, unknown])[]) => {
  const answers = new Map(given);
  const asked: Route[] = [];
  const client = ((route: Route) => {
    asked.push(route);
    return answers.has(route) ? Promise.resolve(answers.get(route)) : Promise.reject(new Error('not found'));
  }) as Client;
  return { client, asked };
};

test('the demo’s server says where its hardware is; another one leads to its own address', async () => {
  const server = [routes.readPlace as Route, { at: 'server' }] as const;
  const demo = answering(server, [routes.readDemo, { hardwareUrl: 'http://localhost:8401' }]);
  expect(await readDoorPage(demo.client, origin)).toBe('http://localhost:8401/door/');
  expect(await readDoorPage(answering(server).client, origin)).toBe(`${origin}/door`);
});

test('a hub that serves the app is not asked for what only a demo’s server has', async () => {
  const { client, asked } = answering([routes.readPlace, { at: 'hub' }]);
  expect(await readDoorPage(client, origin)).toBe(`${origin}/door`);
  expect(asked).toEqual([routes.readPlace]);
});
