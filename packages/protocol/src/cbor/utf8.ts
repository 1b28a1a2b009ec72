import { MalformedInput } from '../malformed.ts';

/** UTF-8 (RFC 3629) by hand, because a pure package has no TextEncoder. Lone surrogates are a programming error. */
export function encodeUtf8(text: string): Uint8Array {
  const ascii = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) return encodeAny(text);
    ascii[at] = unit;
  }
  return ascii;
}

function encodeAny(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) throw new RangeError('A lone surrogate has no UTF-8 form.');
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return Uint8Array.from(bytes);
}

/** A tracking number or a handle is made in one piece. */
const SHORT = 64;

/** Refuses overlong forms, surrogates, values past U+10FFFF and cut-off sequences. */
export function decodeUtf8(bytes: Uint8Array): string {
  if (bytes.length > SHORT) return decodeAny(bytes);
  const units: number[] = [];
  for (const byte of bytes) {
    if (byte >= 0x80) return decodeAny(bytes);
    units.push(byte);
  }
  return String.fromCharCode.apply(null, units);
}

function decodeAny(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const more =
      first < 0x80
        ? 0
        : first >= 0xc2 && first < 0xe0
          ? 1
          : first >= 0xe0 && first < 0xf0
            ? 2
            : first >= 0xf0 && first < 0xf5
              ? 3
              : -1;
    if (more < 0) throw new MalformedInput('cbor', 'text is not UTF-8');
    let point = more === 0 ? first : first & (0x3f >> more);
    for (let i = 1; i <= more; i++) {
      const next = bytes[at + i] ?? 0;
      if ((next & 0xc0) !== 0x80) throw new MalformedInput('cbor', 'text is not UTF-8');
      point = (point << 6) | (next & 63);
    }
    const overlong = (more === 2 && point < 0x800) || (more === 3 && point < 0x10000);
    if (overlong || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      throw new MalformedInput('cbor', 'text is not UTF-8');
    text += String.fromCodePoint(point);
    at += more + 1;
  }
  return text;
}
