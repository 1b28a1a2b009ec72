import { noHead } from '../model/receipt-chain.ts';
import { createReceiptStore, type ReceiptStore, type ReceiptStoreParts } from '../model/receipt-store.ts';
import type { HubVoice } from './hub-voice.ts';

/** What a device holds of this hub's receipts that has seen nothing before and remembers nothing, unless `parts` says otherwise. */
export const receiptsOf = (
  hub: Pick<HubVoice, 'primitives' | 'key'>,
  parts: Pick<ReceiptStoreParts, 'fetchAfter'> & Partial<ReceiptStoreParts>,
): ReceiptStore =>
  createReceiptStore({
    primitives: hub.primitives,
    hubKey: hub.key,
    seenBefore: noHead,
    remember: () => undefined,
    keepFork: () => undefined,
    ...parts,
  });
