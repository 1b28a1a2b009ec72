import { createServer, connect, type Socket } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Router } from './router.ts';

const open: { router?: Router; server?: Server; sockets: Socket[] } = { sockets: [] };
afterEach(async () => {
  for (const socket of open.sockets.splice(0)) socket.destroy();
  await open.router?.close();
  await new Promise<void>((done) => {
    if (open.server === undefined) done();
    else open.server.close(() => done());
  });
});

/** An echo behind a router, and one caller in front of it. */
const setUp = async () => {
  const server = (open.server = createServer((socket) => {
    open.sockets.push(socket);
    socket.on('error', () => {});
    socket.pipe(socket);
  }));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const router = (open.router = new Router({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }));
  const port = await router.open();
  const call = async () => {
    const caller = connect(port, '127.0.0.1');
    open.sockets.push(caller);
    caller.on('error', () => {});
    await new Promise<void>((done) => caller.once('connect', () => done()));
    return caller;
  };
  return { router, call };
};

const next = (socket: Socket) =>
  new Promise<string>((done) => socket.once('data', (bytes: Buffer) => done(bytes.toString())));
const ended = (socket: Socket) => new Promise<void>((done) => socket.once('close', () => done()));

describe('the home’s router', () => {
  it('carries bytes both ways', async () => {
    const { call } = await setUp();
    const caller = await call();
    caller.write('hello');
    expect(await next(caller)).toBe('hello');
  });

  it('cut, it is silent instead of refusing, and what waited arrives when the line is back', async () => {
    const { router, call } = await setUp();
    const caller = await call();
    caller.write('one');
    await next(caller);
    router.setLine('cut');
    let heard = false;
    caller.on('data', () => (heard = true));
    caller.write('two');
    const late = await call();
    late.write('three');
    const other = await setUpTurn();
    expect(other).toBe('turned');
    expect(heard).toBe(false);
    const answers = Promise.all([next(caller), next(late)]);
    router.setLine('up');
    expect(await answers).toEqual(['two', 'three']);
  });

  it('ends both halves when one ends', async () => {
    const { call } = await setUp();
    const caller = await call();
    caller.write('x');
    await next(caller);
    const far = open.sockets.find((s) => s !== caller && !s.destroyed);
    if (far === undefined) throw new Error('no far side');
    const both = ended(caller);
    far.destroy();
    await both;
  });
});

/** A full round trip past the router: time in which a leaking router would have delivered. */
const setUpTurn = async () => {
  const server = createServer((socket) => socket.end('turned'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const said = await next(socket);
  socket.destroy();
  server.close();
  return said;
};
