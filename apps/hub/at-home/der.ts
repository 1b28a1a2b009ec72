/** The few forms of DER (X.690) that one certificate needs. */

const lengthOf = (size: number): Uint8Array => {
  if (size < 0x80) return Uint8Array.of(size);
  return size < 0x100 ? Uint8Array.of(0x81, size) : Uint8Array.of(0x82, size >> 8, size & 0xff);
};

export const der = (tag: number, ...content: readonly Uint8Array[]): Uint8Array => {
  const size = content.reduce((sum, { length }) => sum + length, 0);
  return new Uint8Array(Buffer.concat([Uint8Array.of(tag), lengthOf(size), ...content]));
};

export const sequence = (...items: readonly Uint8Array[]): Uint8Array => der(0x30, ...items);
export const setOf = (...items: readonly Uint8Array[]): Uint8Array => der(0x31, ...items);
/** A part that is told from others by its number. */
export const tagged = (number: number, ...items: readonly Uint8Array[]): Uint8Array => der(0xa0 | number, ...items);
export const octets = (content: Uint8Array): Uint8Array => der(0x04, content);
export const bits = (content: Uint8Array, unused = 0): Uint8Array => der(0x03, Uint8Array.of(unused), content);
export const yes = (): Uint8Array => der(0x01, Uint8Array.of(0xff));
export const utf8 = (text: string): Uint8Array => der(0x0c, Buffer.from(text));
export const utcTime = (text: string): Uint8Array => der(0x17, Buffer.from(text));

/** A positive number from its bytes: a leading zero where the first bit would make it negative. */
export const integer = (bytes: Uint8Array): Uint8Array =>
  (bytes[0] ?? 0) >= 0x80 ? der(0x02, Uint8Array.of(0), bytes) : der(0x02, bytes);

export const objectId = (dotted: string): Uint8Array => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Uint8Array.of(40 * first + second, ...rest.flatMap(base128)));
};

const base128 = (value: number): readonly number[] => {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
};
