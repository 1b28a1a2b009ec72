// `npm run test:long`: what takes too long for every change. Many seeds of the simulator, changed presentations and hostile bytes by the million,
// and many kills of the recorder; the result is written to docs/long-tests.md. `--minutes N` bounds the simulator (10), `--mutants N` and `--cbor N`
// the fuzz (10,000,000 and 1,000,000), `--days N` the hostile relay (30), `--outages N` the seeds of each ending of thirty days without a server (20); `--only simulator | outage | fuzz | recorder | crashes | hours | relay | flips` runs one and keeps what the file says of the others.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run, say, setup } from './setup.js';
import { bundleNode } from './build.js';
import { fuzz } from './fuzz.js';
import { oneOf, wholeNumber } from './options.js';

const STEPS = 150;
const FIRST_SEED = 100_000;
const minutes = wholeNumber('minutes', 10, 1);

const playSeeds = async () => {
  const folder = join(root, 'dist/simulator');
  await bundleNode({ simulator: 'packages/simulator/src/index.ts' }, folder);
  const { play, tell } = await import(pathToFileURL(join(folder, 'simulator.js')).href);
  const began = performance.now();
  const sum = { seeds: 0, openings: 0, boots: 0, passedS: 0, blocks: {} };
  const broken = [];
  while (performance.now() - began < minutes * 60_000) {
    const outcome = await play(FIRST_SEED + sum.seeds, STEPS);
    sum.seeds++;
    for (const name of ['openings', 'boots', 'passedS']) sum[name] += outcome[name];
    for (const [name, times] of Object.entries(outcome.blocks)) sum.blocks[name] = (sum.blocks[name] ?? 0) + times;
    if (outcome.broken !== undefined) {
      say(tell(outcome, STEPS));
      broken.push(`seed ${outcome.seed}: ${outcome.broken.promise}, ${outcome.broken.what}`);
    }
  }
  return { ...sum, broken, tookS: Math.round((performance.now() - began) / 1000) };
};

const runTest = (project, file) =>
  run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, file]);

const killRecorder = () => {
  process.env.LATCHKEY_KILLS = '60';
  return runTest('system', 'tests/system/recorder-kill.test.ts');
};

const playCrashes = async () => {
  process.env.LATCHKEY_CRASHES = 'all';
  const failed = (await runTest('search', 'packages/hub/src/agent/crashes/presence.search.test.ts')) !== 0;
  return [
    {
      failed,
      lines: [
        `- **Crashes of knocks** by code, display, tag, on a second date and at the garage, every write, every disk and every start: ${failed ? 'FAILED' : 'passed'}.`,
      ],
    },
  ];
};

const playHours = async () => {
  process.env.LATCHKEY_HOURS = '72';
  const failed = (await runTest('unit', 'packages/hub/src/agent/never-silent.test.ts')) !== 0;
  return [
    {
      failed,
      lines: [
        `- **72 hours** of a jam, a silent lock and a forced door, with a start in the middle: ${failed ? 'FAILED' : 'passed'}.`,
      ],
    },
  ];
};

const playFuzz = async () => {
  const { mutants, cbor } = await fuzz({
    mutants: wholeNumber('mutants', 10_000_000, 1),
    cbor: wholeNumber('cbor', 1_000_000, 1),
  });
  return [...(mutants === undefined ? [] : [mutantsLine(mutants)]), ...(cbor === undefined ? [] : [cborLine(cbor)])];
};

const mutantsLine = (sum) => ({
  failed: sum.wrong.length > 0,
  lines: [
    `- **Changed presentations**: ${sum.mutants} at doors that opened for ${sum.controls} unchanged ones before and after; ${sum.signedAgain} of them signed again by everybody's own key, each with ` +
      `one refusal to hear. ${Object.keys(sum.refusals).length} refusals heard, in ${sum.tookS} s on Node ${process.version}. Opened, or refused otherwise than named: ${sum.wrong.length}.`,
    ...sum.wrong.map((line) => `  - ${line}`),
  ],
});

const cborLine = (sum) => ({
  failed: sum.wrong.length > 0,
  lines: [
    `- **CBOR reader against cbor2**: ${sum.cases} cases: ${sum.both} read by both and alike, ${sum.cbor2Alone} by cbor2 alone (text keys, null and tags have no place in lk1), ${sum.neither} by neither, ` +
      `in ${sum.tookS} s on Node ${process.version}. Read by ours alone or otherwise: ${sum.wrong.length}.`,
    ...sum.wrong.map((line) => `  - ${line}`),
  ],
});

const playSimulator = async () => {
  const seeds = await playSeeds();
  const line =
    `- **Simulator**: ${seeds.seeds} seeds from ${FIRST_SEED}, ${STEPS} steps each: ${seeds.openings} openings, ${seeds.boots} starts, ` +
    `${(seeds.passedS / 3600).toFixed(0)} virtual hours, confirmed blocks: ${blocksIn(seeds.blocks)}, in ${seeds.tookS} s on Node ${process.version}. Broken promises: ${seeds.broken.length}.`;
  return [{ failed: seeds.broken.length > 0, lines: [line, ...seeds.broken.map((one) => `  - ${one}`)] }];
};

/** Diverts are among those of a visit, a carrier's own among those of a visit and a courier. */
const blocksIn = ({ meanwhile, ...scopes }) =>
  `${Object.entries(scopes)
    .map(([scope, times]) => `${times} of ${scope === 'everything' ? scope : `a ${scope}`}`)
    .join(', ')
    .replace('a issuer', 'an issuer')}, ${meanwhile} of them while somebody was let in`;

const playOutages = async () => {
  const folder = join(root, 'dist/simulator');
  await bundleNode({ simulator: 'packages/simulator/src/index.ts' }, folder);
  const { endings, playOutage, tellOutage } = await import(pathToFileURL(join(folder, 'simulator.js')).href);
  const seeds = wholeNumber('outages', 20, 1);
  const began = performance.now();
  const sum = { openings: 0, receipts: 0, boots: 0, slept: 0, ways: {} };
  const broken = [];
  for (const ending of endings)
    for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
      const outcome = await playOutage(seed, ending);
      sum.openings += Object.values(outcome.openings).reduce((all, one) => all + one, 0);
      sum.receipts += outcome.ended?.waited ?? 0;
      sum.boots += outcome.boots;
      sum.slept += outcome.slept;
      for (const [way, times] of Object.entries(outcome.ways)) sum.ways[way] = (sum.ways[way] ?? 0) + times;
      if (outcome.broken === undefined) continue;
      say(tellOutage(outcome, ending));
      broken.push(`seed ${seed}, back with ${ending}: ${outcome.broken.promise}, ${outcome.broken.what}`);
    }
  const line =
    `- **Outage**: thirty days without a server, ${seeds} seeds from ${FIRST_SEED} for each of ${endings.length} ends: ${sum.openings} openings for visitors meanwhile, ` +
    `in all ${Object.entries(sum.ways)
      .map(([way, times]) => `${times} by ${way}`)
      .join(', ')}; ${sum.boots} starts, ${sum.slept} sleeps of the hub's machine, ` +
    `${sum.receipts} receipts that waited, in ${Math.round((performance.now() - began) / 1000)} s on Node ${process.version}. Broken promises: ${broken.length}.`;
  return [{ failed: broken.length > 0, lines: [line, ...broken.map((one) => `  - ${one}`)] }];
};

const playRecorder = async () => {
  const failed = (await killRecorder()) !== 0;
  return [{ failed, lines: [`- **Recorder, killed 60 times**: ${failed ? 'FAILED' : 'passed'}.`] }];
};

const playRelay = async () => {
  const days = wholeNumber('days', 30, 1);
  process.env.LATCHKEY_RELAY_DAYS = String(days);
  const failed =
    (await run(process.execPath, [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      'system',
      'tests/system/hostile-relay.test.ts',
    ])) !== 0;
  return [
    {
      failed,
      lines: [
        `- **Hostile relay**: ${days} virtual days of the real hub, its plug pulled before any write and older disks put back meanwhile: ${failed ? 'FAILED' : 'passed'}.`,
      ],
    },
  ];
};

/** Every other value of every byte of the texts, every bit of the tiles of larger trees. */
const FLIPPED = {
  texts: [[5, 20]],
  tiles: [
    [7, 64],
    [33, 130],
    [256, 300],
    [255, 257],
  ],
};

const playLogFlips = async () => {
  const folder = join(root, 'dist/flips');
  await bundleNode({ flips: 'packages/log/src/testing/flip-play.ts' }, folder);
  const { playFlips } = await import(pathToFileURL(join(folder, 'flips.js')).href);
  const began = performance.now();
  const { changes, harmless, named, wrong } = await playFlips(FLIPPED, 'byte');
  const tookS = Math.round((performance.now() - began) / 1000);
  const counted = (of) =>
    Object.entries(of)
      .map(([what, times]) => `${what} ${times}`)
      .join('; ');
  const line =
    `- **Changed log**: ${changes} changes of one byte of proof, checkpoint and request to the witness, or of one bit of a tile, in ${tookS} s on Node ${process.version}. ` +
    `Believed, or somebody accused: ${wrong.length}. Named: ${counted(named)}. Harmless: ${counted(harmless)}.`;
  return [{ failed: wrong.length > 0, lines: [line, ...wrong.slice(0, 20).map((one) => `  - ${one}`)] }];
};

const TESTS = {
  simulator: playSimulator,
  outage: playOutages,
  fuzz: playFuzz,
  recorder: playRecorder,
  crashes: playCrashes,
  hours: playHours,
  relay: playRelay,
  flips: playLogFlips,
};
const FILE = join(root, 'docs/long-tests.md');

/** What the file says of each test, by the bold name that its line begins with: a test that is not run this time keeps its line. */
const readLines = (text) =>
  new Map(
    text
      .split(/\n(?=- )/)
      .slice(1)
      .map((block) => [nameOf(block), block.trimEnd()]),
  );
const nameOf = (block) => /^- \*\*([^,*]+)/.exec(block)?.[1] ?? block;

await setup();
const only = oneOf('only', Object.keys(TESTS));
const told = readLines(await readFile(FILE, 'utf8').catch(() => ''));
let failed = false;
for (const [name, play] of Object.entries(TESTS)) {
  if (only !== undefined && only !== name) continue;
  for (const result of await play()) {
    failed ||= result.failed;
    told.set(nameOf(result.lines[0]), result.lines.join('\n'));
  }
  const text = [
    '# Long tests',
    '',
    'Written by `npm run test:long`; the last run of each on whatever machine that was.',
    '',
    ...told.values(),
    '',
  ].join('\n');
  await writeFile(FILE, text);
}
say(await readFile(FILE, 'utf8'));
process.exit(failed ? 1 : 0);
