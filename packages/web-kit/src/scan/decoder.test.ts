import { encode } from 'uqr';
import { beforeAll, expect, it } from 'vitest';
import { openDecoder, type Decode, type Frame } from './decoder.ts';

/** A QR picture as a camera would see it: dark on light, with a quiet zone, in one corner of a larger picture. */
const pictureOf = (text: string, px: number): Frame => {
  const { data: dots } = encode(text, { border: 3 });
  const [width, height] = [dots.length * px + 90, dots.length * px + 40];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [y, row] of dots.entries())
    for (const [x, dark] of row.entries()) {
      if (!dark) continue;
      for (let i = 0; i < px * px; i++) {
        const at = ((y * px + Math.floor(i / px) + 20) * width + x * px + (i % px) + 70) * 4;
        data.fill(30, at, at + 3);
      }
    }
  return { data, width, height };
};

let decode: Decode;
beforeAll(async () => {
  // Compiled for browsers, this room has no types of Node's: the test alone reads a file.
  const files: string = 'node:fs/promises';
  const node = (await import(files)) as { readFile: (file: URL) => Promise<Uint8Array> };
  const file = new URL('../../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url);
  decode = await openDecoder({ wasmBinary: new Uint8Array(await node.readFile(file)).buffer });
});

it('reads the address that a hub shows', async () => {
  const address = `http://localhost:8400/home/#/pair/${'Ab3_-x7Q'.repeat(8)}`;
  expect(await decode(pictureOf(address, 4), ['QRCode'])).toEqual([address]);
});

it('reads nothing from a picture without a code, and no code of another kind than asked for', async () => {
  const blank: Frame = { data: new Uint8ClampedArray(160 * 120 * 4).fill(200), width: 160, height: 120 };
  expect(await decode(blank, ['QRCode'])).toEqual([]);
  expect(await decode(pictureOf('JJD1', 6), ['Code128', 'ITF'])).toEqual([]);
});
