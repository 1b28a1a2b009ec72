import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { watchPage } from './open-pages.ts';

/** What the driver switches off; Chromium takes only the last list that it is given. */
const offForTheDriver = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];
/** What an address bar would suggest: two pages of the browser's own for each window, which nobody sees and which take longer to start than ours. */
const offForUs = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

const flags = [
  `--disable-features=${[...offForTheDriver, ...offForUs].join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  // Maps are drawn by WebGL; without a graphics card the browser's own software does it.
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever tries to reach another host fails at once, and the test sees it.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

export const openChromium = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: [...flags, ...more],
  });

export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests to hosts other than this machine's own; must stay empty. */
  readonly foreign: readonly string[];
  /** Errors of the page's scripts and of its content security policy; must stay empty. */
  readonly errors: readonly string[];
}

const own = new Set(['localhost', '127.0.0.1', '[::1]']);

const isForeign = (address: string) => {
  const url = new URL(address);
  return (
    (url.protocol === 'http:' || url.protocol === 'https:' || url.protocol === 'ws:' || url.protocol === 'wss:') &&
    !own.has(url.hostname)
  );
};

export interface Look {
  readonly size: 'phone' | 'desk';
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'de';
}

/** A guard against hanging, not a measure: as long as `until` has. */
const PATIENCE_MS = 60_000;

const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };

export const person = async (browser: Browser, look: Look): Promise<Person> => {
  const context = await browser.newContext({
    viewport: sizes[look.size],
    colorScheme: look.theme,
    locale: look.language === 'de' ? 'de-DE' : 'en-GB',
    hasTouch: look.size === 'phone',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const foreign: string[] = [];
  const errors: string[] = [];
  const page = await context.newPage();
  watchPage(page);
  page.on('request', (request) => {
    if (isForeign(request.url())) foreign.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (?:4\d\d|50[34])|net::ERR_/.test(message.text()))
      errors.push(message.text());
  });
  return { page, context, foreign, errors };
};
