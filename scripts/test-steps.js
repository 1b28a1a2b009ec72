// The steps of a whole run: each says how many passed, failed and were not run.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { browserLanes } from './browser-lanes.js';
import { root, run, say } from './setup.js';

const results = join(root, '.cache/results');
export const local = (...parts) => join(root, 'node_modules', ...parts);

export const prepareResults = () => mkdir(results, { recursive: true });

/** A step that is not made of single tests counts as one. */
export const singleStep = (name, work) => ({
  name,
  run: () =>
    work().then(
      () => ({ passed: 1, failed: 0 }),
      (problem) => ({ passed: 0, failed: 1, said: [String(problem)] }),
    ),
});

/** A polite program leaves the processor to every other one that wants it, and takes what is left. */
const runStep = (command, args, polite) => (polite ? run('nice', ['-n', '5', command, ...args]) : run(command, args));

export const commandStep = (name, command, args, { polite = false } = {}) =>
  singleStep(name, async () => {
    const code = await runStep(command, args, polite);
    if (code !== 0) throw new Error(`${name} ended with ${code}.`);
  });

const countsOf = (suite) => {
  const those = (...states) => suite.assertionResults.filter(({ status }) => states.includes(status)).length;
  // A file that does not load has no tests, but it is not a success.
  const broken = suite.status === 'failed' && !suite.assertionResults.some(({ status }) => status === 'failed');
  return {
    passed: those('passed'),
    failed: those('failed') + (broken ? 1 : 0),
    skipped: those('pending', 'skipped', 'todo'),
  };
};

const none = { passed: 0, failed: 0, skipped: 0 };
const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

/** What one run of vitest says, file by file; undefined when it came to no end. */
const runVitest = async (name, project, { node = process.execPath, paths = [], polite = false } = {}) => {
  const file = join(results, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
  await rm(file, { force: true });
  const args = [
    local('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...paths,
  ];
  const code = await runStep(node, args, polite);
  return existsSync(file) ? { code, suites: JSON.parse(await readFile(file, 'utf8')).testResults } : undefined;
};

const failedTests = (suite) => suite.assertionResults.filter(({ status }) => status === 'failed');

/** What failed, and where in our own files. */
const inShort = (message) =>
  message
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .join('\n')
    .slice(0, 1000);

/** What a file that failed said, test by test: the closing lines of a run must be enough to find it. */
const saidBy = (suite) => {
  const said = failedTests(suite).map(
    ({ fullName, failureMessages }) => `${fullName}: ${inShort(failureMessages.join('\n'))}`,
  );
  const lines = said.length > 0 ? said : [inShort(suite.message ?? '')];
  return lines.map((line) => `${relative(root, suite.name)}: ${line}`);
};

const hasFailed = (suite) => countsOf(suite).failed > 0;

const sum = ({ code, suites }) => {
  const counts = { ...suites.map(countsOf).reduce(add, none), said: suites.filter(hasFailed).flatMap(saidBy) };
  return code !== 0 && counts.failed === 0
    ? { ...counts, failed: 1, said: [`ended with ${code}, and no test failed.`] }
    : counts;
};

const noEnd = (name) => ({ passed: 0, failed: 1, said: [`${name} came to no end.`] });

export const vitestStep = (name, project, options = {}) => ({
  name,
  run: async () => {
    const report = await runVitest(name, project, options);
    return report === undefined ? noEnd(name) : sum(report);
  },
});

/**
 * All lanes of the browser's files, as one report; undefined when one of them came to no end. The files before a camera measure moments and
 * go first at everything; the others get what those leave.
 */
const runBrowserLanes = async (name) => {
  const { timed, others } = await browserLanes();
  const reports = await Promise.all([
    ...timed.map((paths, n) => runVitest(`${name} before camera ${n + 1}`, 'browser', { paths })),
    runVitest(name, 'browser', { paths: others, polite: true }),
  ]);
  if (reports.includes(undefined)) return undefined;
  return { code: Math.max(...reports.map(({ code }) => code)), suites: reports.flatMap(({ suites }) => suites) };
};

/** More than so many failed files are no missed moments. */
const mostAgain = 2;

/**
 * A first run and, of files that failed, a second one. Real browsers, cameras, databases and processes on two cores miss a moment now and
 * then: a file that failed is run once more, alone, and counts as it ends then. What it said the first time is printed, and the closing lines
 * name it.
 */
const twiceStep = (name, project, runFirst) => ({
  name,
  run: async () => {
    const first = await runFirst();
    if (first === undefined) return noEnd(name);
    const failed = first.suites.filter(hasFailed);
    if (failed.length === 0 || failed.length > mostAgain) return sum(first);
    const again = failed.flatMap(saidBy);
    say(`\nRun once more, because it failed:\n  ${again.join('\n  ')}`);
    const second = await runVitest(`${name} again`, project, {
      paths: failed.map((suite) => relative(root, suite.name)),
    });
    if (second === undefined) return { ...sum(first), again };
    const others = first.suites.filter((suite) => !failed.includes(suite));
    const counts = sum(second);
    return { ...add(others.map(countsOf).reduce(add, none), counts), said: counts.said, again };
  },
});

export const browserStep = (name) => twiceStep(name, 'browser', () => runBrowserLanes(name));
export const systemStep = (name) => twiceStep(name, 'system', () => runVitest(name, 'system'));
