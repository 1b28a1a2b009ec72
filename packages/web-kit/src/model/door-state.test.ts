import { BOLT, CAMERA, CONTACT, REPORT_LIFE_MS, type DoorReport, type State } from '@latchkey/protocol';
import { describe, expect, test } from 'vitest';
import { doorReport } from '../testing/hub-voice.ts';
import { judgeDoor, pictureOf, type HeardState } from './door-state.ts';

const heardAt = (askedAtMs: number, report: Partial<DoorReport> = {}): HeardState => ({
  state: { doors: [doorReport(report)] } as unknown as State,
  askedAtMs,
  askedWallMs: 1_700_000_000_000,
});

describe('P4: LOCKED is shown only if bolt and contact say so in a report no older than 10 s', () => {
  test('shut and thrown, just asked: locked', () => {
    expect(judgeDoor(1, heardAt(1000), 3000)).toMatchObject({ word: 'locked', ageMs: 2000 });
  });

  test('the age counts from when the nonce was sent, not from when the answer came', () => {
    expect(judgeDoor(1, heardAt(0), REPORT_LIFE_MS).word).toBe('locked');
    expect(judgeDoor(1, heardAt(0), REPORT_LIFE_MS + 1)).toMatchObject({ word: 'unknown', why: 'too-old' });
  });

  test('what the sensors took to speak is added to the age', () => {
    expect(judgeDoor(1, heardAt(0, { sensorAgeMs: 9000 }), 1001).word).toBe('unknown');
  });

  test('a thrown bolt in an open door is an open door', () => {
    const view = judgeDoor(1, heardAt(0, { contact: CONTACT.open }), 10);
    expect(view).toMatchObject({ word: 'open', boltInTheAir: true });
  });

  test.each([
    [{ bolt: BOLT.withdrawn }, 'unlocked'],
    [{ bolt: BOLT.between }, 'unlocked'],
    [{ jammed: true, bolt: BOLT.between }, 'jammed'],
    [{ jammed: true }, 'jammed'],
    [{ bolt: BOLT.unknown }, 'unknown'],
    [{ contact: CONTACT.unknown }, 'unknown'],
  ] as const)('%o is never locked', (report, word) => {
    expect(judgeDoor(1, heardAt(0, report), 10).word).toBe(word);
  });
});

test('a door that was never heard, and one that does not answer, are told apart', () => {
  expect(judgeDoor(1, undefined, 0, 'asking').why).toBe('not-asked');
  expect(judgeDoor(1, undefined, 0, 'asked').why).toBe('no-answer');
});

test('a door that this device cannot ask is not said to be silent', () => {
  expect(judgeDoor(1, undefined, 0, 'cut-off').why).toBe('cut-off');
  expect(judgeDoor(1, heardAt(0), REPORT_LIFE_MS + 1, 'cut-off')).toMatchObject({
    word: 'unknown',
    why: 'cut-off',
    lastHeardWallMs: 1_700_000_000_000,
  });
  expect(judgeDoor(1, heardAt(0), REPORT_LIFE_MS, 'cut-off').word).toBe('locked');
});

test('a door that the report leaves out is unknown', () => {
  expect(judgeDoor(7, heardAt(0), 10).word).toBe('unknown');
});

test('an old report is not drawn: bolt and leaf are hatched', () => {
  const picture = pictureOf(judgeDoor(1, heardAt(0), REPORT_LIFE_MS + 1), 'hinged');
  expect(picture).toMatchObject({ bolt: 'unknown', contact: 'unknown', filming: false });
});

test('filming is said only while the camera records', () => {
  expect(judgeDoor(1, heardAt(0, { camera: CAMERA.recording }), 10).filming).toBe(true);
  expect(judgeDoor(1, heardAt(0, { camera: CAMERA.ready }), 10).filming).toBe(false);
  const watched = judgeDoor(1, heardAt(0, { camera: CAMERA.watched }), 10);
  expect(watched).toMatchObject({ filming: false, watched: true });
  expect(pictureOf(watched, 'hinged').filming).toBe(true);
});
