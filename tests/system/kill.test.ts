import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProblem, routes } from '@latchkey/contract';
import { signBlock, TARGET, toBase64url } from '@latchkey/protocol';
import { newTrackingNumber, openDispatch, type Dispatch } from '../world/carrier.ts';
import { pairedWith } from '../world/household.ts';
import { primitives, type Member } from '../world/member.ts';
import { freePorts } from '../world/ports.ts';
import { databaseFolder } from '../world/postgres.ts';
import { isAlive, killAll, processesAbout, running } from '../world/processes.ts';
import { until } from '../world/until.ts';
import { root, startAgain, startFromNothing, type World } from '../world/world.ts';

/** The launcher gives a program up that dies five times in a minute; *all* starts it anew and so ends each turn. */
const turn = ['server', 'PostgreSQL', 'hub', 'server and PostgreSQL', 'hub', 'PostgreSQL', 'hardware', 'all'] as const;
type Victim = (typeof turn)[number];
const ROUNDS = 7 * turn.length;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const unavailable = (problem: unknown): undefined => {
  if (problem instanceof ApiProblem && problem.problem.status >= 500) return undefined;
  throw problem;
};

/** Sends the same request under the same key until it is answered; what is answered is acknowledged. */
const untilAnswered = async <A>(what: string, send: (idempotencyKey: string) => Promise<A>): Promise<A> => {
  const key = toBase64url(randomBytes(16));
  return until(what, () => send(key).catch(unavailable));
};

describe('death', () => {
  let world: World;
  let member: Member;
  let dispatch: Dispatch;
  const acknowledged = { shipments: new Set<string>(), blocks: new Set<string>() };
  /** Sequence number → hash of every receipt that verified so far. */
  const told = new Map<number, string>();
  const ours = () => processesAbout(world.data, databaseFolder(world.data));

  beforeAll(async () => {
    world = await startFromNothing({ LATCHKEY_RATE_FACTOR: '1000' });
    ({ member } = await pairedWith(world));
    dispatch = await openDispatch(world.server, world.carrier, world.data);
  });
  afterAll(async () => {
    await world.stop();
  });

  const announce = async () => {
    const fromS = Math.floor(Date.now() / 1000);
    const body = {
      handle: member.handle,
      window: { fromS, toS: fromS + 7200 },
      trackingNumbers: [newTrackingNumber()],
      sealedLabel: toBase64url(randomBytes(120)),
    };
    const { shipmentId } = await untilAnswered('a shipment to be announced', (idempotencyKey) =>
      dispatch.carrier.session.signedIn((call) => call(routes.newShipment, { body, idempotencyKey })),
    );
    acknowledged.shipments.add(shipmentId);
  };

  const block = async () => {
    const block = await signBlock(primitives, member.signer, {
      iat: Math.floor(Date.now() / 1000),
      cti: new Uint8Array(randomBytes(16)),
      hubId: member.hub.hubId,
      target: { type: TARGET.visit, id: new Uint8Array(randomBytes(16)) },
    });
    const body = { hubId: toBase64url(member.hub.hubId), block: toBase64url(block.bytes) };
    await untilAnswered('a block to be kept', (idempotencyKey) => member.client(routes.newBlock, { body, idempotencyKey })); // prettier-ignore
    acknowledged.blocks.add(hex(block.hash));
  };

  const pidsOf = (victim: Victim): number[] => {
    const all = ours();
    const server = running(all, 'dist/node/server.js');
    const postgres = running(all, '/bin/postgres -D');
    switch (victim) {
      case 'server':
        return server;
      case 'PostgreSQL':
        return postgres;
      case 'server and PostgreSQL':
        return server.length > 0 && postgres.length > 0 ? [...server, ...postgres] : [];
      case 'hub':
        return running(all, 'dist/node/hub.js');
      case 'hardware':
        return running(all, 'dist/node/demo-hardware.js');
      case 'all':
        return all.map((p) => p.pid);
    }
  };

  const kill = async (victim: Victim) => {
    const pids = await until(`${victim} to be there`, () => {
      const found = pidsOf(victim);
      return found.length > 0 ? found : undefined;
    });
    killAll(pids);
    if (victim === 'all') world = await startAgain(world);
  };

  const checkReceipts = async () => {
    const receipts = await until('the receipts', () => member.receipts().catch(unavailable));
    const now = new Map(receipts.map((r) => [r.claims.seq, hex(r.hash)]));
    for (const [seq, hash] of told) expect(now.get(seq), `receipt ${seq}`).toBe(hash);
    for (const [seq, hash] of now) told.set(seq, hash);
    return receipts;
  };

  it(`takes nothing that was acknowledged, ${ROUNDS} times`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const victim = turn[round % turn.length] ?? 'all';
      const writes = [announce(), block(), announce()];
      await kill(victim);
      await Promise.all(writes);
      const kept = await until('the shipments', () => dispatch.carrier.shipments().catch(unavailable));
      const ids = new Set(kept.map((s) => s.shipmentId));
      for (const id of acknowledged.shipments) expect(ids.has(id), `shipment ${id} after killing ${victim}, round ${round}`).toBe(true); // prettier-ignore
      expect(ids.size).toBe(acknowledged.shipments.size);
      await until(`the hub to answer after killing ${victim}`, () => member.state().catch(unavailable));
      await checkReceipts();
    }
    await until('every acknowledged block to be confirmed by the door', async () => {
      const confirmed = new Set((await checkReceipts()).map((r) => hex(r.claims.answers ?? new Uint8Array(0))));
      return [...acknowledged.blocks].every((hash) => confirmed.has(hash));
    });
    console.info(`${ROUNDS} kills: ${acknowledged.shipments.size} shipments, ${acknowledged.blocks.size} blocks, ${told.size} receipts, all there`); // prettier-ignore
  }, 900_000);

  const alone = async (file: string, more: NodeJS.ProcessEnv = {}) => {
    const child = spawn(process.execPath, [file], { cwd: root, env: { ...world.env, ...more }, stdio: ['pipe', 'ignore', 'pipe'] }); // prettier-ignore
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { code, said };
  };

  it('has no room for a second server or a second launcher on the same folder', async () => {
    const [PORT = 0, HARDWARE_PORT = 0, CARRIER_PORT = 0, CAMERA_PORT = 0, LAN_PORT = 0, WITNESS_PORT = 0] =
      await freePorts(6);
    const elsewhere = Object.fromEntries(Object.entries({ PORT, HARDWARE_PORT, CARRIER_PORT, CAMERA_PORT, LAN_PORT, WITNESS_PORT }).map(([k, v]) => [k, String(v)])); // prettier-ignore
    const server = await alone('dist/node/server.js', elsewhere);
    expect(server.code).toBe(2);
    expect(server.said).toMatch(/^Another Latchkey server \(process \d+\) already uses the data folder .*\n$/);
    const launcher = await alone('scripts/start.js', elsewhere);
    expect(launcher.code).toBe(2);
    expect(launcher.said).toMatch(/^Latchkey already runs with this data folder \(process \d+, .*\n$/);
    const taken = await alone('scripts/start.js', { LATCHKEY_DATA: `${world.data}-other` });
    expect(taken.code).toBe(2);
    expect(taken.said).toContain(`Port ${world.env['PORT'] ?? ''}, wanted for the server, is already in use.`);
    await member.state();
  });

  it('of the launcher alone ends everything it started', async () => {
    process.kill(world.pids.launcher, 'SIGKILL');
    await until('every process to end', () => ours().length === 0);
    world = await startAgain(world);
    await until('the hub to answer', () => member.state().catch(unavailable));
  });

  it('by Ctrl-C is complete: nothing is left running', async () => {
    process.kill(world.pids.launcher, 'SIGINT');
    await until('the launcher to end', () => !isAlive(world.pids.launcher));
    // A server that was too slow was ended by force: its database ends behind it.
    await until('nothing of it to run', () => Promise.resolve(ours().length === 0));
  });
});
