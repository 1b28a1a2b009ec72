import { fromBase64url, toBase64url } from './bytes/base64url.ts';
import { fromHex, toHex } from './bytes/bytes.ts';
import { SUN_BYTES } from './tag/sun.ts';

/** What somebody reads off a door: where they are, and what only exists there. docs/protocol/door-nonce.md */
export interface AtDoor {
  readonly hubId: Uint8Array;
  readonly door: number;
  /** A display's nonce, or a tag's message. */
  readonly shown: { readonly nonce: Uint8Array } | { readonly tap: Uint8Array };
}

const DISPLAY = /^\/at\/([\w-]{22})\/(0|[1-9]\d{0,2})\/([\w-]{22})$/;
const TAG = /^\/tap\/([\w-]{22})\/(0|[1-9]\d{0,2})\/([\dA-F]{48})$/;
const MAX_TEXT = 300;

/** The fragment of a link, `#` left out. A tag's is written into the chip with zeros, which it replaces. */
export const atDoorFragment = ({ hubId, door, shown }: AtDoor): string =>
  'nonce' in shown
    ? `/at/${toBase64url(hubId)}/${door}/${toBase64url(shown.nonce)}`
    : `/tap/${toBase64url(hubId)}/${door}/${toHex(shown.tap).toUpperCase()}`;

/** From a whole link or its fragment. The text is anybody's who could glue a code to a door; whose page it names is not looked at. */
export function readAtDoor(text: string): AtDoor | undefined {
  if (text.length > MAX_TEXT) return undefined;
  const fragment = text.slice(text.indexOf('#') + 1);
  const display = DISPLAY.exec(fragment);
  if (display !== null) return placed(display, (nonce) => ({ nonce }), fromBase64url(display[3] ?? ''), 16);
  const tag = TAG.exec(fragment);
  if (tag === null) return undefined;
  return placed(tag, (tap) => ({ tap }), fromHex((tag[3] ?? '').toLowerCase()), SUN_BYTES);
}

function placed(
  [, hub = '', number = '']: RegExpExecArray,
  shownOf: (bytes: Uint8Array) => AtDoor['shown'],
  bytes: Uint8Array | undefined,
  length: number,
): AtDoor | undefined {
  const hubId = fromBase64url(hub);
  const door = Number(number);
  if (hubId?.length !== 16 || bytes?.length !== length || door > 255) return undefined;
  return { hubId, door, shown: shownOf(bytes) };
}
