import { keepShell, type ShellList } from '@latchkey/web-kit/worker';
import { actOnNotice, renewSubscription, tellPush } from './notices.ts';

declare const self: ServiceWorkerGlobalScope & { readonly latchkeyShell: ShellList };

keepShell({ scope: self, list: self.latchkeyShell });
self.addEventListener('push', (event) => event.waitUntil(tellPush(self, event.data?.text() ?? '')));
self.addEventListener('notificationclick', (event) => event.waitUntil(actOnNotice(self, event)));
self.addEventListener('pushsubscriptionchange', (event) =>
  (event as ExtendableEvent).waitUntil(renewSubscription(self)),
);
