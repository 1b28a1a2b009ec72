import type { shapes } from '@latchkey/contract';
import type { z } from 'zod';
import {
  decodePublicKey,
  hubIdOf,
  readReceipt,
  sameBytes,
  verifyLink,
  type Link,
  type Primitives,
  type PublicKey,
  type Receipt,
} from '@latchkey/protocol';
import { bytesOfText, toBase64url } from './encoding.ts';
import { CarrierError } from './errors.ts';

export type ReceiptPage = z.infer<typeof shapes.visitReceipts>;

/** Whose receipts they must be: everything else is `receipt-forged`. All ids come from the grant, never from the server's word. */
export interface ReceiptsOf {
  readonly hubId: Uint8Array;
  readonly visitId: Uint8Array;
}

/** One receipt whose signature, hub and visit were checked. */
export interface Fact {
  readonly seq: number;
  readonly event: Receipt['event'];
  /** Trusted unix seconds of the hub; absent while its time was unknown. */
  readonly atS?: number;
  readonly door?: number;
  readonly detail: NonNullable<Receipt['detail']>;
  /** base64url of the hash of what it answers: a knock, block or divert. */
  readonly answers?: string;
  /** base64url of the signed bytes and of the hash before it: what a third party needs to check it again. */
  readonly evidence: { readonly receipt: string; readonly parent: string };
}

/** The hub's key, checked against the id in the grant. Throws `hub-key-wrong`. */
export const checkedHubKey = (p: Primitives, hubKey: string, hubId: Uint8Array): PublicKey => {
  const key = readKey(hubKey);
  if (key === undefined || !sameBytes(hubIdOf(p, key), hubId)) throw new CarrierError('hub-key-wrong');
  return key;
};

const readKey = (text: string): PublicKey | undefined => {
  try {
    return decodePublicKey(bytesOfText(text));
  } catch {
    return undefined;
  }
};

/**
 * Checks one page: hub, visit, signature over the stated parent, order. Receipts of other visits stand between these, so a
 * server can withhold some; it cannot add, change, reorder or repeat any. Throws `hub-key-wrong` or `receipt-forged`.
 */
export const verifyReceipts = (p: Primitives, of: ReceiptsOf, page: ReceiptPage): readonly Fact[] => {
  const key = checkedHubKey(p, page.hubKey, of.hubId);
  let last = 0;
  return page.receipts.map((item) => {
    const read = readReceipt(p, bytesOfText(item.receipt), bytesOfText(item.parent));
    if (!read.ok || !verifyLink(p, read.link, key)) throw new CarrierError('receipt-forged');
    const { claims } = read.link;
    const belongs =
      sameBytes(claims.hubId, of.hubId) && claims.visitId !== undefined && sameBytes(claims.visitId, of.visitId);
    if (!belongs || claims.seq <= last) throw new CarrierError('receipt-forged');
    last = claims.seq;
    return factOf(read.link, item);
  });
};

const factOf = ({ claims }: Link<Receipt>, item: ReceiptPage['receipts'][number]): Fact => ({
  seq: claims.seq,
  event: claims.event,
  detail: claims.detail ?? {},
  evidence: { receipt: item.receipt, parent: item.parent },
  ...(claims.iat === undefined ? {} : { atS: claims.iat }),
  ...(claims.door === undefined ? {} : { door: claims.door }),
  ...(claims.answers === undefined ? {} : { answers: toBase64url(claims.answers) }),
});

/** More than any visit has; past it the server is not telling a visit's story any more. */
const mostPages = 20;

/** Goes on after the facts already `known` through `page(after)`, and verifies each receipt it reads. */
export const readFacts = async (
  p: Primitives,
  of: ReceiptsOf,
  page: (after: number) => Promise<ReceiptPage>,
  known: readonly Fact[] = [],
): Promise<readonly Fact[]> => {
  const facts: Fact[] = [...known];
  for (let pages = 0; pages < mostPages; pages++) {
    const after = facts.at(-1)?.seq ?? -1;
    const answer = await page(after);
    const read = verifyReceipts(p, of, answer);
    if (read.some((fact) => fact.seq <= after)) throw new CarrierError('receipt-forged');
    facts.push(...read);
    if (!answer.more || read.length === 0) break;
  }
  return facts;
};
