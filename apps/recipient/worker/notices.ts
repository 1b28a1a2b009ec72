import { portablePrimitives } from '@latchkey/keys';
import { createFormat, pickLanguage } from '@latchkey/web-kit/format';
import { browserRandom, createBrowserClient, memoryShelf, newIdempotencyKey, openShelf } from '@latchkey/web-kit/model';
import { calledDoors } from '../model/doors/names.ts';
import { readHousehold } from '../model/household.ts';
import { blockFromNotice, type BlockStep } from '../model/notices/blocking.ts';
import { contentOf, contentOfHearing, contentOfStep, type Content } from '../model/notices/content.ts';
import { hearFromNotice } from '../model/notices/hearing.ts';
import { readNotice } from '../model/notices/reading.ts';
import { keepSubscription, languageName } from '../model/notices/setting.ts';
import { oncePerDevice } from '../model/notices/told-before.ts';
import { noticesSentences } from '../sentences/notices.ts';

/** TypeScript's own types do not know the buttons of a notification. */
interface Options extends NotificationOptions {
  readonly actions: readonly { readonly action: string; readonly title: string }[];
  readonly renotify: boolean;
}

const openOwnShelf = () => openShelf(indexedDB, 'latchkey-home');

/** For what must be shown in any case: a shelf that does not open is an empty one. */
const shelfOrNone = () => openOwnShelf().catch(memoryShelf);

const spoken = async () => {
  const chosen = await (await shelfOrNone()).get(languageName).catch(() => undefined);
  const language = pickLanguage(typeof chosen === 'string' ? chosen : null, navigator.languages);
  return { t: noticesSentences[language], format: createFormat(language), language };
};

/** Every push shows something, as browsers demand; what cannot be checked is shown as that. */
export const tellPush = async (scope: ServiceWorkerGlobalScope, text: string): Promise<void> => {
  const { t, format, language } = await spoken();
  const shelf = await shelfOrNone();
  const kept = await readHousehold(shelf).catch(() => undefined);
  const household = kept && { ...kept, doors: calledDoors(kept.doors, kept.doorNames ?? {}, language) };
  const told = readNotice(portablePrimitives, household, text, Date.now());
  await oncePerDevice(shelf, told, contentOf(told, t, format), (content) => show(scope, content));
};

const show = async (scope: ServiceWorkerGlobalScope, told: Content) => {
  const { title, body, tag, visitId, silentSinceMs, actions, loud, stays } = told;
  const { t, language } = await spoken();
  const options: Options = {
    body,
    tag,
    lang: language,
    icon: '/home/icon-192.png',
    badge: '/home/badge-96.png',
    data: { visitId, silentSinceMs },
    actions: actions.map((action) => ({ action, title: t[action] })),
    renotify: loud,
    silent: !loud,
    requireInteraction: stays,
  };
  await scope.registration.showNotification(title, options);
};

export const actOnNotice = async (
  scope: ServiceWorkerGlobalScope,
  { action, notification }: NotificationEvent,
): Promise<void> => {
  const { visitId, silentSinceMs } = (notification.data ?? {}) as { visitId?: string; silentSinceMs?: number };
  if (visitId !== undefined && (action === 'block' || action === 'again')) {
    await block(scope, visitId);
    return;
  }
  if (silentSinceMs !== undefined && action === 'heard') {
    await hear(scope, visitId, silentSinceMs);
    return;
  }
  notification.close();
  await openVisit(scope, visitId);
};

const block = async (scope: ServiceWorkerGlobalScope, visitId: string): Promise<void> => {
  const { t, format } = await spoken();
  const say = async (step: BlockStep) => {
    await show(scope, contentOfStep(step, visitId, t, format));
    // An open page shows the same block, in the same words.
    for (const page of await scope.clients.matchAll({ type: 'window' })) page.postMessage('block-elsewhere');
  };
  await blockFromNotice(
    {
      primitives: portablePrimitives,
      shelf: await openOwnShelf(),
      client: createBrowserClient(),
      newKey: newIdempotencyKey,
      wallMs: () => Date.now(),
      randomBytes: browserRandom,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      say,
    },
    visitId,
  );
};

const hear = async (scope: ServiceWorkerGlobalScope, visitId: string | undefined, sinceMs: number): Promise<void> => {
  const { t } = await spoken();
  await hearFromNotice(
    {
      shelf: await openOwnShelf(),
      client: createBrowserClient(),
      newKey: newIdempotencyKey,
      say: (step) => show(scope, contentOfHearing(step, { visitId, sinceMs }, t)),
    },
    sinceMs,
  );
};

/** A page that is open already is shown the visit; a second one would be a second app. */
const openVisit = async (scope: ServiceWorkerGlobalScope, visitId: string | undefined): Promise<void> => {
  const address = new URL(visitId === undefined ? '/home/' : `/home/#/visit/${visitId}`, scope.location.origin).href;
  const [page] = await scope.clients.matchAll({ type: 'window' });
  if (page === undefined) await scope.clients.openWindow(address);
  // Where the browser does not let the page be raised, it shows the visit all the same.
  else await (await page.focus().catch(() => page)).navigate(address);
};

/** The browser changed its subscription by itself: the server is told the new one, or it would go on telling a dead one. */
export const renewSubscription = async (scope: ServiceWorkerGlobalScope): Promise<void> => {
  await keepSubscription(await openOwnShelf(), createBrowserClient(), newIdempotencyKey, (key) =>
    scope.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }),
  );
};
