import type { Later } from '../model/clock.ts';
import { createCell, type Observable } from '../model/observable.ts';
import { TAKE_OVER, type NextAnswer, type NotInstalled, type SaidNotInstalled } from './answers.ts';

/** A newer build lies ready on this device; what the server offered instead, and was not installed; or something took over unasked. */
export type News = 'ready' | NotInstalled | 'replaced';

/** What there is to say about the app itself, and the way to its next build. */
export interface Updates {
  readonly news: Observable<News | undefined>;
  /** The browser keeps nothing of this app because it distrusts where it comes from: a certificate that was only waved through. */
  readonly distrusted: Observable<boolean>;
  /** Loads the page anew from the new build. Only ever on a person's wish: a visit may be under way. */
  readonly use: () => void;
}

/** The part of the browser that is used; `container` is `navigator.serviceWorker`, absent in some private windows. */
export interface UpdateParts {
  readonly container: Pick<ServiceWorkerContainer, 'register' | 'controller' | 'addEventListener'> | undefined;
  /** Asks the worker that answers for this page about the next one. */
  readonly askAbout: (controller: ServiceWorker) => Promise<NextAnswer>;
  /** `/home/`: the app's address, and what its worker answers for. */
  readonly scope: string;
  readonly reload: () => void;
  readonly later: Later;
}

/** Apps stay open for days; the browser itself only looks when a page is opened. */
const lookAgainMs = 60 * 60 * 1000;
/** Chromium lets a worker take over when the one before it has nothing to do, and where that begins something at that moment, looks again after minutes. */
const askAgainMs = 2000;

export const watchUpdates = ({ container, askAbout, scope, reload, later }: UpdateParts): Updates => {
  const news = createCell<News | undefined>(undefined);
  const distrusted = createCell(false);
  let controller = container?.controller;
  let waiting: ServiceWorker | undefined;
  let wished = false;

  /** What has taken over says nothing that could be believed. */
  const say = (heard: News) => news.set(news.get() === 'replaced' ? 'replaced' : heard);
  /** The first worker of all replaces nothing. What cannot be asked about now is asked about again. */
  const note = async (worker: ServiceWorker | null) => {
    controller ??= container?.controller;
    if (worker === null || !controller) return;
    const answer = await askAbout(controller);
    if (answer === 'unknown') return;
    if (answer === 'ready') waiting = worker;
    say(answer);
  };
  const follow = (worker: ServiceWorker | null) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') void note(worker);
    });
  const watch = (registration: ServiceWorkerRegistration) => {
    void note(registration.waiting);
    follow(registration.installing);
    registration.addEventListener('updatefound', () => follow(registration.installing));
    const look = () => {
      registration.update().catch(() => undefined);
      void note(registration.waiting);
      later(look, lookAgainMs);
    };
    later(look, lookAgainMs);
  };
  container?.addEventListener('message', ({ data }: MessageEvent<Partial<SaidNotInstalled>>) => {
    if (data.notInstalled !== undefined) say(data.notInstalled);
  });
  container?.addEventListener('controllerchange', () => {
    if (wished) {
      reload();
      return;
    }
    // Another tab's wish brings the build that this one has asked about, too.
    if (controller && container.controller !== waiting) say('replaced');
    controller = container.controller;
  });
  // Without a worker the app is a page like any other: it needs the server to open, and says nothing about updates.
  container?.register(`${scope}worker.js`, { scope, updateViaCache: 'none' }).then(watch, (error: unknown) => {
    // Any other failure is one of the moment, and is tried again at the next opening.
    if (error instanceof Error && error.name === 'SecurityError') distrusted.set(true);
  });
  const takeOver = () => {
    if (waiting === undefined) return;
    waiting.postMessage(TAKE_OVER);
    later(takeOver, askAgainMs);
  };
  return {
    news,
    distrusted,
    use: () => {
      wished = true;
      takeOver();
    },
  };
};
