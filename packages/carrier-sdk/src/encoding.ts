import { fromBase64url } from '@latchkey/protocol';

export { fromBase64url, sameBytes, toBase64url } from '@latchkey/protocol';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export const utf8Encode = (text: string): Uint8Array => encoder.encode(text);
/** Throws on bytes that are not UTF-8. */
export const utf8Decode = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Bytes that the contract has already found to be base64url; a text that is none becomes no bytes, which nothing accepts. */
export const bytesOfText = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array(0);
