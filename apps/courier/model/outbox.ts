import { ApiProblem } from '@latchkey/contract';
import type { Saying } from '@latchkey/delivery';
import { createCell, type Later, type Observable, type Shelf } from '@latchkey/web-kit/model';

/** Said, kept, and not yet heard by the server. */
export interface Unsent<S = Saying> {
  /** The server hears it once under this key, however often it is sent. */
  readonly key: string;
  readonly visitId: string;
  readonly saying: S;
}

export interface Outbox<S = Saying> {
  /** In the order in which they were said. */
  readonly unsent: Observable<readonly Unsent<S>[]>;
  /** Resolves when it is kept on this device; the sending goes on by itself. */
  readonly say: (visitId: string, saying: S) => Promise<void>;
  /** There may be reception again. */
  readonly poke: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

export interface OutboxParts<S = Saying> {
  readonly device: { readonly say: (visitId: string, saying: S, key: string) => Promise<void> };
  readonly shelf: Shelf;
  /** Where on the shelf; each device that speaks from here has its own. */
  readonly shelfName?: string;
  readonly later: Later;
  /** 22 letters of base64url, never the same twice. */
  readonly newKey: () => string;
}

const againMs = 5000;
/** A device that hears nothing for days keeps the newest; a day's tour has far fewer. */
const most = 2000;

/**
 * What happens at a stop is kept before it is sent, and goes out in order: with reception at once, without it when there is some
 * again, also after the page was closed in between.
 */
export const createOutbox = <S = Saying>(parts: OutboxParts<S>): Outbox<S> => {
  const { device, shelf, later, newKey, shelfName = 'unsent' } = parts;
  const unsent = createCell<readonly Unsent<S>[]>([]);
  let running = false;
  const isRunning = () => running;
  let sending = false;
  let cancel: (() => void) | undefined;
  /** One change of the shelf after the other, so that none overwrites another. */
  let kept: Promise<void> = Promise.resolve();

  const loaded = shelf.get(shelfName).then((before) => {
    unsent.update((now) => [...((before ?? []) as readonly Unsent<S>[]), ...now]);
  });
  const change = (next: (now: readonly Unsent<S>[]) => readonly Unsent<S>[]): Promise<void> => {
    kept = kept.then(async () => {
      await loaded;
      unsent.update(next);
      await shelf.put(shelfName, unsent.get());
    });
    return kept;
  };

  /** True: it is the server's now, or never will be. */
  const sent = async ({ key, visitId, saying }: Unsent<S>): Promise<boolean> => {
    try {
      await device.say(visitId, saying, key);
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return isFinal(error.problem.status);
    }
  };
  const flush = async () => {
    if (sending || !running) return;
    sending = true;
    cancel?.();
    try {
      await loaded;
      for (let [first] = unsent.get(); first !== undefined; [first] = unsent.get()) {
        const { key } = first;
        if (!(await sent(first))) break;
        await change((now) => now.filter((one) => one.key !== key));
      }
    } finally {
      sending = false;
    }
    if (isRunning() && unsent.get().length > 0) cancel = later(() => void flush(), againMs);
  };

  return {
    unsent,
    say: async (visitId, saying) => {
      const one = { key: newKey(), visitId, saying };
      await change((now) => [...now, one].slice(-most));
      void flush();
    },
    poke: () => void flush(),
    start: () => {
      running = true;
      void flush();
    },
    stop: () => {
      running = false;
      cancel?.();
    },
  };
};

/** The server understood and said no: the stop is another courier's by now. Sign-in, load and outages are worth another try. */
const isFinal = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429;
