import { joinBytes } from '@latchkey/protocol';

/** Extension fields of NTPv4 (RFC 7822) with the numbers of RFC 8915. */
export const FIELD = { uniqueId: 0x0104, cookie: 0x0204, placeholder: 0x0304, authenticator: 0x0404 } as const;

const HEAD_BYTES = 4;
/** No server sends as many; a packet of nothing but heads would have hundreds. */
const MAX_FIELDS = 32;

export interface ExtensionField {
  readonly type: number;
  /** Where its head begins. */
  readonly at: number;
  readonly body: Uint8Array;
}

export const inField = (type: number, body: Uint8Array): Uint8Array => {
  const length = HEAD_BYTES + ((body.length + 3) & ~3);
  const field = joinBytes(Uint8Array.of(type >> 8, type & 0xff, length >> 8, length & 0xff), body);
  return joinBytes(field, new Uint8Array(length - field.length));
};

/** Everything from `from` to the end; undefined where that is not a row of whole fields. */
export function fieldsOf(bytes: Uint8Array, from: number): readonly ExtensionField[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const fields: ExtensionField[] = [];
  for (let at = from; at < bytes.length;) {
    if (at + HEAD_BYTES > bytes.length || fields.length === MAX_FIELDS) return undefined;
    const length = view.getUint16(at + 2);
    if (length < HEAD_BYTES || length % 4 !== 0 || at + length > bytes.length) return undefined;
    fields.push({ type: view.getUint16(at), at, body: bytes.slice(at + HEAD_BYTES, at + length) });
    at += length;
  }
  return fields;
}
