import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announce, shipmentOf, type Dispatch } from '../world/carrier.ts';
import type { DemoHome } from '../world/home.ts';
import { openServedHome, type ServedHome } from '../world/household.ts';
import type { Member } from '../world/member.ts';
import { until } from '../world/until.ts';
import { root, type World } from '../world/world.ts';

/** The program that people start, with another dispatch than its own: it only knows what is assigned to its device. */
describe('the robot courier', () => {
  let served: ServedHome;
  let world: World;
  let home: DemoHome;
  let member: Member;
  let dispatch: Dispatch;
  let robot: ChildProcess;
  let printed = '';

  beforeAll(async () => {
    served = await openServedHome();
    ({ world, home, member, dispatch } = served);
    robot = spawn(process.execPath, ['scripts/demo-visit.js', '--robot', '--fast', '--lang', 'en'], {
      cwd: root,
      env: world.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    robot.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    robot.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  });
  afterAll(async () => {
    if (robot.exitCode === null && robot.signalCode === null) {
      robot.kill('SIGTERM');
      await once(robot, 'exit');
    }
    await served.stop();
  });

  const assignOne = async (courierId: string): Promise<{ visitId: string }> => {
    const { shipmentId, trackingNumber } = await announce(dispatch, member.handle);
    const carrier = { signingKey: dispatch.signingKey, sealingKey: dispatch.sealingKey };
    const { visitId } = await member.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier });
    await dispatch.carrier.assign(await shipmentOf(dispatch, shipmentId), courierId);
    return { visitId };
  };

  const eventsOf = async (visitId: string) =>
    (await member.receipts())
      .filter(({ claims }) => Buffer.from(claims.visitId ?? []).toString('base64url') === visitId)
      .map(({ claims }) => claims.event as string);

  it('is taken on by its code, serves what is assigned to it, one after the other, and goes on waiting', async () => {
    const code = await until('the link by which it is taken on', () => /\/console\/#\/enrol\/(\S+)/.exec(printed)?.[1]);
    const { courierId } = await dispatch.carrier.takeOn(code);
    for (const round of [1, 2]) {
      const { visitId } = await assignOne(courierId);
      await until(
        `round ${round} to end with a locked door`,
        async () => (await eventsOf(visitId)).includes('complete'),
        150_000,
      );
      const events = await eventsOf(visitId);
      expect(events.filter((event) => event === 'unlock-intended')).toHaveLength(1);
      expect(events.indexOf('door-opened')).toBeGreaterThan(events.indexOf('recording-started'));
      expect((await home.truth()).bolt).toBe(100);
    }
    expect(robot.exitCode).toBeNull();
  });
});
