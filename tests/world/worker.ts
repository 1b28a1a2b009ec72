/** The service worker of a page: what a test needs of it beside the page itself. */
import type { Browser, CDPSession, Page, Worker } from 'playwright-core';
import { until } from './until.ts';

export interface NoticeShown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly actions: readonly string[];
  readonly icon: string;
}

const listNotices = `registration.getNotifications().then((all) => all.map(({ title, body, tag, icon, actions }) =>
  ({ title, body, tag, icon: new URL(icon).pathname, actions: actions.map((one) => one.title) })))`;

/**
 * Chromium lists what is on display first and then what it has written down, and forgets of the second whatever is not in the first. A notice that is
 * shown between the two is gone, although its worker heard that it was shown. So a look waits for whatever is being shown, and the next notice for the look.
 */
const oneAfterTheOther = `{
  let turn = Promise.resolve();
  for (const name of ['showNotification', 'getNotifications']) {
    const own = registration[name].bind(registration);
    registration[name] = (...given) => {
      const done = turn.then(() => own(...given));
      turn = done.then(() => undefined, () => undefined);
      return done;
    };
  }
}`;

const origin = (page: Page) => new URL(page.url()).origin;

export interface PushedTo {
  readonly push: (notice: object) => Promise<unknown>;
  readonly notices: () => Promise<NoticeShown[]>;
  readonly tap: (title: string, action: string) => Promise<void>;
}

export const openWorker = async (page: Page): Promise<PushedTo> => {
  const context = page.context();
  await context.grantPermissions(['notifications'], { origin: origin(page) });
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  const worker = await until('the worker to be there', () =>
    Promise.resolve(context.serviceWorkers().find((one) => one.url() === `${origin(page)}/home/worker.js`)),
  );
  await worker.evaluate(oneAfterTheOther);
  const cdp = await context.newCDPSession(page);
  const registrationId = await registrationOf(cdp, origin(page));
  return {
    /** As the browser does with a decrypted message of its push service. */
    push: (notice: object) =>
      cdp.send('ServiceWorker.deliverPushMessage', {
        origin: origin(page),
        registrationId,
        data: JSON.stringify(notice),
      }),
    notices: () => worker.evaluate<NoticeShown[]>(listNotices),
    /** A tap on one of its buttons: the browser has no other door for a test than the event itself, in the worker. */
    tap: (title: string, action: string) => tap(worker, title, action),
  };
};

const registrationOf = async (cdp: CDPSession, at: string): Promise<string> => {
  const found = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${at}/home/`);
      if (own !== undefined) resolve(own.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  return found;
};

const tap = async (worker: Worker, title: string, action: string): Promise<void> => {
  await worker.evaluate(
    `registration.getNotifications().then((all) => {
      const notification = all.find((one) => one.title === ${JSON.stringify(title)});
      if (notification === undefined) throw new Error('no such notice');
      self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action: ${JSON.stringify(action)} }));
    })`,
  );
};

/** As a person does in the browser's settings. */
export const forbidNotices = async (browser: Browser, page: Page): Promise<void> => {
  const { targetInfo } = await (await page.context().newCDPSession(page)).send('Target.getTargetInfo');
  const { browserContextId = '' } = targetInfo;
  const cdp = await browser.newBrowserCDPSession();
  const permission = { name: 'notifications' };
  await cdp.send('Browser.setPermission', { permission, setting: 'denied', origin: origin(page), browserContextId });
};
