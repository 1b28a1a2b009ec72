// `npm run fuzz -- --mutants N --cbor N [--seed S] [--workers W]`: changed presentations at the door, and hostile bytes at the CBOR reader.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { root, say } from './setup.js';
import { bundleNode } from './build.js';
import { wholeNumber } from './options.js';

const folder = join(root, 'dist/fuzz');
/** Forty visits' worth: small enough that a stopped run has told nearly all it did. */
const SLICE = 10_240;
const VISITS_A_SLICE = 40;

const add = (sum, slice) => {
  for (const [name, value] of Object.entries(slice)) {
    if (Array.isArray(value)) (sum[name] ??= []).push(...value);
    else if (typeof value === 'object') add((sum[name] ??= {}), value);
    else sum[name] = (sum[name] ?? 0) + value;
  }
};

const sliceOf = (name, seed, index, size) => ({ name, seed: seed + index * VISITS_A_SLICE, size });

/** Shares slices out to the workers; answers with the sum of what they found, and stops at the first thing that is wrong. */
const share = async (name, total, { seed, workers, tell }) => {
  const sum = {};
  const began = performance.now();
  let [next, done] = [0, 0];
  const count = Math.ceil(total / SLICE);
  const work = (worker) =>
    new Promise((resolve, reject) => {
      const give = () => {
        if (next >= count || (sum.wrong ?? []).length > 0) return resolve(worker.terminate());
        const index = next++;
        worker.postMessage(sliceOf(name, seed, index, Math.min(SLICE, total - index * SLICE)));
      };
      worker.on('message', (slice) => {
        add(sum, slice);
        if (++done % 50 === 0) tell?.({ ...sum, tookS: Math.round((performance.now() - began) / 1000) });
        give();
      });
      worker.on('error', reject);
      give();
    });
  await Promise.all(
    Array.from({ length: Math.min(workers, count) }, () =>
      work(
        new Worker(new URL('fuzz-worker.js', import.meta.url), {
          workerData: pathToFileURL(join(folder, 'fuzz.js')).href,
        }),
      ),
    ),
  );
  return { ...sum, tookS: Math.round((performance.now() - began) / 1000) };
};

export const fuzz = async ({ mutants = 0, cbor = 0, seed = 1, workers = cpus().length, tell }) => {
  await bundleNode({ fuzz: 'packages/protocol/src/testing/fuzz.ts' }, folder);
  const asked = [
    ['playMutants', mutants],
    ['fuzzCbor', cbor],
  ].filter(([, total]) => total > 0);
  const found = {};
  for (const [name, total] of asked)
    found[name] = await share(name, total, { seed, workers, tell: tell && ((sum) => tell(name, sum)) });
  return { mutants: found.playMutants, cbor: found.fuzzCbor };
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = await fuzz({
    mutants: wholeNumber('mutants', 100_000),
    cbor: wholeNumber('cbor', 20_000),
    seed: wholeNumber('seed', 1),
    workers: wholeNumber('workers', cpus().length, 1),
    tell: (name, sum) => say(`${name}: ${JSON.stringify(sum)}`),
  });
  say(JSON.stringify(found, null, 1));
  process.exit([found.mutants, found.cbor].some((one) => (one?.wrong ?? []).length > 0) ? 1 : 0);
}
