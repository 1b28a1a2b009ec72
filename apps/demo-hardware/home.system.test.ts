import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { testHome, type TestHome } from './testing/home.ts';

let home: TestHome | undefined;
const open = async (...args: Parameters<typeof testHome>) => (home = await testHome(...args));
afterEach(async () => {
  await home?.stop();
  home = undefined;
});

/** A process that is dead but not yet collected by its new parent runs no more. */
const isAlive = (pid: number) => {
  try {
    const [, state] = /\) (\w) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return state !== 'Z';
  } catch {
    return false;
  }
};
const gone = (pid: number) =>
  new Promise<void>((done) => {
    const look = () => (isAlive(pid) ? setTimeout(look, 20) : done());
    look();
  });

/** The stand-in hub tells its own and its child's process id as its phase. */
const pids = (phase: string | undefined) => (phase ?? '').split('-').map(Number);

describe('the hub’s plug', () => {
  it('starts a hub that finds its line, its clock and its display', async () => {
    const { until } = await bound();
    const state = await until((s) => s.hub.belief !== undefined && s.links.pairing !== undefined);
    expect(state.hub).toMatchObject({ plugged: true, running: true, connected: true, indicator: true });
    expect(state.links.pairing).toBe('http://localhost:9500/home/#/pair/code');
    expect(state.hub.belief?.clock).toBe('unknown');
  });

  it('kills the hub and all that it started when pulled, and a hub that is plugged in again is another one', async () => {
    const { until, act } = await bound();
    const first = await until((s) => s.hub.belief !== undefined);
    const [hubPid = 0, childPid = 0] = pids(first.hub.belief?.doors[0]?.phase);
    act({ type: 'power', plugged: false });
    const dark = await until((s) => !s.hub.running);
    expect(dark.hub).toMatchObject({ plugged: false, connected: false, indicator: false });
    expect(dark.hub.belief).toBeUndefined();
    await Promise.all([gone(hubPid), gone(childPid)]);
    act({ type: 'power', plugged: true });
    const second = await until((s) => s.hub.belief !== undefined);
    expect(pids(second.hub.belief?.doors[0]?.phase)[0]).not.toBe(hubPid);
  });

  it('leaves nothing running when the home ends', async () => {
    const { until } = await bound();
    const state = await until((s) => s.hub.belief !== undefined);
    await home?.stop();
    home = undefined;
    await Promise.all(pids(state.hub.belief?.doors[0]?.phase).map(gone));
  });

  it('P12: stops the clock, unless somebody has fitted a cell', async () => {
    const { until, act } = await bound();
    await until((s) => s.hub.connected);
    act({ type: 'hub-button', heldMs: 100 });
    expect((await until((s) => !s.clock.lostPower)).clock.unixS).toBeGreaterThanOrEqual(1_800_000_000);
    act({ type: 'clock-cell', present: true });
    act({ type: 'power', plugged: false });
    expect((await until((s) => !s.hub.running)).clock).toMatchObject({ lostPower: false, hasCell: true });
    act({ type: 'clock-cell', present: false });
    act({ type: 'power', plugged: true });
    await until((s) => s.hub.connected);
    act({ type: 'power', plugged: false });
    expect((await until((s) => !s.hub.running)).clock).toMatchObject({ lostPower: true, unixS: 946_684_800 });
  });

  it('answers no line without the token of this life, and none to a browser', async () => {
    const { until } = await bound();
    await until((s) => s.hub.connected);
    const refused = (headers: Record<string, string>) =>
      new Promise<number | undefined>((done) => {
        const line = new WebSocket(`ws://127.0.0.1:${home?.running.hardwarePort ?? 0}/hardware`, { headers });
        line.on('unexpected-response', (_, response) => done(response.statusCode));
        line.on('open', () => done(101));
        line.on('error', () => {});
      });
    expect(await refused({})).toBe(401);
    expect(await refused({ authorization: 'Bearer guessed' })).toBe(401);
  });
});

describe('the doors', () => {
  it('move when the hub says so, report it, and arm their own timer', async () => {
    const { until, act } = await bound();
    await until((s) => s.hub.connected);
    act({ type: 'hub-button', heldMs: 100 });
    const state = await until((s) => s.doors[0]?.report?.bolt === 0 && s.doors[0].report.latch === 'held');
    expect(state.doors[0]).toMatchObject({ truth: { bolt: 0, cause: 'command' }, autoLock: { afterS: 5 } });
  });

  it('are pushed by scripts over HTTP, and a push at a locked door changes nothing', async () => {
    const { until, post } = await bound();
    expect((await post('/api/act', { type: 'hand', door: 1, act: { act: 'push' } })).status).toBe(204);
    expect((await until((s) => s.doors[0]?.truth.rattling === true)).doors[0]?.truth.leaf).toBe(0);
    await post('/api/act', { type: 'hand', door: 1, act: { act: 'handle' } });
    await until((s) => s.doors[0]?.truth.bolt === 0);
    await post('/api/act', { type: 'hand', door: 1, act: { act: 'push' } });
    expect((await until((s) => s.doors[0]?.truth.leaf === 100)).doors[0]?.report?.contact).toBe('open');
  });

  it('take no act of a shape that nobody knows', async () => {
    const { post } = await bound();
    for (const body of [{}, { type: 'hand', door: 1, act: { act: 'melt' } }, { type: 'power', plugged: 'no' }, []])
      expect((await post('/api/act', body)).status).toBe(422);
  });
});

describe('a home that was left', () => {
  it('is found again as it stood, its clock stopped', async () => {
    const first = await bound();
    first.act({ type: 'hand', door: 1, act: { act: 'handle' } });
    await first.until((s) => s.doors[0]?.truth.bolt === 0);
    first.act({ type: 'hand', door: 1, act: { act: 'swing', to: 40 } });
    first.act({ type: 'fault', door: 2, faults: { misaligned: true } });
    await first.until((s) => s.doors[0]?.truth.leaf === 40);
    const { data } = first.home;
    await first.home.stop(true);
    const again = await bound(undefined, data);
    const state = await again.until(() => true);
    expect(state.doors[0]).toMatchObject({ truth: { bolt: 0, leaf: 40 }, report: { bolt: 0, contact: 'open' } });
    expect(state.doors[1]?.faults.misaligned).toBe(true);
    expect(state.clock.lostPower).toBe(true);
  });
});

describe('who may reach the door’s side', () => {
  it('only its own page and scripts write, and only under a name of this machine', async () => {
    const { post, port } = await bound();
    const push = { type: 'hand', door: 1, act: { act: 'push' } };
    expect((await post('/api/act', push, { origin: 'http://localhost:8400' })).status).toBe(403);
    expect((await post('/api/act', push, { origin: 'http://evil.test' })).status).toBe(403);
    expect((await post('/api/act', push, { origin: `http://localhost:${port}` })).status).toBe(204);
    expect(await statusWithHost(port, `evil.test:${port}`)).toBe(421);
    expect(await statusWithHost(port, `localhost:${port}`)).toBe(200);
  });

  it('opens its socket to no other page', async () => {
    const { port } = await bound();
    const opened = (origin: string) =>
      new Promise<boolean>((done) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/view`, { origin });
        socket.on('open', () => {
          socket.terminate();
          done(true);
        });
        socket.on('error', () => done(false));
      });
    expect(await opened('http://evil.test')).toBe(false);
    expect(await opened(`http://localhost:${port}`)).toBe(true);
  });

  it('has nothing under a path it does not know, however it is written', async () => {
    const { door } = await bound();
    for (const path of [
      '/nothing',
      '/assets/',
      '/assets/../package.json',
      '/assets/%2e%2e%2fpackage.json',
      '/door/x',
      '/publish',
    ])
      expect((await fetch(door + path)).status).toBe(404);
  });
});

const statusWithHost = (port: number, host: string) =>
  new Promise<number | undefined>((done) => {
    request({ host: '127.0.0.1', port, path: '/api/state', headers: { host } }, (response) => {
      response.resume();
      done(response.statusCode);
    }).end();
  });

const bound = async (...args: Parameters<typeof testHome>) => {
  const here = await open(...args);
  return {
    home: here,
    port: here.running.hardwarePort,
    door: here.door,
    until: (holds: Parameters<TestHome['until']>[0]) => here.until(holds),
    act: (act: Parameters<TestHome['act']>[0]) => here.act(act),
    post: (path: string, body: unknown, headers?: Record<string, string>) => here.post(path, body, headers),
  };
};
