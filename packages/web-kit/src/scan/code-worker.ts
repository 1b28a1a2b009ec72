import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { openDecoder } from './decoder.ts';
import type { Answer, Question } from './code-reader.ts';

/**
 * Reads codes beside the page. WebAssembly is compiled here and nowhere else, so the page's own policy needs no exception for it
 * (docs/decisions, *Codes are read in a worker*).
 */
const decoder = openDecoder({ wasmUrl });

const answer = async ({ id, formats, ...frame }: Question): Promise<Answer> => {
  try {
    const decode = await decoder;
    return { id, ok: true, texts: await decode(frame, formats) };
  } catch {
    return { id, ok: false };
  }
};

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void answer(data).then((said) => self.postMessage(said));
});
