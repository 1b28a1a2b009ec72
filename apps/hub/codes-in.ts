import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { GreyPicture } from '@latchkey/hub/cameras';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });

const rgbaOf = ({ data, width, height }: GreyPicture) => {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < data.length; at++) rgba.fill(data[at] ?? 0, at * 4, at * 4 + 3);
  return { data: rgba, width, height };
};

/** The texts of the QR codes that stand in a picture, four at most, in no order; whoever holds one up chose them. */
export const codesIn = async (picture: GreyPicture): Promise<readonly string[]> => {
  const codes = await readBarcodes(rgbaOf(picture) as Parameters<typeof readBarcodes>[0], {
    formats: ['QRCode'],
    maxNumberOfSymbols: 4,
  });
  return codes.filter(({ isValid }) => isValid).map(({ text }) => text);
};
