import { routes, type ProblemCode } from '@latchkey/contract';
import { toBase64url, type Primitives } from '@latchkey/protocol';
import {
  codeOf,
  createCell,
  type Client,
  type Observable,
  type RandomBytes,
  type Shelf,
} from '@latchkey/web-kit/model';
import { calendarTokenName } from '../shelf-names.ts';

/** Where the calendar's address stands, as far as this device can know it. */
export type AddressState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly code: ProblemCode }
  | { readonly kind: 'none' }
  /** `path`: the address, without the host. Absent on a device that did not make it: the token is nowhere else. */
  | {
      readonly kind: 'there';
      readonly path?: string;
      readonly createdMs: number;
      readonly lastReadMs?: number | undefined;
    };

export interface CalendarAddress {
  readonly state: Observable<AddressState>;
  /** What an act failed with; undefined once one went well. */
  readonly trouble: Observable<ProblemCode | undefined>;
  readonly busy: Observable<boolean>;
  readonly look: () => Promise<void>;
  /** A new one; the one before leads nowhere from then on. */
  readonly make: (language: 'en' | 'de') => Promise<void>;
  readonly end: () => Promise<void>;
  /** This device leaves: an address that it made goes with it. */
  readonly leave: () => Promise<void>;
}

interface AddressParts {
  /** Signed in as this member. */
  readonly client: Client;
  readonly shelf: Shelf;
  readonly primitives: Primitives;
  readonly randomBytes: RandomBytes;
}

export const createCalendarAddress = ({ client, shelf, primitives, randomBytes }: AddressParts): CalendarAddress => {
  const state = createCell<AddressState>({ kind: 'loading' });
  const trouble = createCell<ProblemCode | undefined>(undefined);
  const busy = createCell(false);
  const hashOf = (token: Uint8Array) => toBase64url(primitives.sha256(token));
  const kept = async () => {
    const token = await shelf.get(calendarTokenName);
    return token instanceof Uint8Array ? token : undefined;
  };

  const read = async () => {
    const { feed } = await client(routes.readFeed, {});
    if (feed === undefined) {
      state.set({ kind: 'none' });
      return;
    }
    const token = await kept();
    // The server's word alone makes no address: it is shown only where it is the one this device made.
    const own = token !== undefined && hashOf(token) === feed.tokenHash ? { path: pathOf(token) } : {};
    state.set({ kind: 'there', createdMs: feed.createdMs, lastReadMs: feed.lastReadMs, ...own });
  };
  const look = () => read().catch((error: unknown) => state.set({ kind: 'failed', code: codeOf(error) }));
  const act = async (what: () => Promise<void>) => {
    if (busy.get()) return;
    busy.set(true);
    try {
      await what();
      trouble.set(undefined);
    } catch (error) {
      trouble.set(codeOf(error));
    } finally {
      busy.set(false);
    }
  };
  const end = async () => {
    await client(routes.endFeed, {});
    await shelf.drop(calendarTokenName);
  };

  return {
    state,
    trouble,
    busy,
    look,
    make: (language) =>
      act(async () => {
        const token = randomBytes(32);
        // Kept before it is said: an answer that is lost must not leave an address that nobody knows.
        await shelf.put(calendarTokenName, token);
        await client(routes.newFeed, { body: { tokenHash: hashOf(token), language } });
        await read();
      }),
    end: () =>
      act(async () => {
        await end();
        await read();
      }),
    leave: async () => {
      if ((await kept()) !== undefined) await end().catch(() => undefined);
    },
  };
};

const pathOf = (token: Uint8Array): string => `/api/calendar/${toBase64url(token)}/visits.ics`;
