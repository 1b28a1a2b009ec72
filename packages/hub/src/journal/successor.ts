import type { Beside, Disk } from './disk.ts';
import { frame, joined } from './frame.ts';
import type { Records } from './records.ts';

/** Written and synced at a time: a disk that syncs for somebody else has no more than this to do first. */
const PIECE_BYTES = 128 * 1024;
/** What came meanwhile and is as little as this is left for the journal's own turn. */
const LITTLE_BYTES = 16 * 1024;
/** Where always more comes, the turn takes what is left all the same. */
const MOST_ROUNDS = 8;

/** The file that a running journal is going to be. Until it takes over, the running one alone counts, and is what it was if anything fails. */
export class Successor {
  readonly #disk: Disk;
  readonly #goOn: () => Promise<void>;
  #beside: Beside | undefined;
  #since: Uint8Array[] = [];
  #length = 0;

  /** `goOn` is asked before each piece; where it rejects, nothing more is written. */
  constructor(disk: Disk, goOn: () => Promise<void>) {
    this.#disk = disk;
    this.#goOn = goOn;
  }

  /** Bytes. */
  get length(): number {
    return this.#length;
  }

  /** Framed records that the running journal has confirmed meanwhile: they stand behind all others. */
  follow(bytes: Uint8Array): void {
    this.#since.push(bytes);
  }

  /** All of these records, and what came meanwhile until little of it is left. */
  async write(records: Records): Promise<void> {
    this.#beside = await this.#disk.beside();
    let [parts, length]: [Uint8Array[], number] = [[], 0];
    for await (const some of records)
      for (const framed of some.map(frame)) {
        parts.push(framed);
        length += framed.length;
        if (length < PIECE_BYTES) continue;
        await this.#append(joined(parts), this.#goOn);
        [parts, length] = [[], 0];
      }
    await this.#append(joined(parts), this.#goOn);
    for (let round = 0; round < MOST_ROUNDS && this.#behind() > LITTLE_BYTES; round++) await this.#catchUp(this.#goOn);
  }

  /** In the running journal's own turn: what is left of what came meanwhile. */
  async finish(): Promise<void> {
    await this.#catchUp(() => Promise.resolve());
  }

  /** As `Beside` does. */
  async takeOver(): Promise<void> {
    await this.#beside?.takeOver();
  }

  /** Never rejects: what stays of it goes at the next start. */
  async discard(): Promise<void> {
    await this.#beside?.discard().catch(() => undefined);
  }

  #behind(): number {
    return this.#since.reduce((sum, { length }) => sum + length, 0);
  }

  async #catchUp(goOn: () => Promise<void>): Promise<void> {
    const since = this.#since;
    this.#since = [];
    await this.#append(joined(since), goOn);
  }

  async #append(bytes: Uint8Array, goOn: () => Promise<void>): Promise<void> {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      await goOn();
      await this.#beside?.append(bytes.subarray(at, at + PIECE_BYTES));
      await this.#beside?.sync();
    }
    this.#length += bytes.length;
  }
}

/** The file in these records instead, while nobody writes: its length then. Undefined where there was no room; nothing has changed. */
export async function replaced(disk: Disk, records: Records): Promise<number | undefined> {
  const successor = new Successor(disk, () => Promise.resolve());
  try {
    await successor.write(records);
  } catch {
    await successor.discard();
    return undefined;
  }
  await successor.takeOver();
  return successor.length;
}
