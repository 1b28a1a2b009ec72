import { LAST_COUNTER, makeSun, type AesBlock, type TagSecrets } from '@latchkey/protocol';

/** An NTAG 424 DNA on a door: its secrets never leave it, and its number is in its own memory, whoever has power or not. */
export interface Chip extends TagSecrets {
  /** Readings so far. */
  readonly counter: number;
}

/** A phone reads it. `padding`: five random bytes that the chip makes. Undefined: it has reached its last number and gives nothing more. */
export function readChip(
  aes: AesBlock,
  chip: Chip,
  padding: Uint8Array,
): { readonly chip: Chip; readonly sun: Uint8Array } | undefined {
  if (chip.counter >= LAST_COUNTER) return undefined;
  const counter = chip.counter + 1;
  return { chip: { ...chip, counter }, sun: makeSun(aes, chip, counter, padding) };
}
