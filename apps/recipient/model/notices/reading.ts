import { routes } from '@latchkey/contract';
import { toBase64url, toHex, verifyReceiptChain, type Primitives, type Receipt } from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import { hubIdText, type Household } from '../household.ts';

/** What may be said of a push. The door's deeds are said only after its own signature was checked. */
export type Told =
  /** The server's word: a courier said so. */
  | { readonly kind: 'arriving'; readonly visitId: string; readonly carrier: string; readonly minutes: number }
  /** The server's word: somebody is at the door and the hub waits for a yes, or did. */
  | { readonly kind: 'asks'; readonly visitId: string; readonly carrier: string; readonly over: boolean }
  /** The server's word: whoever was there said that they do not feel safe. */
  | { readonly kind: 'unsafe'; readonly visitId: string; readonly carrier: string; readonly saidMs: number }
  /** The server's word: the hub does not answer, and a visit was under way. */
  | { readonly kind: 'silent'; readonly visitId: string; readonly sinceMs: number }
  /** The hub's own word. */
  | {
      readonly kind: 'signed';
      readonly visitId: string | undefined;
      readonly carrier: string;
      /** What the household calls the door that the hub names. */
      readonly door: string | undefined;
      /** What this device calls the member whom the receipt names. */
      readonly member: string | undefined;
      readonly receipt: Receipt;
    }
  /** It could not be checked, or is nothing this device understands. */
  | { readonly kind: 'unchecked' };

const unchecked: Told = { kind: 'unchecked' };

export const readNotice = (p: Primitives, household: Household | undefined, text: string, nowMs: number): Told => {
  const read = routes.pushNotice.safeParse(jsonIn(text));
  // A browser that left its household, or moved to another one, is told nothing of the old one.
  if (!read.success || household === undefined || read.data.hubId !== hubIdText(household)) return unchecked;
  const notice = read.data;
  if (notice.type === 'receipt') return signed(p, household, notice);
  if (notice.type === 'approval') return asks(notice, nowMs);
  if (notice.type === 'unsafe')
    return { kind: 'unsafe', visitId: notice.visitId, carrier: notice.carrier ?? '', saidMs: notice.saidMs };
  if (notice.type === 'hub-silent') return { kind: 'silent', visitId: notice.visitId, sinceMs: notice.sinceMs };
  const { visitId, carrier, etaS, saidMs } = notice;
  // Clocks differ, and a push may be late: an estimate only ever runs down.
  const passedMs = Math.max(0, nowMs - saidMs);
  return { kind: 'arriving', visitId, carrier, minutes: Math.max(0, Math.round((etaS * 1000 - passedMs) / 60_000)) };
};

/** A push that comes too late says so: nobody hurries to a door at which nobody waits. */
const asks = (
  { visitId, carrier, waitS, saidMs }: Extract<routes.PushNotice, { type: 'approval' }>,
  nowMs: number,
): Told => ({ kind: 'asks', visitId, carrier: carrier ?? '', over: nowMs > saidMs + waitS * 1000 });

type ReceiptNotice = Extract<routes.PushNotice, { type: 'receipt' }>;

const signed = (
  p: Primitives,
  { hubKey, doors, names }: Household,
  { seq, parent, receipt, carrier }: ReceiptNotice,
): Told => {
  const after = { seq: seq - 1, head: bytesFrom(parent) };
  const chain = verifyReceiptChain(p, hubKey, [bytesFrom(receipt)], after);
  const claims = chain.ok ? chain.receipts[0]?.claims : undefined;
  if (claims === undefined) return unchecked;
  const visitId = claims.visitId === undefined ? undefined : toBase64url(claims.visitId);
  const door = doors.find(({ id }) => id === claims.door)?.name;
  const member = claims.detail?.kid === undefined ? undefined : names?.[toHex(claims.detail.kid)];
  return { kind: 'signed', visitId, carrier: carrier ?? '', door, member, receipt: claims };
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
