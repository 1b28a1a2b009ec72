// `npm run interaction [-- --write]`: the main controls of each app, pressed in Chromium on a processor four times slower, each beside an
// empty page's button. `--write` renews docs/interaction.md.
import { join } from 'node:path';
import { root, say, setup } from './setup.js';
import { buildAll } from './build.js';
import { choosePorts, startWorld, worldParts } from './web/demo-world.js';
import { pressesOf } from './web/presses.js';
import { renewPage, today, wantsWriting } from './web/figures-page.js';
import { figuresOf, slowerThan, tableOf } from './web/interaction-figures.js';

const usage = 'usage: npm run interaction [-- --write]';
const page = join(root, 'docs/interaction.md');
const slower = 4;
const presses = 7;

/** The browser's own Event Timing: from the press to the next frame, by 8 ms steps, of events from 16 ms on. */
const watchEvents = `
  globalThis.longestMs = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0) longestMs.set(interactionId, Math.max(duration, longestMs.get(interactionId) ?? 0));
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });`;
const forget = `longestMs.clear()`;
/** Two frames and the observer's own turn; what was not reported was faster than 16 ms. */
const settled = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(Math.max(0, ...longestMs.values())), 400))))`;

const open = async (browser, url) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'en-GB' });
  const tab = await context.newPage();
  await tab.addInitScript(watchEvents);
  await tab.goto(url);
  return tab;
};

const throttle = async (tab) => {
  const cdp = await tab.context().newCDPSession(tab);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
  return () => cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
};

/** Some presses of one control; between two of them its page is set up again, unmeasured. */
const measure = async (tab, { name, prepare, control }) => {
  const taken = [];
  for (let n = 0; n < presses; n++) {
    await prepare?.(tab, n);
    const target = control(tab, n);
    await target.waitFor();
    await tab.evaluate(forget);
    const release = await throttle(tab);
    await target.click();
    taken.push(await tab.evaluate(settled));
    await release();
  }
  return { name, taken };
};

const floorHtml = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Floor</title><button>Press</button></html>';
const floor = { name: 'an empty page’s button', control: (tab) => tab.getByRole('button') };

const measureAll = async () => {
  const { openChromium, freePorts } = await worldParts();
  const world = await startWorld(await choosePorts(freePorts));
  const browser = await openChromium();
  const figures = [];
  const take = async (tab, press, app) => {
    const figure = { app, ...(await measure(tab, press)) };
    figures.push(figure);
    say(`  ${app} ${figure.name}: ${figure.taken.join(', ')} ms`);
  };
  try {
    const empty = await open(browser, 'about:blank');
    await empty.setContent(floorHtml);
    await empty.evaluate(watchEvents);
    await take(empty, floor, 'floor');
    for (const { app, enter, controls } of pressesOf(world.addresses)) {
      const tab = await open(browser, 'about:blank');
      await enter(tab);
      for (const control of controls) await take(tab, control, app);
      await tab.context().close();
    }
    return { figures, chromium: browser.version() };
  } finally {
    await browser.close();
    await world.stop();
  }
};

const main = async () => {
  const writing = wantsWriting(usage);
  await setup();
  await buildAll();
  const { figures, chromium } = await measureAll();
  const table = tableOf(figures);
  say(`\n${table}\n`);
  for (const one of slowerThan(figures)) say(`over 100 ms: ${one}`);
  if (writing) await renewPage(page, figuresOf({ figures, chromium, slower, day: today() }));
};

await main();
