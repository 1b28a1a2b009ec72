import type { HubParts } from '@latchkey/hub';
import { readChip, type Chip } from '@latchkey/hub/tags/simulated';
import { nodeAesBlock } from '@latchkey/keys/node';
import type { Dice } from '../dice.ts';

/** An NFC tag on the outside of the flat's door; its secrets stand in the hub's settings. */
export class SimulatedTag {
  readonly #dice: Dice;
  #chip: Chip;

  constructor(dice: Dice) {
    this.#dice = dice;
    this.#chip = { uid: dice.bytes(7), metaKey: dice.bytes(16), macKey: dice.bytes(16), counter: 0 };
  }

  get port(): NonNullable<HubParts['tags']> {
    return { aes: nodeAesBlock, all: () => [{ door: 1, ...this.#chip }] };
  }

  /** What a phone reads that touches it. */
  tap(): Uint8Array | undefined {
    const read = readChip(nodeAesBlock, this.#chip, this.#dice.bytes(5));
    if (read !== undefined) this.#chip = read.chip;
    return read?.sun;
  }
}
