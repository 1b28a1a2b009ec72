import { decodeCbor } from './cbor/decode.ts';
import { encodeCbor } from './cbor/encode.ts';
import { isCborArray, type CborValue } from './cbor/value.ts';
import { attempt, MalformedInput, type Malformed } from './malformed.ts';

/** What arrives at the door (docs/protocol/03-knock.md). Where a knock stands, an ask may stand: the two are told apart by where they are sent. */
export type Presentation =
  | { readonly kind: 'member'; readonly knock: Uint8Array }
  | { readonly kind: 'chain'; readonly links: readonly Uint8Array[]; readonly knock: Uint8Array }
  | { readonly kind: 'short'; readonly leaf16: Uint8Array; readonly knock: Uint8Array };

export const MAX_PRESENTATION_BYTES = 2048;

export function encodePresentation(presentation: Presentation): Uint8Array {
  switch (presentation.kind) {
    case 'member':
      return encodeCbor([0, presentation.knock]);
    case 'chain':
      return encodeCbor([1, [...presentation.links], presentation.knock]);
    case 'short':
      return encodeCbor([2, presentation.leaf16, presentation.knock]);
  }
}

/** Throws `MalformedInput`. */
export function parsePresentation(bytes: Uint8Array): Presentation {
  const value = decodeCbor(bytes);
  if (!isCborArray(value)) throw new MalformedInput('presentation', 'not an array');
  const [form, second, third] = value;
  if (form === 0 && value.length === 2) return { kind: 'member', knock: byteString(second) };
  if (form === 1 && value.length === 3) return { kind: 'chain', links: links(second), knock: byteString(third) };
  if (form === 2 && value.length === 3) return { kind: 'short', leaf16: leaf(second), knock: byteString(third) };
  throw new MalformedInput('presentation', 'not one of the three forms');
}

export function decodePresentation(
  bytes: Uint8Array,
): { readonly ok: true; readonly value: Presentation } | { readonly ok: false; readonly problem: Malformed } {
  return attempt(() => parsePresentation(bytes));
}

function byteString(value: CborValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new MalformedInput('presentation', 'a link is not a byte string');
  return value;
}

function links(value: CborValue | undefined): Uint8Array[] {
  if (value === undefined || !isCborArray(value) || value.length < 1 || value.length > 4)
    throw new MalformedInput('presentation', 'not one to four links');
  return value.map(byteString);
}

function leaf(value: CborValue | undefined): Uint8Array {
  const bytes = byteString(value);
  if (bytes.length !== 16) throw new MalformedInput('presentation', 'leaf is not sixteen bytes');
  return bytes;
}
