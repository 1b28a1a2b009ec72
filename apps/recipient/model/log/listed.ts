import { readVerifierKey, withListed, type LogMemory, type Sha256 } from '@latchkey/log';
import type { Shelf } from '@latchkey/web-kit/model';
import { logListedName } from '../shelf-names.ts';

/** A witness that the server did not name at first; Unix milliseconds on this device's clock. */
export interface ListedLater {
  readonly name: string;
  readonly sinceMs: number;
}

export interface ListedWitnesses {
  /** The memory with those that the server names now. A server that does not say leaves it as it is. */
  readonly readInto: (memory: LogMemory) => Promise<LogMemory>;
  readonly later: () => readonly ListedLater[];
}

const READ_EVERY_MS = 600_000;

interface Parts {
  readonly shelf: Shelf;
  readonly readKeys: () => Promise<{ readonly witnesses: readonly string[] }>;
  readonly steadyMs: () => number;
  readonly wallMs: () => number;
}

/** Which witnesses the server named later than at this device's first look, and since when. */
export const createListedWitnesses = async (sha256: Sha256, parts: Parts): Promise<ListedWitnesses> => {
  const { shelf, readKeys, steadyMs, wallMs } = parts;
  let later = ((await shelf.get(logListedName)) as readonly ListedLater[] | undefined) ?? [];
  let readMs = -Infinity;
  const note = async (added: readonly string[]) => {
    const sinceMs = wallMs();
    const names = added.flatMap((text) => readVerifierKey(sha256, text)?.name ?? []);
    later = [...later.filter(({ name }) => !names.includes(name)), ...names.map((name) => ({ name, sinceMs }))];
    await shelf.put(logListedName, later);
  };
  return {
    later: () => later,
    readInto: async (memory) => {
      if (steadyMs() - readMs < READ_EVERY_MS) return memory;
      const said = await readKeys().catch(() => undefined);
      if (said === undefined) return memory;
      readMs = steadyMs();
      const next = withListed(sha256, memory, said.witnesses);
      if (next !== memory) await note(next.witnesses.slice(memory.witnesses.length));
      return next;
    },
  };
};
