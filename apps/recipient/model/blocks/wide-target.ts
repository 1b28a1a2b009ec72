import { TARGET, toBase64url, type BlockTarget } from '@latchkey/protocol';

/** Blocks of more than one visit: of everything, a carrier, a courier's device (docs/protocol/04-block.md). None is ever taken back. */
export type WideTarget =
  { readonly kind: 'everything' } | { readonly kind: 'carrier' | 'courier'; readonly keyId: Uint8Array };

const types = { carrier: TARGET.carrierKey, courier: TARGET.courierKey } as const;

export const targetOf = (target: WideTarget): BlockTarget =>
  target.kind === 'everything'
    ? { type: TARGET.everything, id: new Uint8Array(0) }
    : { type: types[target.kind], id: target.keyId };

/** Under which name this device notes such a block: one of everything at a time, and one for each key. */
export const noteOf = (target: WideTarget): string =>
  target.kind === 'everything' ? 'everything' : toBase64url(target.keyId);
