import { ApiProblem, routes } from '@latchkey/contract';
import {
  CarrierError,
  type Carrier,
  type CarrierShipment,
  type DivertText,
  type Fact,
  type Fault,
  type SentBlock,
  type LabelText,
  type NoteText,
} from '@latchkey/carrier-sdk';
import { browserClock, browserLater, createCell, createEventStream, type Observable } from '@latchkey/web-kit/model';
import { createWhereabouts, type Whereabouts } from './now/whereabouts.ts';
import { courierRows, type CourierRow } from './couriers.ts';
import { ruleBehind, type GivenByRule } from './dispatch/given.ts';
import type { Office } from './office.ts';
import { inOrder } from './rows.ts';

export type ServerCourier = Awaited<ReturnType<Carrier['couriers']>>[number];

export interface Row {
  readonly shipment: CarrierShipment;
  /** Opened here; undefined when it was sealed by another key of this carrier. */
  readonly label: LabelText | undefined;
  /** Present where a rule gave it to the courier who has it. */
  readonly byRule?: GivenByRule | undefined;
}

export interface DeskView {
  readonly phase: 'loading' | 'ready';
  readonly rows: readonly Row[];
  readonly couriers: readonly CourierRow[];
  /** What this carrier took back, with each hub's confirmation. */
  readonly blocks: readonly SentBlock[];
  /** `out`: who had signed in is signed out, and this browser has no key to go on with. */
  readonly line: 'on' | 'off' | 'out';
  /** When the server last answered, in unix milliseconds: how old everything above is. */
  readonly readMs?: number;
}

/** One visit's evidence, or why it is none. */
export type Evidence =
  | {
      readonly kind: 'sound';
      readonly facts: readonly Fact[];
      readonly note: NoteText | undefined;
      readonly divertConfirmed: boolean;
      /** What the household sealed beneath its divert: which neighbour, which address, which day. */
      readonly elsewhere: DivertText | undefined;
    }
  | { readonly kind: 'unsound'; readonly fault: Fault }
  | { readonly kind: 'away' }
  /** Only the holder of the carrier's key can check it. */
  | { readonly kind: 'no-key' };

export interface Desk {
  readonly view: Observable<DeskView>;
  readonly evidence: (shipment: CarrierShipment) => Promise<Evidence>;
  /** Where couriers who share it are, as long as this page is open. */
  readonly places: Whereabouts['places'];
  readonly refresh: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

const calmMs = 10_000;

export const createDesk = ({ carrier, book, given, keyed }: Office): Desk => {
  const view = createCell<DeskView>({ phase: 'loading', rows: [], couriers: [], blocks: [], line: 'on' });
  let cancel: (() => void) | undefined;
  let running = false;
  let reading = false;
  let again = false;

  /** A label never changes, and opening one takes half a millisecond: many are opened once. */
  const labels = new Map<string, LabelText | undefined>();
  const rowOf = async (shipment: CarrierShipment): Promise<Row> => {
    const { sealedLabel } = shipment;
    if (!labels.has(sealedLabel)) labels.set(sealedLabel, await carrier.label(shipment).catch(ifUnreadable));
    return { shipment, label: labels.get(sealedLabel) };
  };
  const read = async () => {
    reading = true;
    again = false;
    try {
      const [shipments, listed, blocks] = await Promise.all([
        carrier.shipments(),
        carrier.couriers(),
        carrier.blocks(),
      ]);
      const opened = await Promise.all(inOrder(shipments).map(rowOf));
      const couriers = courierRows(await book.all(), listed, blocks, opened);
      const byRules = await given.all();
      const rows = opened.map((row) => ({ ...row, byRule: ruleBehind(byRules, couriers, row.shipment) }));
      view.set({ phase: 'ready', rows, couriers, blocks, line: 'on', readMs: browserClock.wallMs() });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      // The key of this browser was tried as well, and no carrier has it.
      const isOut = !keyed && error.problem.code === 'not-found';
      view.update((now) => ({ ...now, line: isOut ? 'out' : 'off' }));
    } finally {
      reading = false;
    }
    // Long lists are read less often by themselves; events hurry them.
    const pages = 1 + Math.floor(view.get().rows.length / routes.shipmentsOnPage);
    if (running) cancel = browserLater(() => void read(), hurried() ? 0 : calmMs * pages);
  };
  /** `refresh` may have come while the reading was under way. */
  const hurried = () => again;
  const refresh = () => {
    if (reading) again = true;
    else if (running) {
      cancel?.();
      void read();
    }
  };
  const where = createWhereabouts({
    open: (visitId, sealed) => carrier.position(visitId, sealed).catch(ifUnreadable),
    wallMs: () => browserClock.wallMs(),
  });
  const events = createEventStream({
    open: () => new EventSource(routes.carrierEvents.path),
    schema: routes.carrierEvent,
    onEvent: (event) => (event.type === 'position' ? void where.hear(event) : refresh()),
    onOpen: refresh,
    later: browserLater,
    random: () => Math.random(),
  });

  return {
    view,
    places: where.places,
    refresh,
    evidence: async ({ visit }) => {
      if (visit === undefined)
        return { kind: 'sound', facts: [], note: undefined, divertConfirmed: false, elsewhere: undefined };
      if (!keyed) return { kind: 'no-key' };
      try {
        const facts = await carrier.receipts(visit);
        const note = await carrier.note(visit).catch(ifUnreadable);
        const elsewhere = await carrier.divertDetails(visit).catch(ifUnreadable);
        return { kind: 'sound', facts, note, divertConfirmed: carrier.divertConfirmed(visit, facts), elsewhere };
      } catch (error) {
        if (error instanceof CarrierError) return { kind: 'unsound', fault: error.fault };
        if (error instanceof ApiProblem) return { kind: 'away' };
        throw error;
      }
    },
    start: () => {
      if (running) return;
      running = true;
      events.start();
      if (!reading) void read();
    },
    stop: () => {
      running = false;
      cancel?.();
      events.stop();
    },
  };
};

const ifUnreadable = (error: unknown): undefined => {
  if (error instanceof CarrierError) return undefined;
  throw error;
};
