import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** One picture as four bytes a pixel; an `ImageData` is one. */
export interface Frame {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** The kinds of code that a screen may look for; a kind that nobody asked for cannot be misread. */
export type CodeFormat = 'QRCode' | 'DataMatrix' | 'Aztec' | 'PDF417' | 'Code128' | 'Code39' | 'ITF' | 'EAN13';

export type Decode = (frame: Frame, formats: readonly CodeFormat[]) => Promise<readonly string[]>;

/** What a printed code can hold; whatever reads longer is not for us. */
const maxLetters = 3000;
const maxCodes = 4;

/** Rejects where the module cannot be compiled. Without its bytes or its address it would be fetched from another host: one must be given. */
export const openDecoder = async (
  module: { readonly wasmUrl: string } | { readonly wasmBinary: ArrayBuffer },
): Promise<Decode> => {
  const overrides = 'wasmUrl' in module ? { locateFile: () => module.wasmUrl } : { wasmBinary: module.wasmBinary };
  await prepareZXingModule({ overrides, fireImmediately: true });
  return async (frame, formats) => {
    const found = await readBarcodes(frame as Parameters<typeof readBarcodes>[0], {
      formats: [...formats],
      maxNumberOfSymbols: maxCodes,
    });
    return found.filter(({ isValid, text }) => isValid && text.length <= maxLetters).map(({ text }) => text);
  };
};
