/** What the apps are once they are on a device: they open without a server, and change only to what their makers signed, when a person says so. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestServer } from '../../packages/server/src/testing/server.ts';
import { startAppServer, type AppServer } from '../world/app-server.ts';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { buildAgain, copyOfApps, newMakers, releaseAgain, swap } from '../world/next-build.ts';
import { until } from '../world/until.ts';
import { faultsOf, phone } from './people.ts';
import { root } from '../world/world.ts';

let apps: Awaited<ReturnType<typeof copyOfApps>>;
let address: AppServer;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  apps = await copyOfApps();
  address = await startAppServer(apps.folder);
  [server, browser] = await Promise.all([address.start(), openChromium()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await apps.remove();
});

/** Opened once, and everything that the worker keeps is on the device. */
const install = async (app: string): Promise<Person> => {
  const someone = await person(browser, phone);
  await someone.page.goto(`${address.origin}/${app}/`);
  await someone.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await until('the worker to answer for the page', () =>
    someone.page.evaluate<boolean>('navigator.serviceWorker.controller !== null'),
  );
  return someone;
};

const stopWorkers = async ({ context, page }: Person) => {
  const cdp = await context.newCDPSession(page);
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.stopAllWorkers');
  await cdp.detach();
};

const builds = (page: Page) => page.evaluate<string | undefined>('document.documentElement.dataset.build');
const greetings = { home: 'Your hub shows a code', courier: 'Make this device known', console: 'Set up this console' };

describe.each(Object.entries(greetings))('/%s/', (app, greeting) => {
  it('can be installed', async () => {
    const { page, context } = await install(app);
    const cdp = await context.newCDPSession(page);
    const { errors, url } = await cdp.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(new URL(url).pathname).toBe(`/${app}/manifest.webmanifest`);
    const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
    // A profile of a test is private, and into a private one nothing is ever installed.
    const own = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    expect(own).toEqual([]);
    await context.close();
  });

  it('opens without a server, and asks no store but the server about anything below /api', async () => {
    const someone = await install(app);
    await someone.page.getByText(greeting).first().waitFor();
    await server.close();
    await someone.page.reload();
    await someone.page.getByText(greeting).first().waitFor();
    const kept = await someone.page.evaluate<string[]>(
      `caches.keys().then((names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)))).then((all) => all.flat())`,
    );
    expect(kept).toContain(`/${app}/`);
    expect(kept.filter((path) => path.startsWith('/api'))).toEqual([]);
    const asked = await someone.page.evaluate<string>(
      `fetch('/api/openapi.json').then(() => 'answered', () => 'no answer')`,
    );
    expect(asked).toBe('no answer');
    await someone.page.screenshot({ path: join(root, 'artifacts', 'screens', `${app}-offline-first.png`) });
    expect(faultsOf(someone)).toEqual([]);
    await someone.context.close();
    server = await address.start();
  });
});

describe('a new build', () => {
  it('waits, is offered, and comes when a person says so', async () => {
    const someone = await install('courier');
    await buildAgain(apps.folder, 'courier', 'second');
    await releaseAgain(apps.folder, 'courier', apps.makers);
    await someone.page.evaluate('navigator.serviceWorker.ready.then((r) => r.update()).then(() => undefined)');
    await until('the new worker to wait', () =>
      someone.page.evaluate<boolean>('navigator.serviceWorker.ready.then((r) => r.waiting !== null)'),
    );
    expect(await builds(someone.page)).toBeUndefined();
    await someone.page.reload();
    expect(await builds(someone.page)).toBeUndefined();
    await someone.page.getByRole('button', { name: 'Use it now' }).click();
    await until('the new build to be shown', async () => {
      const seen = await builds(someone.page).catch(() => undefined);
      return seen === 'second';
    });
    expect(await someone.page.getByRole('button', { name: 'Use it now' }).count()).toBe(0);
    expect(faultsOf(someone)).toEqual([]);
    await someone.context.close();
  });

  it('a changed setting of the server reaches the pages as a new build does', async () => {
    const someone = await install('console');
    await server.close();
    server = await address.start({ carrierUrl: 'http://127.0.0.1:9' });
    await someone.page.evaluate('navigator.serviceWorker.ready.then((r) => r.update()).then(() => undefined)');
    await someone.page.getByRole('button', { name: 'Use it now' }).click();
    await until('the page to come with the new policy', async () => {
      const policy = await someone.page
        .evaluate<string>(`caches.match('/console/').then((page) => page.headers.get('content-security-policy'))`)
        .catch(() => '');
      return policy.includes('http://127.0.0.1:9');
    });
    await someone.context.close();
  });
});

describe('a server that offers something else', () => {
  const look = 'navigator.serviceWorker.ready.then((r) => r.update()).then(() => undefined, () => undefined)';
  const served = { page: '', worker: '', script: '' };
  let script = '';
  const courier = { page: '/courier/', worker: '/courier/worker.js' };
  let someone: Person;

  beforeAll(async () => {
    await swap(apps.folder, courier.page, (page) => (served.page = page));
    await swap(apps.folder, courier.worker, (worker) => (served.worker = worker));
    script = /src="(\/assets\/courier-[^"]+)"/.exec(served.page)?.[1] ?? '';
    await swap(apps.folder, script, (code) => (served.script = code));
  });
  beforeEach(async () => {
    await swap(apps.folder, courier.page, () => served.page);
    await swap(apps.folder, courier.worker, () => served.worker);
    await swap(apps.folder, script, () => served.script);
    await releaseAgain(apps.folder, 'courier', apps.makers);
    someone = await install('courier');
  });
  afterEach(() => someone.context.close());

  /** Before and after the page is opened again: the app as it was, and a sentence about what was not installed. */
  const goesOn = async (sentence: string) => {
    const { page } = someone;
    const before = await builds(page);
    for (const again of [() => page.evaluate(look), () => page.reload()]) {
      await again();
      await page.locator('.notice').getByText(sentence).waitFor();
      await page.getByText(greetings.courier).first().waitFor();
      expect(await builds(page)).toBe(before);
      expect(await page.getByRole('button', { name: 'Use it now' }).count()).toBe(0);
    }
    expect(await page.evaluate('globalThis.isSwapped')).toBeUndefined();
  };

  it('a script swapped on its disk is not run, not even where this device has lost its own', async () => {
    await swap(apps.folder, script, (code) => `globalThis.isSwapped = true;${code}`);
    await someone.page.reload();
    await someone.page.getByText(greetings.courier).first().waitFor();
    expect(await someone.page.evaluate('globalThis.isSwapped')).toBeUndefined();
    // A page that asks for it under another address, and a worker that lists that page.
    await buildAgain(apps.folder, 'courier', 'swapped');
    await goesOn('An update was not installed');
    const lost = `caches.keys().then((all) => Promise.all(all.map(async (name) => (await caches.open(name)).delete('${script}'))))`;
    await someone.page.evaluate(lost);
    // From the browser's own cache, where that still has what was signed; not from the server.
    const again = `fetch('${script}').then((answer) => answer.text()).then((code) => code.includes('isSwapped'), () => false)`;
    expect(await someone.page.evaluate(again)).toBe(false);
    expect(await someone.page.evaluate(`fetch('/assets/never.js').then(() => 'came', () => 'refused')`)).toBe(
      'refused',
    );
  });

  it('a whole build signed by somebody else is not installed', async () => {
    await buildAgain(apps.folder, 'courier', 'strangers');
    await releaseAgain(apps.folder, 'courier', newMakers());
    await goesOn('This server offers an app that its makers did not sign');
    await someone.page.screenshot({ path: join(root, 'artifacts', 'screens', 'courier-not-signed.png') });
  });

  it('an older build of the makers is not installed', async () => {
    await buildAgain(apps.folder, 'courier', 'older');
    await releaseAgain(apps.folder, 'courier', apps.makers, { order: 1 });
    await goesOn('This server offers an older app than yours');
  });

  it('a worker that no release names is not offered, and one that takes over is noticed', async () => {
    await swap(apps.folder, courier.worker, () => `self.isSwapped = true;\n`);
    await goesOn('An update was not installed');
    const takes = `self.addEventListener('install', () => self.skipWaiting());self.addEventListener('activate', (e) => e.waitUntil(clients.claim()));`;
    await swap(apps.folder, courier.worker, () => `${takes}\n`);
    await someone.page.evaluate(look);
    // It may only once the old worker has stopped: Chromium stops an idle one, but not while a debugger looks on.
    await until('what took over to be noticed', async () => {
      await stopWorkers(someone);
      const notice = someone.page.locator('.notice').getByText('Something took the place of this app');
      return notice.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
  });
});
