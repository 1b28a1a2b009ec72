import { ApiProblem, routes } from '@latchkey/contract';
import type { z } from 'zod';
import { browserLater, createCell, type Observable } from '@latchkey/web-kit/model';
import type { Office } from './office.ts';
import { mayManage } from './sign-on/people.ts';

type Answer<R> = R extends { answer?: z.ZodType<infer A> } ? A : never;
export type Webhook = Answer<typeof routes.listWebhooks>['webhooks'][number];
export type Delivery = Answer<typeof routes.listDeliveries>['deliveries'][number];
export type ApiKey = Answer<typeof routes.listApiKeys>['keys'][number];
export type LogEntry = Answer<typeof routes.readCallLog>['entries'][number];
export type WebhookEvent = Webhook['events'][number];

export interface ProgramsView {
  readonly phase: 'loading' | 'ready';
  readonly line: 'on' | 'off';
  /** The carrier's own key acts here, or one of its administrators: whoever does not reads, and sees no address. */
  readonly manages: boolean;
  readonly webhooks: readonly Webhook[];
  readonly deliveries: readonly Delivery[];
  readonly keys: readonly ApiKey[];
  readonly log: readonly LogEntry[];
}

/** A secret just made: shown until it is put away, and kept nowhere. */
export interface FreshSecret {
  readonly url: string;
  readonly secret: string;
}

export interface Programs {
  readonly view: Observable<ProgramsView>;
  readonly start: () => () => void;
  readonly refresh: () => void;
  readonly addWebhook: (url: string, events: readonly WebhookEvent[]) => Promise<FreshSecret>;
  readonly renewSecret: (webhook: Webhook) => Promise<FreshSecret>;
  readonly tryOut: (webhook: Webhook) => Promise<void>;
  readonly end: (webhook: Webhook) => Promise<void>;
  readonly replay: (delivery: Delivery) => Promise<void>;
  readonly addKey: (name: string, publicKey: string) => Promise<void>;
  readonly revoke: (key: ApiKey) => Promise<void>;
}

const everyMs = 3_000;

/** Read again and again while the screen is open, and not a moment longer: this is a live log. */
export const createPrograms = ({ carrier: { session } }: Pick<Office, 'carrier'>): Programs => {
  const view = createCell<ProgramsView>({ phase: 'loading', line: 'on', manages: false, webhooks: [], deliveries: [], keys: [], log: [] }); // prettier-ignore
  let running = 0;
  let cancel: (() => void) | undefined;

  const read = async (turn: number) => {
    try {
      const [self, { webhooks }, { deliveries }, { keys }, { entries }] = await session.signedIn((call) =>
        Promise.all([
          call(routes.readSelf, {}),
          call(routes.listWebhooks, {}),
          call(routes.listDeliveries, {}),
          call(routes.listApiKeys, {}),
          call(routes.readCallLog, {}),
        ]),
      );
      const manages = mayManage(self);
      view.set({ phase: 'ready', line: 'on', manages, webhooks, deliveries, keys, log: entries });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      view.update((now) => ({ ...now, line: 'off' }));
    }
    if (turn === running) cancel = browserLater(() => void read(turn), everyMs);
  };
  const refresh = () => {
    cancel?.();
    running++;
    void read(running);
  };
  const then = async <A>(act: Promise<A>): Promise<A> => {
    const answer = await act;
    refresh();
    return answer;
  };

  return {
    view,
    refresh,
    start: () => {
      refresh();
      return () => {
        running++;
        cancel?.();
      };
    },
    addWebhook: async (url, events) => {
      const body = { url, events: [...events] };
      const { secret } = await then(session.signedIn((call) => call(routes.newWebhook, { body })));
      return { url, secret };
    },
    renewSecret: async ({ targetId, url }) => {
      const input = { params: { targetId }, body: {} };
      const { secret } = await then(session.signedIn((call) => call(routes.renewWebhookSecret, input)));
      return { url: url ?? targetId, secret };
    },
    tryOut: async ({ targetId }) => {
      await then(session.signedIn((call) => call(routes.testWebhook, { params: { targetId }, body: {} })));
    },
    end: async ({ targetId }) => {
      await then(session.signedIn((call) => call(routes.endWebhook, { params: { targetId } })));
    },
    replay: async ({ eventId, targetId }) => {
      const input = { params: { eventId, targetId }, body: {} };
      await then(session.signedIn((call) => call(routes.replayDelivery, input)));
    },
    addKey: async (name, publicKey) => {
      await then(session.signedIn((call) => call(routes.newApiKey, { body: { name, publicKey } })));
    },
    revoke: async ({ apiKeyId }) => {
      await then(session.signedIn((call) => call(routes.revokeApiKey, { params: { apiKeyId }, body: {} })));
    },
  };
};

/** What needs somebody first: given up, then still waiting after a failure, then the rest, each newest first. */
export const deliveriesInOrder = (deliveries: readonly Delivery[]): readonly Delivery[] => {
  const rank = ({ state, attempts }: Delivery) => (state === 'dead' ? 0 : state === 'waiting' && attempts > 0 ? 1 : 2);
  return [...deliveries].sort((a, b) => rank(a) - rank(b));
};
