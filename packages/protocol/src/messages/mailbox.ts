import { joinBytes, NO_BYTES, sameBytes } from '../bytes/bytes.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';

const LABEL = encodeUtf8('lk1-mail');
const BOX_BYTES = 16;
const LIMIT_WELCOME_BYTES = 4000;

/** What a member's app asks of the mailbox beside the one that it reaches itself: the record in a box, or, with a welcome, to leave that there. */
export interface Mail {
  readonly boxId: Uint8Array;
  /** Empty: the record is asked for. */
  readonly welcome: Uint8Array;
}

/** docs/protocol/28-own-page.md */
export const mailFor = (boxId: Uint8Array, welcome: Uint8Array = NO_BYTES): Uint8Array =>
  joinBytes(LABEL, boxId, welcome);

/** Undefined for what has another form, or is longer than a welcome. */
export const readMail = (message: Uint8Array): Mail | undefined => {
  const boxId = message.slice(LABEL.length, LABEL.length + BOX_BYTES);
  const welcome = message.slice(LABEL.length + BOX_BYTES);
  const fits = sameBytes(message.subarray(0, LABEL.length), LABEL) && boxId.length === BOX_BYTES;
  return fits && welcome.length <= LIMIT_WELCOME_BYTES ? { boxId, welcome } : undefined;
};
