import type { Later } from '../model/clock.ts';
import { createCell, type Observable } from '../model/observable.ts';

/** Whether a newer build of the app lies ready on this device, and the way to it. */
export interface Updates {
  readonly ready: Observable<boolean>;
  /** Loads the page anew from the new build. Only ever on a person's wish: a visit may be under way. */
  readonly use: () => void;
}

/** The part of the browser that is used; `container` is `navigator.serviceWorker`, absent in some private windows. */
export interface UpdateParts {
  readonly container: Pick<ServiceWorkerContainer, 'register' | 'controller' | 'addEventListener'> | undefined;
  /** `/home/`: the app's address, and what its worker answers for. */
  readonly scope: string;
  readonly reload: () => void;
  readonly later: Later;
}

/** Apps stay open for days; the browser itself only looks when a page is opened. */
const lookAgainMs = 60 * 60 * 1000;

export const watchUpdates = ({ container, scope, reload, later }: UpdateParts): Updates => {
  const ready = createCell(false);
  let waiting: ServiceWorker | undefined;
  let wished = false;

  /** The first worker of all replaces nothing. */
  const note = (worker: ServiceWorker | null) => {
    if (worker === null || container?.controller === null) return;
    waiting = worker;
    ready.set(true);
  };
  const follow = (worker: ServiceWorker | null) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') note(worker);
    });
  const watch = (registration: ServiceWorkerRegistration) => {
    note(registration.waiting);
    follow(registration.installing);
    registration.addEventListener('updatefound', () => follow(registration.installing));
    const look = () => {
      registration.update().catch(() => undefined);
      later(look, lookAgainMs);
    };
    later(look, lookAgainMs);
  };
  container?.addEventListener('controllerchange', () => {
    if (wished) reload();
  });
  // Without a worker the app is a page like any other: it needs the server to open, and says nothing about updates.
  container?.register(`${scope}worker.js`, { scope, updateViaCache: 'none' }).then(watch, () => undefined);
  return {
    ready,
    use: () => {
      wished = true;
      waiting?.postMessage('take-over');
    },
  };
};
