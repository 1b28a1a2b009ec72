import { ByteReader, ByteWriter, Malformed, ascii, concat } from '../bytes.ts';

/** ISO base media boxes: size, four letters, content (ISO/IEC 14496-12 §4.2). */
export function box(name: string, ...content: readonly Uint8Array[]): Uint8Array {
  const body = concat(content);
  const bytes = body.length + BOX_BYTES;
  return new ByteWriter(bytes).u32(bytes).u32(boxCode(name)).bytes(body).done();
}

/** Size and name. */
export const BOX_BYTES = 8;

/** The four letters as the number that stands in the file. */
export function boxCode(name: string): number {
  return [...ascii(name)].reduce((code, letter) => code * 256 + letter, 0);
}

export function fullBox(name: string, version: number, flags: number, ...content: readonly Uint8Array[]): Uint8Array {
  return box(name, new ByteWriter().u32(version * 0x100_0000 + flags).done(), ...content);
}

export interface Box {
  readonly name: string;
  readonly body: Uint8Array;
}

/** Throws `Malformed` when a size points outside. */
export function readBoxes(bytes: Uint8Array): Box[] {
  const reader = new ByteReader(bytes);
  const boxes: Box[] = [];
  while (reader.left > 0) {
    const size = reader.u32();
    const name = String.fromCharCode(...reader.take(4));
    if (size < 8) throw new Malformed(`box ${name} has no size`);
    boxes.push({ name, body: reader.take(size - 8) });
  }
  return boxes;
}

/** The first box at a path such as `moov/trak/mdia`. Throws `Malformed` where a step is missing. */
export function findBox(bytes: Uint8Array, path: string): Uint8Array {
  let inside = bytes;
  for (const name of path.split('/')) {
    const found = readBoxes(inside).find((candidate) => candidate.name === name);
    if (found === undefined) throw new Malformed(`no box ${name} of ${path}`);
    inside = found.body;
  }
  return inside;
}
