import { joinBytes, NO_BYTES, sameBytes } from '../bytes/bytes.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';

const LABEL = encodeUtf8('lk1-mail');
const KEY_ID_BYTES = 16;
const LIMIT_WELCOME_BYTES = 4000;

/** What a member's app asks of the mailbox beside the one that it reaches itself: the record of a device, or, with a welcome, to leave that for it. */
export interface Mail {
  readonly keyId: Uint8Array;
  /** Empty: the record is asked for. */
  readonly welcome: Uint8Array;
}

/** docs/protocol/28-own-page.md */
export const mailFor = (keyId: Uint8Array, welcome: Uint8Array = NO_BYTES): Uint8Array =>
  joinBytes(LABEL, keyId, welcome);

/** Undefined for what has another form, or is longer than a welcome. */
export const readMail = (message: Uint8Array): Mail | undefined => {
  const keyId = message.slice(LABEL.length, LABEL.length + KEY_ID_BYTES);
  const welcome = message.slice(LABEL.length + KEY_ID_BYTES);
  const fits = sameBytes(message.subarray(0, LABEL.length), LABEL) && keyId.length === KEY_ID_BYTES;
  return fits && welcome.length <= LIMIT_WELCOME_BYTES ? { keyId, welcome } : undefined;
};
