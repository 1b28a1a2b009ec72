import { browserLater } from '../api/browser.ts';
import { watchUpdates, type Updates } from './updates.ts';

/** Begins when the page has loaded: what a person looks at comes before what is kept for the next time. */
export const keepApp = (scope: string): Updates =>
  watchUpdates({
    container: 'serviceWorker' in navigator ? afterLoad(navigator.serviceWorker) : undefined,
    scope,
    reload: () => location.reload(),
    later: browserLater,
  });

const afterLoad = (container: ServiceWorkerContainer) => ({
  get controller() {
    return container.controller;
  },
  addEventListener: container.addEventListener.bind(container),
  register: async (...args: Parameters<ServiceWorkerContainer['register']>) => {
    if (document.readyState !== 'complete')
      await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
    return container.register(...args);
  },
});
