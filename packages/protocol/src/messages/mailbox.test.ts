import { expect, it } from 'vitest';
import { joinBytes } from '../bytes/bytes.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import { mailFor, readMail } from './mailbox.ts';

const boxId = new Uint8Array(16).fill(7);

it('is read as it was written, with a welcome or without', () => {
  expect(mailFor(boxId)).toEqual(joinBytes(encodeUtf8('lk1-mail'), boxId));
  expect(readMail(mailFor(boxId))).toEqual({ boxId, welcome: new Uint8Array(0) });
  for (const welcome of [Uint8Array.of(1), new Uint8Array(4000).fill(2)])
    expect(readMail(mailFor(boxId, welcome))).toEqual({ boxId, welcome });
});

it.each([
  ['nothing', new Uint8Array(0)],
  ['a label alone', mailFor(new Uint8Array(0))],
  ['a short name', mailFor(boxId.subarray(1))],
  ['another label', joinBytes(encodeUtf8('lk1-male'), boxId)],
  ['a welcome that is too long', mailFor(boxId, new Uint8Array(4001))],
])('is not read from %s', (_what, message) => {
  expect(readMail(message)).toBeUndefined();
});
