import { browserIdle, browserLater } from '../api/browser.ts';
import { watchUpdates, type Updates } from './updates.ts';

/** Begins when the page has loaded and has nothing to do: what a person looks at comes before what is kept for the next time. */
export const keepApp = (scope: string): Updates =>
  watchUpdates({
    container: 'serviceWorker' in navigator ? onceIdle(navigator.serviceWorker) : undefined,
    scope,
    reload: () => location.reload(),
    later: browserLater,
  });

const onceIdle = (container: ServiceWorkerContainer) => ({
  get controller() {
    return container.controller;
  },
  addEventListener: container.addEventListener.bind(container),
  register: async (...args: Parameters<ServiceWorkerContainer['register']>) => {
    await browserIdle();
    return container.register(...args);
  },
});
