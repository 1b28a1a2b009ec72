import { join } from 'node:path';
import { readIfThere, writeDurably } from '@latchkey/keys/node';
import type { Effects } from '@latchkey/server';

/** `log-head` beside the log's key: the newest checkpoint, so that a database that is put back from a copy is known to be one. */
export const keptLogMark = (folder: string): NonNullable<Effects['logMark']> => {
  const file = join(folder, 'log-head');
  return {
    read: async () => {
      const bytes = await readIfThere(file);
      return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
    },
    keep: (note) => writeDurably(file, note),
  };
};
