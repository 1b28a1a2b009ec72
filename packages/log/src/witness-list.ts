import type { Sha256 } from './bytes.ts';
import { readVerifierKey } from './note.ts';
import type { LogMemory } from './reader.ts';

/** As many as a server may name at once. */
const MOST_WITNESSES = 16;

/**
 * The memory with the witnesses that a log names now and did not before; none is ever dropped. They are that log's own word. A name that is
 * remembered already keeps its key: else a log could sign in the name of a witness that somebody trusts.
 */
export function withListed(sha256: Sha256, memory: LogMemory, listed: readonly string[]): LogMemory {
  const nameOf = (text: string) => readVerifierKey(sha256, text)?.name;
  const witnesses = [...memory.witnesses];
  const taken = new Set([memory.log, ...witnesses].map(nameOf));
  for (const text of listed) {
    const key = readVerifierKey(sha256, text);
    if (key?.kind !== 4 || taken.has(key.name) || witnesses.length >= MOST_WITNESSES) continue;
    taken.add(key.name);
    witnesses.push(text);
  }
  return witnesses.length === memory.witnesses.length ? memory : { ...memory, witnesses };
}
