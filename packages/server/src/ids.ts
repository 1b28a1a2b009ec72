import { fromBase64url, toBase64url } from '@latchkey/protocol';

export type Random = (length: number) => Uint8Array;

export const newId = (random: Random): string => toBase64url(random(16));

/** Text the contract's pattern let through may still have left-over bits that are not zero; then it is no byte string. */
export const bytesIn = (text: string): Uint8Array | undefined => fromBase64url(text);
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url'); // prettier-ignore

/** Without vowels, so that no handle is a word, and without 0, 1: nobody mistakes them for O, I and L, which are missing too. */
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXZ';

/** `LK-XXXX-XXXX`, 38 bits: unguessable within the limits of the route that takes it, and short enough to say aloud. */
export const newHandle = (random: Random): string => {
  const letters: string[] = [];
  // A byte above the largest multiple of 27 is thrown away: every letter is equally likely.
  while (letters.length < 8) {
    for (const byte of random(16)) if (byte < 243 && letters.length < 8) letters.push(ALPHABET.charAt(byte % 27));
  }
  return `LK-${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
};

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The beginning of an id for a log line: enough to follow a story, not enough to use. */
export const short = (id: string): string => id.slice(0, 6);
