import { readReceipt, type Primitives, type Receipt as ReceiptClaims } from '@latchkey/protocol';
import type { Receipt, UnderWay } from '../store/records.ts';
import type { Store } from '../store/store.ts';

type Event = ReceiptClaims['event'];

/** Between these two a door may stand open, and somebody may be inside. */
export const begins: ReadonlySet<Event> = new Set<Event>(['unlock-intended', 'unlocked', 'door-opened']);
export const ends: ReadonlySet<Event> = new Set<Event>(['unlock-cancelled', 'locked', 'complete']);
/** From here on it is another server's hub, or nobody's. */
export const leaves: ReadonlySet<Event> = new Set<Event>(['server-changed', 'moved-out']);

const PAGE = 256;

/** What the kept receipts say of a visit that a server which ended meanwhile noted as under way: it may have ended before it noted the end. */
export const isOver = async (store: Store, primitives: Primitives, noted: UnderWay): Promise<boolean> => {
  const eventOf = ({ bytes, parent }: Receipt): Event | undefined => {
    const read = readReceipt(primitives, bytes, parent);
    return read.ok ? read.link.claims.event : undefined;
  };
  const head = await store.receiptHead(noted.hubId);
  const newest = head === undefined ? undefined : eventOf(head);
  if (newest !== undefined && leaves.has(newest)) return true;
  let over = false;
  for (let afterSeq = -1; ;) {
    const page = await store.receiptsOfVisit({ role: 'home', id: noted.homeId }, noted.visitId, { afterSeq, limit: PAGE }); // prettier-ignore
    for (const receipt of page) {
      const event = receipt.hubId === noted.hubId ? eventOf(receipt) : undefined;
      if (event !== undefined && (begins.has(event) || ends.has(event))) over = ends.has(event);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return over;
    afterSeq = last.seq;
  }
};
