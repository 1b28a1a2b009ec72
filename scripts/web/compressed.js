// Every text that is served lies beside its two compressed forms, so that no request waits for a compressor.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const texts = /\.(?:js|css|html|svg|json|webmanifest|wasm)$/;
/** Below this the answer's head is longer than what is saved. */
const leastBytes = 512;

const forms = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** The best brotli takes seconds for a library; most files are those of the build before, so their forms are kept by content. */
const formOf = async (kept, bytes, form) => {
  const name = join(kept, `${createHash('sha256').update(bytes).digest('hex')}.${form}`);
  if (existsSync(name)) return name;
  const unfinished = `${name}.${process.pid}`;
  await writeFile(unfinished, await forms[form](bytes));
  await rename(unfinished, name);
  return name;
};

export const compressAll = async (folder, kept) => {
  await mkdir(kept, { recursive: true });
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !texts.test(entry.name)) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = await readFile(path);
    if (bytes.length < leastBytes) continue;
    for (const form of Object.keys(forms)) await copyFile(await formOf(kept, bytes, form), `${path}.${form}`);
  }
};
