import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { id } from '../../packages/server/src/store/testing/samples.ts';
import { HUBS, visitAfter } from '../world/endless-writer.ts';
import { bundleKeeper, newDatabaseFolder, startKeeper, type Keeper } from '../world/keeper.ts';
import { killAll, processesAbout } from '../world/processes.ts';
import { until } from '../world/until.ts';

/** Each kind of death in turn; every one while four writers are in the middle of their transactions. */
const victims = ['server', 'PostgreSQL', 'guard', 'all', 'a backend'] as const;
type Victim = (typeof victims)[number];
const ROUNDS = 52;

const folder = newDatabaseFolder();
let bundle: Awaited<ReturnType<typeof bundleKeeper>>;
beforeAll(async () => {
  bundle = await bundleKeeper();
});
afterAll(async () => {
  killAll(processesAbout(folder).map((p) => p.pid));
  await bundle.remove();
  await rm(folder, { recursive: true, force: true });
});

/** In one statement: as it is at one moment. */
const COUNT = `select coalesce(max(seq), 0)::int as seq, count(*)::int as count, (select visit_id from under_way where hub_id = $1) as visit
  from receipts where hub_id = $1`;

const ask = async <R extends pg.QueryResultRow>(url: string, text: string, values: readonly string[] = []) => {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(text, [...values])).rows;
  } finally {
    await client.end();
  }
};

const parts = (keeper: Keeper) => {
  const all = processesAbout(folder);
  const postmaster = all.find((p) => p.command.includes('bin/postgres') && !p.command.startsWith('/bin/sh'));
  const pids = {
    server: [keeper.pid],
    PostgreSQL: all.filter((p) => p.pid === postmaster?.pid).map((p) => p.pid),
    guard: all.filter((p) => p.command.startsWith('/bin/sh')).map((p) => p.pid),
    'a backend': all.filter((p) => p.command.startsWith('postgres: latchkey')).slice(0, 1).map((p) => p.pid), // prettier-ignore
    all: all.map((p) => p.pid),
  };
  return pids;
};

/** The highest sequence number each hub was told is durable. */
const noteAcknowledged = (keeper: Keeper, highest: Map<number, number>) => {
  for (const { acknowledged } of keeper.lines) {
    if (acknowledged !== undefined)
      highest.set(acknowledged[0], Math.max(highest.get(acknowledged[0]) ?? 0, acknowledged[1]));
  }
};

const acknowledgedBy = (keeper: Keeper) => keeper.lines.filter((l) => l.acknowledged !== undefined).length;

const kill = async (keeper: Keeper, victim: Victim): Promise<boolean> => {
  const before = acknowledgedBy(keeper);
  await until('writes under way', () => acknowledgedBy(keeper) > before + 8);
  const pids = await until(`${victim} to be there`, () => {
    const found = parts(keeper)[victim];
    return found.length > 0 ? found : undefined;
  });
  killAll(pids);
  return victim === 'server' || victim === 'all';
};

it(`no acknowledged write is lost, none is there twice and none is missing in between, nor without the note of its visit, over ${ROUNDS} kills`, async () => {
  const highest = new Map<number, number>();
  let keeper = startKeeper(bundle.file, folder, 'write');
  await keeper.ready();
  for (let round = 0; round < ROUNDS; round += 1) {
    const victim = victims[round % victims.length] ?? 'all';
    const serverDied = await kill(keeper, victim);
    if (serverDied) {
      await keeper.ended;
      noteAcknowledged(keeper, highest);
      keeper = startKeeper(bundle.file, folder, 'write');
    }
    const { url } = await keeper.ready();
    noteAcknowledged(keeper, highest);
    for (const hub of HUBS) {
      const acknowledged = highest.get(hub) ?? 0;
      const rows = await until(`the database to answer after killing ${victim}`, () => {
        if (keeper.child.exitCode !== null)
          throw new TypeError(`the server ended after killing ${victim}: ${keeper.complaint()}`);
        return ask<{ seq: number; count: number; visit: string | null }>(url, COUNT, [id('hub', hub)]).catch(
          () => undefined,
        );
      });
      const [row] = rows;
      expect(row?.seq, `after killing ${victim}, round ${round}, hub ${hub}`).toBeGreaterThanOrEqual(acknowledged);
      expect(row?.count).toBe(row?.seq);
      expect(row?.visit ?? undefined, 'the note says what the receipts say').toBe(visitAfter(row?.seq ?? 0));
    }
    noteAcknowledged(keeper, highest);
  }
  keeper.child.stdin?.end();
  expect(await keeper.ended).toBe(0);
  expect(processesAbout(folder)).toEqual([]);
  console.info(`${ROUNDS} kills, ${[...highest.values()].reduce((a, b) => a + b, 0)} acknowledged writes, all there`);
}, 400_000);
