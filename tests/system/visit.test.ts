import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announce, shipmentOf, stopOf, untilEvent, type Dispatch } from '../world/carrier.ts';
import type { DemoHome } from '../world/home.ts';
import { openServedHome, type ServedHome } from '../world/household.ts';
import { listeningBelow, strangeSocketsBelow } from '../world/listening.ts';
import type { Member } from '../world/member.ts';
import { visitsUnderWay } from '../world/server-store.ts';
import { until } from '../world/until.ts';
import type { World } from '../world/world.ts';

const onLoopback = /^tcp (?:127\.0\.0\.1|\[::1\]):(\d+)$/;

/** Real processes: launcher, server on its PostgreSQL, hub, demo hardware with its camera. */
describe('a visit through all processes', () => {
  let served: ServedHome;
  let world: World;
  let home: DemoHome;
  let member: Member;
  let dispatch: Dispatch;
  const ended = new AbortController();

  beforeAll(async () => {
    served = await openServedHome();
    ({ world, home, member, dispatch } = served);
    member.keepTime(world.server, ended.signal).catch(() => undefined);
  });
  afterAll(() => {
    ended.abort();
    return served.stop();
  });

  const granted = async () => {
    const { shipmentId, trackingNumber } = await announce(dispatch, member.handle);
    const carrier = { signingKey: dispatch.signingKey, sealingKey: dispatch.sealingKey };
    const { visitId } = await member.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier });
    const shipment = await shipmentOf(dispatch, shipmentId);
    await dispatch.carrier.assign(shipment, dispatch.courier.courierId);
    return { visitId, trackingNumber, stop: await stopOf(dispatch, visitId) };
  };

  it('P1, P5, P6, P9: opens once for the parcel, records before it opens, locks behind the courier, and every step verifies', async () => {
    const { visitId, stop, trackingNumber } = await granted();
    expect((await member.state()).doors[0]?.bolt).toBe(1);
    const knocked = await until('the door to be ready', async () => {
      const answer = await dispatch.device.knock(stop, { door: 1, trackingNumbers: [trackingNumber] });
      // The camera's pre-roll fills for five seconds after arming; until then the hub says so and nothing is used up.
      return answer.outcome === 'refused' && answer.refusal.reason.startsWith('camera') ? undefined : answer;
    });
    expect(knocked).toEqual({ outcome: 'allowed' });
    await home.untilBolt(0);
    await home.push();
    await untilEvent(dispatch, stop, 'door-opened');
    expect(await visitsUnderWay(world.data), 'kept in one with the receipts that say so').toEqual([visitId]);
    await home.pull();
    const events = await untilEvent(dispatch, stop, 'complete');
    expect(await visitsUnderWay(world.data)).toEqual([]);
    expect((await home.truth()).bolt).toBe(100);
    const order = [
      'armed',
      'asked',
      'recording-started',
      'unlock-intended',
      'unlocked',
      'door-opened',
      'door-closed',
      'locked',
      'complete',
    ];
    // An ask that came before the pre-roll was full stands there twice.
    expect([...new Set(events)].filter((event) => order.includes(event))).toEqual(order);
    const receipts = await member.receipts();
    expect(receipts.filter((r) => r.claims.event === 'unlock-intended')).toHaveLength(1);
    const again = await dispatch.device.knock(stop, { door: 1, trackingNumbers: [trackingNumber] });
    expect(again).toMatchObject({ outcome: 'refused', refusal: { reason: 'used-up' } });
  });

  it('refuses another parcel, says which, and stays locked', async () => {
    const { stop } = await granted();
    const knocked = await dispatch.device.knock(stop, { door: 1, trackingNumbers: ['LK99999999999XX'] });
    expect(knocked).toMatchObject({
      outcome: 'refused',
      refusal: { reason: 'parcel-not-granted', trackingNumber: 'LK99999999999XX' },
    });
    expect((await home.truth()).bolt).toBe(100);
  });

  it('P3: a block is confirmed by the door itself, and then nothing opens', async () => {
    const { stop, visitId, trackingNumber } = await granted();
    const hash = await member.block(visitId);
    await until('the hub’s receipt for this very block', async () =>
      (await member.receipts()).find((r) => Buffer.compare(r.claims.answers ?? new Uint8Array(0), hash) === 0),
    );
    const knocked = await dispatch.device.knock(stop, { door: 1, trackingNumbers: [trackingNumber] });
    expect(knocked).toMatchObject({ outcome: 'refused', refusal: { reason: 'blocked' } });
    expect((await home.truth()).bolt).toBe(100);
  });

  it('P9: the hub itself finds its receipts in the public log, and remembers the tree', async () => {
    const named = /"t":"public-log","at":"[^"]+","log":"([^"]+)"/;
    const tree = await until('a tree in the hub’s journal', async () => {
      const journal = await readFile(join(world.data, 'hub/journal'), 'latin1');
      return named.exec(journal)?.[1];
    });
    const { log } = (await (await fetch(`${world.server}/api/log/key`)).json()) as { log: string };
    expect(tree).toBe(log);
    expect((await member.receipts()).filter((r) => r.claims.event === 'log-doubted')).toEqual([]);
  });

  it('listens on its own ports of this machine and nowhere else, and another hole in the wall would be seen', async () => {
    const named = [world.server, world.carrier, world.door, world.atHome].map((at) => new URL(at).port);
    const ports = listeningBelow(world.pids.launcher).map((at) => onLoopback.exec(at)?.[1] ?? at);
    const others = [...new Set(ports)].filter(
      (port) => ![...named, world.env['CAMERA_PORT'], world.env['WITNESS_PORT']].includes(port),
    );
    expect(ports).toEqual(expect.arrayContaining(named));
    expect(others, 'the demo’s router, between the hub and its server').toEqual([expect.stringMatching(/^\d+$/)]);
    const hole = createServer().listen(0, '0.0.0.0');
    await once(hole, 'listening');
    const { port } = hole.address() as AddressInfo;
    expect(listeningBelow(process.pid)).toContain(`tcp 0.0.0.0:${port}`);
    hole.close();
  });

  it('speaks TCP and UDP and to this machine, and by no radio: a socket of another kind would be seen', async () => {
    await until('no socket that is being opened or closed', () => Promise.resolve(strangeSocketsBelow(world.pids.launcher).length === 0)); // prettier-ignore
    // NETLINK stands in for BLUETOOTH, which few machines that test have.
    const stranger = spawn('perl', ['-e', 'socket(my $s, 16, 3, 0) or die $!; $| = 1; print "open\\n"; <STDIN>'], { stdio: ['pipe', 'pipe', 'inherit'] }); // prettier-ignore
    await once(stranger.stdout, 'data');
    expect(strangeSocketsBelow(stranger.pid ?? 0)).toHaveLength(1);
    stranger.stdin.end();
  });

  it('P10, P12: after the plug was pulled visitors wait for a member’s word, and members do not', async () => {
    const { stop, trackingNumber } = await granted();
    served.leave();
    await home.act({ type: 'power', plugged: false });
    await home.act({ type: 'power', plugged: true });
    const knocked = await until('the hub to answer again', async () => {
      const answer = await dispatch.device.knock(stop, { door: 1, trackingNumbers: [trackingNumber] });
      return answer.outcome === 'refused' ? answer.refusal.reason : undefined;
    });
    expect(['not-resumed', 'time-unknown']).toContain(knocked);
    expect((await home.truth()).bolt).toBe(100);
    expect(await member.openDoor()).toMatchObject({ ok: true });
    await home.untilBolt(0);
  });
});
