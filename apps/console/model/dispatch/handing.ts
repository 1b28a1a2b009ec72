import { ApiProblem } from '@latchkey/contract';
import { CarrierError, type Carrier, type Fault } from '@latchkey/carrier-sdk';
import { createCell, type Observable } from '@latchkey/web-kit/model';
import type { Row } from '../desk.ts';

/** A visit that may be given to a courier now: to the first one, or to another. */
export const isHandable = ({ shipment }: Row): boolean =>
  shipment.visit !== undefined && (shipment.state === 'granted' || shipment.state === 'assigned');

/** What became of one visit. `later`: its hub is away, and gets the chain when it is back. */
export type Handed = 'at-the-door' | 'later' | Fault | 'away' | 'conflict';
export const isHanded = (handed: Handed): boolean => handed === 'at-the-door' || handed === 'later';

export interface Order {
  readonly row: Row;
  readonly courierId: string;
  /** Absent: somebody gave it by hand. */
  readonly by?: { readonly rule: number; readonly area: string };
}

export interface Handing {
  readonly all: number;
  readonly results: readonly { readonly order: Order; readonly handed: Handed }[];
  readonly running: boolean;
}

/** Each assignment is signed here, one after the other. A visit that cannot be given away stops none of the others. */
export const handOver = (
  carrier: Pick<Carrier, 'assign'>,
  orders: readonly Order[],
): { readonly progress: Observable<Handing>; readonly finished: Promise<Handing> } => {
  const progress = createCell<Handing>({ all: orders.length, results: [], running: orders.length > 0 });
  const work = async () => {
    for (const order of orders) {
      const handed = await handOne(carrier, order);
      progress.update((now) => ({ ...now, results: [...now.results, { order, handed }] }));
    }
    progress.update((now) => ({ ...now, running: false }));
    return progress.get();
  };
  return { progress, finished: work() };
};

const handOne = async (carrier: Pick<Carrier, 'assign'>, { row, courierId }: Order): Promise<Handed> => {
  try {
    const { handedToHub } = await carrier.assign(row.shipment, courierId);
    return handedToHub ? 'at-the-door' : 'later';
  } catch (error) {
    if (error instanceof CarrierError) return error.fault;
    if (error instanceof ApiProblem) return error.problem.code === 'conflict' ? 'conflict' : 'away';
    throw error;
  }
};

/** What a dragged row carries: only names of shipments, which the desk looks up again. */
export const dragType = 'application/x-latchkey-shipments';
export const dragText = (shipmentIds: readonly string[]): string => JSON.stringify(shipmentIds);
/** Attacker-controlled: any page can be dragged from. What is no name of a shipment here is dropped. */
export const draggedRows = (text: string, rows: readonly Row[]): readonly Row[] => {
  const ids = namesIn(text);
  return rows.filter((row) => isHandable(row) && ids.includes(row.shipment.shipmentId));
};

const namesIn = (text: string): readonly unknown[] => {
  try {
    const said: unknown = JSON.parse(text);
    return Array.isArray(said) ? said : [];
  } catch {
    return [];
  }
};

/** Chosen rows that are still there to be given away. A row that is dragged goes alone unless it is one of the chosen. */
export const chosenRows = (chosen: ReadonlySet<string>, rows: readonly Row[]): readonly Row[] =>
  rows.filter((row) => isHandable(row) && chosen.has(row.shipment.shipmentId));

export const draggedWith = (shipmentId: string, chosen: ReadonlySet<string>): readonly string[] =>
  chosen.has(shipmentId) ? [...chosen] : [shipmentId];

export const toggled = (chosen: ReadonlySet<string>, shipmentId: string): ReadonlySet<string> => {
  const next = new Set(chosen);
  if (!next.delete(shipmentId)) next.add(shipmentId);
  return next;
};
