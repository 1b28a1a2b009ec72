/** As much of reading DER (X.690) as the rules about certificates need beyond what Node tells. */

export interface DerItem {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** Undefined: not a row of whole items with definite lengths. */
export function itemsIn(bytes: Uint8Array): readonly DerItem[] | undefined {
  const items: DerItem[] = [];
  for (let at = 0; at < bytes.length;) {
    const head = headAt(bytes, at);
    if (head === undefined) return undefined;
    const end = head.from + head.length;
    if (end > bytes.length) return undefined;
    items.push({ tag: bytes[at] ?? 0, content: bytes.subarray(head.from, end) });
    at = end;
  }
  return items;
}

const MAX_LENGTH_BYTES = 3;

function headAt(bytes: Uint8Array, at: number): { readonly from: number; readonly length: number } | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  if (first < 0x80) return { from: at + 2, length: first };
  const count = first & 0x7f;
  if (count < 1 || count > MAX_LENGTH_BYTES) return undefined;
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  return { from: at + 2 + count, length };
}

/** The items of the one item that these bytes are, if it has this tag. */
export function itemsOf(bytes: Uint8Array, tag: number): readonly DerItem[] | undefined {
  const [only, ...more] = itemsIn(bytes) ?? [];
  return only?.tag === tag && more.length === 0 ? itemsIn(only.content) : undefined;
}
