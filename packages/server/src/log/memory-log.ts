import { edgeTiles, type Tile } from '@latchkey/log';
import { OtherLogKey, type Grow, type LogHead, type LogStore } from './log-store.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The log of tests: same answers as PostgreSQL's. */
export class MemoryLog implements LogStore {
  readonly #receipts: () => readonly Uint8Array[];
  /** All that was handed in, in its order; the first `#taken` receipts among it. */
  readonly #handedIn: Uint8Array[] = [];
  #taken = 0;
  readonly #entries: Uint8Array[] = [];
  readonly #places = new Map<string, number>();
  readonly #tiles = new Map<string, Tile>();
  #head: LogHead | undefined;

  /** `receipts`: the hash of every receipt that was ever kept, in its order. */
  constructor(receipts: () => readonly Uint8Array[]) {
    this.#receipts = receipts;
  }

  #takeReceipts(): void {
    const fresh = this.#receipts().slice(this.#taken);
    this.#handedIn.push(...fresh);
    this.#taken += fresh.length;
  }

  add = (entry: Uint8Array): Promise<void> => {
    this.#takeReceipts();
    if (!this.#handedIn.some((one) => hex(one) === hex(entry))) this.#handedIn.push(entry);
    return Promise.resolve();
  };

  head = (): Promise<LogHead | undefined> => Promise.resolve(this.#head);

  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is a database's
  async grow(most: number, logKey: string, grow: Grow): Promise<LogHead | undefined> {
    if (this.#head !== undefined && this.#head.logKey !== logKey) throw new OtherLogKey();
    const size = this.#entries.length;
    this.#takeReceipts();
    const entries = this.#handedIn.slice(size, size + most);
    if (entries.length === 0) return undefined;
    const edge = edgeTiles(size).flatMap(({ level, index }) => this.#tiles.get(`${level}/${index}`) ?? []);
    const { tiles, root, note, size: grown } = grow({ size, note: this.#head?.note ?? '' }, edge, entries);
    for (const tile of tiles) this.#tiles.set(`${tile.level}/${tile.index}`, tile);
    for (const [at, entry] of entries.entries())
      if (!this.#places.has(hex(entry))) this.#places.set(hex(entry), size + at);
    this.#entries.push(...entries);
    this.#head = { size: grown, root, note, cosignatures: '', logKey };
    return this.#head;
  }

  tile = (level: number, index: number): Promise<Uint8Array | undefined> =>
    Promise.resolve(this.#tiles.get(`${level}/${index}`)?.bytes);
  entries = (from: number, to: number): Promise<readonly Uint8Array[]> =>
    Promise.resolve(this.#entries.slice(from, to));
  indexOf = (entry: Uint8Array): Promise<number | undefined> => Promise.resolve(this.#places.get(hex(entry)));

  cosigned(size: number, by: string, line: string): Promise<void> {
    if (this.#head?.size === size && !this.#head.cosignatures.includes(by))
      this.#head = { ...this.#head, cosignatures: this.#head.cosignatures + line };
    return Promise.resolve();
  }
}
