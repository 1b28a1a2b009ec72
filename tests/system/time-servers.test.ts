import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TIME_SOURCE } from '@latchkey/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announce, openDispatch, shipmentOf, stopOf, type Dispatch } from '../world/carrier.ts';
import { makeAuthority } from '../world/certificates.ts';
import type { DemoHome } from '../world/home.ts';
import { pairedWith } from '../world/household.ts';
import type { Member } from '../world/member.ts';
import { chronyIsThere, startTimeServer, type TimeServer } from '../world/time-server.ts';
import { until } from '../world/until.ts';
import { startWorld, type World } from '../world/world.ts';

/** Debian's chrony, twice, on loopback addresses; no member's device ever says the time. Without the package this is not run. */
describe.skipIf(!chronyIsThere)('a hub whose chip lost its power, and two real time servers', () => {
  let folder: string;
  let servers: readonly TimeServer[];
  let lying: TimeServer;
  let world: World;
  let home: DemoHome;
  let member: Member;
  let dispatch: Dispatch;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-time-'));
    const authority = makeAuthority('Time for tests');
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, authority.cert);
    const [a, b] = [await startTimeServer(authority, '127.0.0.2'), await startTimeServer(authority, '127.0.0.3')];
    servers = [a, b];
    lying = b;
    await b.turn(3600);
    world = await startWorld({ TIME_SOURCES: `${a.named}, ${b.named}`, TIME_SOURCES_CA: ca });
    ({ home, member } = await pairedWith(world));
    dispatch = await openDispatch(world.server, world.carrier, world.data);
  });
  afterAll(async () => {
    await world.stop();
    for (const server of servers) await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const granted = async () => {
    const { shipmentId, trackingNumber } = await announce(dispatch, member.handle);
    const carrier = { signingKey: dispatch.signingKey, sealingKey: dispatch.sealingKey };
    const { visitId } = await member.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier });
    await dispatch.carrier.assign(await shipmentOf(dispatch, shipmentId), dispatch.courier.courierId);
    const stop = await stopOf(dispatch, visitId);
    return async () => {
      const answer = await dispatch.device.knock(stop, { door: 1, trackingNumbers: [trackingNumber] });
      return answer.outcome === 'refused' ? answer.refusal.reason : answer.outcome;
    };
  };
  const disagreed = async () =>
    (await readFile(join(world.data, 'logs/hardware.log'), 'utf8')).split('the time sources do not agree').length - 1;
  const restart = async () => {
    await home.act({ type: 'power', plugged: false });
    await home.act({ type: 'power', plugged: true });
    // The line of the life before may still be open: nobody answers there.
    const resumed = async () => {
      await member.resume();
      return (await member.state()).resumed;
    };
    await until('a member’s word for this start', () => resumed().catch(() => false));
  };
  const untilAsked = (before: number) => until('sources that disagree', async () => (await disagreed()) > before);

  it('P12: waits while one of them lies, learns the time from both, lets the visitor in, and waits again with one alone', async () => {
    const knock = await granted();
    await untilAsked(0);
    expect((await member.state()).timeSource).toBe(TIME_SOURCE.unknown);
    expect(await knock()).toBe('time-unknown');

    servers = [...servers, await lying.replace()];
    await restart();
    await until('the time of two sources', async () => (await member.state()).timeSource === TIME_SOURCE.nts);
    const nowS = Date.now() / 1000;
    expect(Math.abs(((await member.state()).iat ?? 0) - nowS)).toBeLessThan(3);
    await until('the visitor to be let in', async () => (await knock()) === 'allowed');
    await home.untilBolt(0);
    const receipts = (await member.receipts()).map(({ claims }) => claims);
    expect(receipts.find(({ event }) => event === 'time-set')?.detail).toMatchObject({ cause: 'two-sources' });
    expect(receipts.find(({ event }) => event === 'unlock-intended')?.timeSource).toBe(TIME_SOURCE.nts);

    await servers[0]?.stop();
    const before = await disagreed();
    await restart();
    await untilAsked(before);
    expect((await member.state()).timeSource).toBe(TIME_SOURCE.unknown);
    expect(await knock()).toBe('time-unknown');
    expect(await member.openDoor()).toMatchObject({ ok: true });
  });
});
