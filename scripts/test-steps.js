// The steps of a whole run: each says how many passed, failed and were not run.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root, run, say } from './setup.js';

const results = join(root, '.cache/results');
export const local = (...parts) => join(root, 'node_modules', ...parts);

export const prepareResults = () => mkdir(results, { recursive: true });

/** A step that is not made of single tests counts as one. */
export const singleStep = (name, work) => ({
  name,
  run: () => work().then(() => ({ passed: 1, failed: 0 }), (problem) => (say(String(problem)), { passed: 0, failed: 1 })),
});

export const commandStep = (name, command, args) =>
  singleStep(name, async () => {
    const code = await run(command, args);
    if (code !== 0) throw new Error(`${name} ended with ${code}.`);
  });

const countsOf = (suite) => {
  const those = (...states) => suite.assertionResults.filter(({ status }) => states.includes(status)).length;
  // A file that does not load has no tests, but it is not a success.
  const broken = suite.status === 'failed' && !suite.assertionResults.some(({ status }) => status === 'failed');
  return { passed: those('passed'), failed: those('failed') + (broken ? 1 : 0), skipped: those('pending', 'skipped', 'todo') };
};

const none = { passed: 0, failed: 0, skipped: 0 };
const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

/** What one run of vitest says, file by file; undefined when it came to no end. */
const runVitest = async (name, project, { node = process.execPath, paths = [] }) => {
  const file = join(results, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
  await rm(file, { force: true });
  const args = [local('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...paths];
  const code = await run(node, args);
  return existsSync(file) ? { code, suites: JSON.parse(await readFile(file, 'utf8')).testResults } : undefined;
};

const sum = ({ code, suites }) => {
  const counts = suites.map(countsOf).reduce(add, none);
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
};

export const vitestStep = (name, project, options = {}) => ({
  name,
  run: async () => {
    const report = await runVitest(name, project, options);
    return report === undefined ? { passed: 0, failed: 1 } : sum(report);
  },
});

const stoppedDrawing = (suite) => suite.assertionResults.some(({ meta }) => meta?.stoppedDrawing !== undefined);

/** As `vitestStep`; a file in which Chromium stopped drawing a page counts as it ends the second time, and is named. */
export const browserStep = (name) => ({
  name,
  run: async () => {
    const first = await runVitest(name, 'browser', {});
    if (first === undefined) return { passed: 0, failed: 1 };
    const stopped = first.suites.filter(stoppedDrawing).map((suite) => relative(root, suite.name));
    if (stopped.length === 0) return sum(first);
    say(`\nChromium answered and drew no more frames of a page in ${stopped.join(', ')}: once more.`);
    const second = await runVitest(`${name} again`, 'browser', { paths: stopped });
    if (second === undefined) return sum(first);
    const others = first.suites.filter((suite) => !stoppedDrawing(suite));
    return add(others.map(countsOf).reduce(add, none), sum(second));
  },
});
