import { routes, type ProblemCode } from '@latchkey/contract';
import { codeOf, createCell, type Client, type Observable } from '@latchkey/web-kit/model';
import type { z } from 'zod';
import { withSignedWindow, type SignedGrants } from './access/signed-grants.ts';
import type { ShipmentSummary, VisitSummary } from './visits/stage.ts';

export interface ListsContent {
  readonly shipments: readonly ShipmentSummary[];
  /** Each with the window that a member signed, where one did. */
  readonly visits: readonly VisitSummary[];
}

/** `ready` may carry a `stale` code: the last reading failed, and what is shown is from `readMs`. */
export type ListsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly code: ProblemCode }
  | { readonly kind: 'ready'; readonly content: ListsContent; readonly readMs: number; readonly stale?: ProblemCode };

type HubEvent = Extract<z.infer<typeof routes.homeEvent>, { type: 'hub' }>;
/** The server's word, and whether a member heard it already. */
export type HubSilence = NonNullable<HubEvent['silent']>;

/** What the server says of the hub's line: a hint for sentences, never a state of a door. */
export interface HubLine {
  readonly online: boolean;
  readonly lastSeenMs?: number | undefined;
  /** The server rings for it: it is silent, and a visit is under way. */
  readonly silent?: HubSilence | undefined;
}

/** What the server knows about parcels, visits, recordings and the hub's line. */
export interface Lists {
  readonly state: Observable<ListsState>;
  readonly hub: Observable<HubLine | undefined>;
  /** Grows by one whenever recordings may have changed. */
  readonly recordings: Observable<number>;
  readonly setHub: (line: HubLine) => void;
  readonly recordingChanged: () => void;
  /** Somebody heard the alarm of this silence: it rings no phone any more. False: the server did not take it. */
  readonly heardSilence: (silence: HubSilence) => Promise<boolean>;
  /** Reads anew; calls while one is under way lead to one more afterwards. */
  readonly reload: () => Promise<void>;
}

export interface ListsParts {
  readonly client: Client;
  readonly hubId: string;
  readonly wallMs: () => number;
  readonly grants: SignedGrants;
  /** Tells when the roster changed by which they are signed. */
  readonly roster: Pick<Observable<unknown>, 'subscribe'>;
}

export const createLists = ({ client, hubId, wallMs, grants, roster }: ListsParts): Lists => {
  const state = createCell<ListsState>({ kind: 'loading' });
  const hub = createCell<HubLine | undefined>(undefined);
  const recordings = createCell(0);
  let listed: readonly VisitSummary[] = [];
  let reading: Promise<void> | undefined;
  let again = false;

  const signed = () => listed.map((visit) => withSignedWindow(grants, visit));
  roster.subscribe(() =>
    state.update((now) => (now.kind === 'ready' ? { ...now, content: { ...now.content, visits: signed() } } : now)),
  );
  const read = async () => {
    try {
      const [{ shipments }, { visits }, home] = await Promise.all([
        client(routes.listHomeShipments, {}),
        client(routes.listHomeVisits, {}),
        client(routes.readHome, {}),
      ]);
      listed = visits;
      state.set({ kind: 'ready', content: { shipments, visits: signed() }, readMs: wallMs() });
      const own = home.hubs.find((one) => one.hubId === hubId);
      if (own !== undefined) hub.set({ online: own.online, lastSeenMs: own.lastSeenMs, silent: own.silent });
    } catch (error) {
      const code = codeOf(error);
      state.update((before) => (before.kind === 'ready' ? { ...before, stale: code } : { kind: 'failed', code }));
    }
  };
  const reload = () => {
    again = true;
    reading ??= (async () => {
      while (again) {
        again = false;
        await read();
      }
    })().finally(() => (reading = undefined));
    return reading;
  };
  return {
    state,
    hub,
    recordings,
    setHub: (line) => hub.set(line),
    heardSilence: async ({ sinceMs }) => {
      const taken = await client(routes.acknowledgeSilence, { params: { hubId }, body: { sinceMs } }).then(
        () => true,
        () => false,
      );
      await reload();
      return taken;
    },
    recordingChanged: () => recordings.update((n) => n + 1),
    reload,
  };
};
