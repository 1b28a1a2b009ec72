// `npm run lighthouse [-- --write]`: a demo world of its own, Lighthouse's phone, the first screens; `--write` renews docs/lighthouse.md.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, say, setup } from './setup.js';
import { buildAll } from './build.js';
import { choosePorts, startWorld, worldParts } from './web/demo-world.js';
import { renewPage, today, wantsWriting } from './web/figures-page.js';
import { failingsOf, figuresOf, reportOf, tableOf } from './web/lighthouse-figures.js';
import { inOwnTime } from './web/own-time.js';

const usage = 'usage: npm run lighthouse [-- --write]';
const runs = 3;
const reports = join(root, 'artifacts/lighthouse');
const page = join(root, 'docs/lighthouse.md');

/** The console without the setup link's secret: what anybody sees first, and a report is passed on. */
const screensOf = (addresses) => [
  { name: '/home', file: 'home', url: addresses.home },
  { name: '/courier', file: 'courier', url: addresses.courier },
  { name: '/console', file: 'console', url: `${addresses.server}/console/` },
  { name: 'door page', file: 'door', url: addresses.door },
  { name: '/verify', file: 'verify', url: `${addresses.server}/verify/` },
  { name: 'an empty page', file: 'floor', url: `${addresses.server}/assets/${floor.name}`, floor: true },
];

/** What the same server, browser and machine come to with nothing on the page: no screen can be better in that run. */
const floor = {
  name: 'empty-page.html',
  html: '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Floor</title><main><h1>Floor</h1></main></html>',
};
const floorFile = join(root, 'dist/web/assets', floor.name);

const shared = { output: 'html', logLevel: 'error', onlyCategories: ['performance', 'accessibility'] };

/** Lighthouse's own way of gathering once and judging twice: as it ran here, and as it would have alone. */
const judgeTwice = async (lighthouse, url, gathered) => {
  const asItRan = await lighthouse(url, { ...shared, auditMode: gathered });
  const file = join(gathered, 'defaultPass.trace.json');
  const trace = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...trace, traceEvents: inOwnTime(trace.traceEvents) }));
  return { asItRan, alone: await lighthouse(url, { ...shared, auditMode: gathered }) };
};

/** A browser of its own for each run, on a port that the one before never had: nothing is warm, and Lighthouse finds no other. */
const measureOnce = async ({ lighthouse, openChromium, freePort }, url) => {
  const port = await freePort();
  const browser = await openChromium([`--remote-debugging-port=${port}`]);
  try {
    const gathered = join(root, '.cache/lighthouse-gathered');
    await rm(gathered, { recursive: true, force: true });
    await lighthouse(url, { ...shared, port, gatherMode: gathered });
    const { asItRan, alone } = await judgeTwice(lighthouse, url, gathered);
    const { lhr, report } = alone ?? {};
    if (lhr === undefined || lhr.runtimeError !== undefined) throw new Error(`Lighthouse could not measure ${url}: ${lhr?.runtimeError?.message ?? 'no result'}`);
    return { lhr, report, asItRan: asItRan.lhr, version: browser.version() };
  } finally {
    await browser.close();
  }
};

/** Now and then Chromium gives no trace; a second time it does, and a third failure is a finding. */
const tries = 3;

const measurePatiently = async (tools, url) => {
  for (let left = tries - 1; ; left--) {
    try {
      return await measureOnce(tools, url);
    } catch (problem) {
      if (left === 0) throw problem;
      say(`  once more: ${problem.message}`);
    }
  }
};

const measureScreen = async (tools, screen) => {
  const taken = [];
  for (let run = 1; run <= runs; run++) {
    taken.push(await measurePatiently(tools, screen.url));
    say(`  ${screen.name} ${run}/${runs}: ${Math.round((taken.at(-1).lhr.categories.performance.score ?? 0) * 100)}`);
  }
  const { figures, middle } = figuresOf(screen, taken);
  await writeFile(join(reports, `${screen.file}.html`), taken[middle].report);
  return { figures, made: { chromium: taken[0].version, lighthouse: taken[0].lhr.lighthouseVersion } };
};

const measureAll = async () => {
  const { openChromium, freePort, freePorts } = await worldParts();
  const { default: lighthouse } = await import('lighthouse');
  const ports = await choosePorts(freePorts);
  const world = await startWorld(ports);
  await writeFile(floorFile, floor.html);
  try {
    const screens = [];
    for (const screen of screensOf(world.addresses)) screens.push(await measureScreen({ lighthouse, openChromium, freePort }, screen));
    return { figures: screens.map(({ figures }) => figures), made: screens[0].made };
  } finally {
    await rm(floorFile, { force: true });
    await world.stop();
  }
};

const main = async () => {
  const writing = wantsWriting(usage);
  await setup();
  await buildAll();
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const { figures, made } = await measureAll();
  const table = tableOf(figures);
  const failings = failingsOf(figures);
  say(`\n${table}\n\nChromium ${made.chromium}, Lighthouse ${made.lighthouse}. Reports: artifacts/lighthouse/`);
  for (const failing of failings) say(failing);
  if (writing) await renewPage(page, reportOf({ table, failings, made, day: today() }));
  process.exitCode = failings.length === 0 ? 0 : 1;
};

await main();
