import { browserIdle, browserLater } from '../api/browser.ts';
import { ASK_NEXT, type NextAnswer } from './answers.ts';
import { watchUpdates, type Updates } from './updates.ts';

/** Begins when the page has loaded and has nothing to do: what a person looks at comes before what is kept for the next time. */
export const keepApp = (scope: string): Updates =>
  watchUpdates({
    container: 'serviceWorker' in navigator ? onceIdle(navigator.serviceWorker) : undefined,
    askAbout,
    scope,
    reload: () => location.reload(),
    later: browserLater,
  });

/** Our own worker always answers; one that does not is asked again with the next build. */
const askAbout = (controller: ServiceWorker): Promise<NextAnswer> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<NextAnswer>) => resolve(data);
    controller.postMessage(ASK_NEXT, [port2]);
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
