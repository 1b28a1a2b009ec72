import { createHmac, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { ascii } from '../bytes.ts';
import { RECORDING_ID, RECORDING_KEY } from '../testing/film.ts';
import { testHub } from '../testing/effects.ts';
import { hmac, recordingKeys } from './keys.ts';

const { sha256 } = testHub();

test.each([0, 1, 63, 64, 65, 200])('HMAC with a key of %i bytes agrees with node:crypto', (length) => {
  const key = new Uint8Array(length).fill(3);
  expect(Buffer.from(hmac(sha256, key, ascii('message')))).toEqual(
    createHmac('sha256', key).update('message').digest(),
  );
});

test('the schedule is HKDF-SHA-256 with a label for each use', () => {
  const keys = recordingKeys(sha256, RECORDING_KEY, RECORDING_ID);
  const salt = Buffer.concat([ascii('lk1 recording'), RECORDING_ID]);
  const derive = (label: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', RECORDING_KEY, salt, label, length));
  expect(Buffer.from(keys.seal)).toEqual(derive('lk1 recording seal', 32));
  expect(Buffer.from(keys.salt)).toEqual(derive('lk1 recording salt', 4));
  expect(Buffer.from(keys.commitment)).toEqual(derive('lk1 recording commitment', 32));
});

test('another recording derives other keys from the same secret', () => {
  const other = recordingKeys(sha256, RECORDING_KEY, ascii('another-id-16bts'));
  expect(other.seal).not.toEqual(recordingKeys(sha256, RECORDING_KEY, RECORDING_ID).seal);
});
