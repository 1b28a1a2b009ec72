/** Who could watch the films that somebody keeps, as each film's first record says in the clear. docs/protocol/recording.md §5 */
import { createHash } from 'node:crypto';
import { RecordVerifier } from '@latchkey/media';

interface Kept {
  readonly bytes: Uint8Array;
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** In hex, the devices that each film's key is sealed to; whoever signed it. Files that are no film are passed over. */
export const watchersOf = (kept: readonly Kept[]): readonly (readonly string[])[] =>
  kept.flatMap(({ bytes }) => {
    const [first] = new RecordVerifier({ sha256, verify: () => true }).push(bytes);
    return first?.kind === 'init' ? [first.init.envelopes.map(({ kid }) => Buffer.from(kid).toString('hex'))] : [];
  });
