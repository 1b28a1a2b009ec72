import type { KnownCourier, SentBlock } from '@latchkey/carrier-sdk';
import type { Row, ServerCourier } from './desk.ts';

/** A courier's device as dispatch sees it: its key was checked here, or in another browser. */
export interface CourierRow {
  readonly courierId: string;
  readonly keyId: string;
  readonly name: string;
  /** Checked in this browser; absent: nothing can be assigned from here. */
  readonly known: KnownCourier | undefined;
  /** The server says so, or a block that this carrier's own key signed does. */
  readonly blocked: boolean;
  readonly blockedMs: number | undefined;
  /** The server's word, to the minute. */
  readonly lastSeenMs: number | undefined;
  /** Visits that are not over. */
  readonly stops: readonly Row[];
  readonly blocks: readonly SentBlock[];
}

const over = new Set(['complete', 'blocked', 'diverted', 'expired']);

export const courierRows = (
  known: readonly KnownCourier[],
  listed: readonly ServerCourier[],
  blocks: readonly SentBlock[],
  rows: readonly Row[],
): readonly CourierRow[] => {
  const ids = [...new Set([...known, ...listed].map(({ courierId }) => courierId))];
  const open = rows.filter(({ shipment }) => !over.has(shipment.state));
  const all = ids.flatMap((courierId): CourierRow[] => {
    const here = known.find((one) => one.courierId === courierId);
    const there = listed.find((one) => one.courierId === courierId);
    const said = here ?? there;
    if (said === undefined) return [];
    const { keyId, name } = said;
    const own = blocks.filter(({ target }) => target.kind === 'courier' && target.id === keyId);
    return [
      {
        courierId,
        keyId,
        name,
        known: here,
        blocked: there?.blockedMs !== undefined || own.length > 0,
        blockedMs: there?.blockedMs ?? own.at(-1)?.sentMs,
        lastSeenMs: there?.lastSeenMs,
        stops: open.filter(({ shipment }) => shipment.visit?.courierName === name),
        blocks: own,
      },
    ];
  });
  return all.sort((a, b) =>
    a.blocked === b.blocked ? a.name.localeCompare(b.name) : Number(a.blocked) - Number(b.blocked),
  );
};

/** Whom a visit may be given to from this browser. */
export const assignable = (couriers: readonly CourierRow[]): readonly KnownCourier[] =>
  couriers.flatMap(({ known, blocked }) => (known === undefined || blocked ? [] : [known]));

export type BlockWord = 'none' | 'unconfirmed' | 'confirmed';

/** One word for a device's blocks: confirmed only when every door that was told has said so itself. */
export const blockWord = ({ blocked, blocks }: Pick<CourierRow, 'blocked' | 'blocks'>): BlockWord => {
  if (!blocked) return 'none';
  return blocks.every(({ confirmed }) => confirmed !== undefined) ? 'confirmed' : 'unconfirmed';
};
