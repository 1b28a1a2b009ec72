import { setTimeout as pause } from 'node:timers/promises';
import { figure, quantile, type Bench, type Figure } from './figure.ts';
import { climbDown } from './ladder.ts';
import { listen } from './stage/listen.ts';
import { loadOf, type Blocker, type Rung, type Samples } from './stage/load.ts';
import { openFloor, openStage, type Floor, type Stage } from './stage/stage.ts';
import { prepareVisits } from './stage/visits.ts';

/**
 * Many homes at once: `LATCHKEY_BENCH_HUBS` hubs connected (1,000), knocked at `LATCHKEY_BENCH_KNOCKS` a second (200), each knock a visit of its own;
 * a home takes the next visit only when its last one has ended. Where that many are too many for the machine, fewer are tried, and it says so: the
 * figures are those of the most knocks a second at which every door opened.
 */
const setting = (name: string, usual: number): number => {
  const value = Number(process.env[name] ?? usual);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} is no whole number above 0.`);
  return value;
};
/** So long it knocks, and longer where that are too few to say something of the slowest. */
const RUNG_S = 5;
const RUNG_VISITS = 300;
const BLOCKERS = 20;
/** Lock, film and its way to the server: then a home takes its next visit. */
const ENDED_MS = 15_000;
/** Programs that were just started run slower than they will: so many visits come first, a few a second, and are not counted. */
const WARM_UP = { visits: 60, perSecond: 10 } as const;

const say = (line: string) => process.stderr.write(`  ${line}\n`);

const names = [
  'knock.tap-to-bolt.at-load.p50',
  'knock.tap-to-bolt.at-load.p99',
  'block.tap-to-confirmed.at-load.p50',
  'block.tap-to-confirmed.at-load.p99',
] as const;

const measure = (rung: Rung, hubs: number): readonly Figure[] => {
  const under = { hubs, knocksPerS: Math.round(rung.perSecond) };
  const of = (name: string, q: number, { ours, floors }: Samples) => ({
    ...figure(name, 'ms', quantile(ours, q), quantile(floors, q), ours.length),
    under,
  });
  return [
    of(names[0], 0.5, rung.knocks),
    of(names[1], 0.99, rung.knocks),
    of(names[2], 0.5, rung.blocks),
    of(names[3], 0.99, rung.blocks),
  ];
};

const tell = (rung: Rung, hubs: number, wanted: number): void => {
  const shares = (by: Rung['cores']) => Object.entries(by).map(([who, share]) => `${who} ${share.toFixed(2)}`).join(', '); // prettier-ignore
  say(`${hubs} hubs, ${wanted} knocks/s wanted: ${rung.perSecond.toFixed(0)} sent, ${rung.knocks.ours.length} opened`);
  say(`cores: ${shares(rung.cores)}; threads in line for one: ${shares(rung.inLine)}`);
  for (const [why, count] of rung.refused) say(`${count} did not open: ${why}`);
  if (rung.knocks.ours.length === 0 || rung.blocks.ours.length === 0) return;
  for (const { name, value, floor, ratio, n } of measure(rung, hubs))
    say(`${name} ${value} ms, floor ${floor}, ratio ${ratio}, n ${n}`);
};

const climb = async (
  stage: Stage,
  floor: Floor,
  blockers: readonly Blocker[],
  homes: readonly number[],
  perSecond: number,
): Promise<Rung> => {
  const began = performance.now();
  const visits = await prepareVisits(stage, homes);
  say(`${visits.length} visits prepared in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const rung = await loadOf(stage, floor, visits, blockers, perSecond);
  tell(rung, stage.homes.length, perSecond);
  return rung;
};

const warmUp = async (stage: Stage, floor: Floor, blockers: readonly Blocker[]): Promise<void> => {
  const homes = stage.homes.slice(0, WARM_UP.visits).map((_, index) => index);
  await loadOf(stage, floor, await prepareVisits(stage, homes), blockers, WARM_UP.perSecond);
  await pause(ENDED_MS);
};

const ladder = async (stage: Stage, floor: Floor, blockers: readonly Blocker[], most: number): Promise<Rung> => {
  await warmUp(stage, floor, blockers);
  let next = Math.min(WARM_UP.visits, stage.homes.length);
  const at = (perSecond: number): Promise<Rung> => {
    const count = Math.min(stage.homes.length, Math.max(RUNG_VISITS, perSecond * RUNG_S));
    const homes = Array.from({ length: count }, (_, index) => (next + index) % stage.homes.length);
    next += count;
    return climb(stage, floor, blockers, homes, perSecond);
  };
  return climbDown(most, { climb: at, rest: () => pause(ENDED_MS), nowMs: () => performance.now(), say });
};

export const atLoad: Bench = {
  names,
  run: async () => {
    const hubs = setting('LATCHKEY_BENCH_HUBS', 1000);
    const end = new AbortController();
    const [stage, floor] = [await openStage(hubs, 1), await openFloor()];
    try {
      say(`${hubs} hubs are connected`);
      const blockers = await Promise.all(
        stage.homes.slice(0, BLOCKERS).map(async ({ member }) => ({
          member,
          confirmed: await listen(stage.server, member, end.signal),
        })),
      );
      for (let n = 0; n < 50; n += 1) await floor.tap();
      const rung = await ladder(stage, floor, blockers, setting('LATCHKEY_BENCH_KNOCKS', 200));
      return measure(rung, hubs);
    } finally {
      end.abort();
      await Promise.all([stage.stop(), floor.stop()]);
    }
  },
};
