/** Bytes of a file as text, as they arrive. What is no UTF-8 is read as Windows-1252, which German spreadsheets still write. */
export const LIMIT_FILE_BYTES = 5 * 1024 * 1024;

type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252';

const beginsWith = (bytes: Uint8Array, ...start: readonly number[]) => start.every((byte, at) => bytes[at] === byte);

const isUtf8 = async (file: Blob): Promise<boolean> => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of pieces(file)) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
};

const encodingOf = async (file: Blob): Promise<Encoding> => {
  const start = new Uint8Array(await file.slice(0, 3).arrayBuffer());
  if (beginsWith(start, 0xff, 0xfe)) return 'utf-16le';
  return (await isUtf8(file)) ? 'utf-8' : 'windows-1252';
};

async function* pieces(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

export async function* textOf(file: Blob): AsyncGenerator<string> {
  const decoder = new TextDecoder(await encodingOf(file), { ignoreBOM: true });
  for await (const piece of pieces(file)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
