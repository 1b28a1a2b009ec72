import { describe, expect, test } from 'vitest';
import { secretsIn, withoutSecrets } from './notes.ts';

const kindsIn = (text: string) => secretsIn(text).map(({ kind }) => kind);

describe('a note with a code in it is found (museum: League City)', () => {
  test.each([
    'Door code 4711',
    '4711',
    'Garage: 12345678',
    'Use 1 2 3 4 at the panel',
    'Tippen Sie 12-34 ein',
    '47.11#',
    'PIN: 123',
    'the keypad wants 12:30',
    'Der Türcode ist 0815.',
    '４７１１',
    '١٢٣٤',
    'one two three four',
    'vier sieben eins eins',
    'Kennwort Sesam',
    'Zwei Codes: 1234 5678 9012',
  ])('%s', (text) => {
    expect(kindsIn(text)).toContain('code');
  });
});

describe('where a key hangs is found', () => {
  test.each([
    'The key is under the mat',
    'Spare key behind the flowerpot.',
    'Under the third stone is a key',
    'Der Schlüssel liegt unter der Fußmatte.',
    'Ersatzschlüssel hängt im Schuppen',
    'Use the lockbox',
    'Schlüsselsafe neben der Klingel',
    'Our neighbours on the left have a key',
  ])('%s', (text) => {
    expect(kindsIn(text)).toEqual(['key-place']);
  });
});

test('the code of an alarm is told apart: it has a sentence of its own', () => {
  expect(kindsIn('Alarm off with 2580')).toEqual(['alarm-code']);
});

describe('what people rightly tell a courier is left alone', () => {
  test.each([
    '',
    'The dog is friendly; the second door sticks.',
    'Bitte zwischen 12:30 und 14:00 klingeln',
    'Ab 14-16 Uhr schläft das Kind',
    'until 24.11.2026 the lift is broken',
    'Call me: 030 1234567',
    '+49 170 1234567',
    'Third floor, flat 12B',
    'Put it under the mat',
    'The alarm is off.',
    'Parcel LK47110000000DE',
    'No key is needed.',
  ])('%s', (text) => {
    expect(kindsIn(text)).toEqual([]);
    expect(withoutSecrets(text)).toBe(text);
  });
});

describe('a secret is taken out', () => {
  test('and the rest of the note stays', () => {
    expect(withoutSecrets('The dog is friendly. The key is under the mat. Ring twice.')).toBe(
      'The dog is friendly. Ring twice.',
    );
    expect(withoutSecrets('Gate 4711, then the second door')).toBe('Gate …, then the second door');
  });

  test('whatever is taken out of is clean afterwards', () => {
    for (const text of ['PIN 1234 and 1234', 'Alarm 2580. Key in the box.', 'eins zwei drei vier 5678'])
      expect(secretsIn(withoutSecrets(text))).toEqual([]);
  });
});
